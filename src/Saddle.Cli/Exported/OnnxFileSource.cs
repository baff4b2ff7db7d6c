using Saddle.Assessment;
using Saddle.Conditions;
using Saddle.Data;
using Saddle.Learners;
using Saddle.Runtime;
using Saddle.Sampling;

namespace Saddle.Cli.Exported;

/// <summary>An exported file where a run's folder may stand: it is sampled and evaluated as a run is.</summary>
internal sealed class OnnxFileSource : IDisposable
{
    private OnnxFileSource(string path, ExportMetadata metadata)
    {
        Path = path;
        Form = new DataForm(new SampleShape([.. metadata.Shape.Select(size => (long)size)]))
        {
            Classes = metadata.Classes,
            InputChannels = metadata.InputChannels,
            Vocabulary = metadata.Words.Count == 0 ? null : new Vocabulary(metadata.Words, metadata.CaptionLength),
        };
        Learner = new Adversarial { Conditioning = ConditioningOf(metadata) };
        Generator = new OnnxGenerator(path, metadata, Form.Shape);
        Step = metadata.Step;
    }

    internal string Path { get; }

    internal DataForm Form { get; }

    internal LearnerChoice Learner { get; }

    internal OnnxGenerator Generator { get; }

    /// <summary>The step of the run that it was exported from.</summary>
    internal long Step { get; }

    /// <summary>Whether a text means such a file.</summary>
    internal static bool Is(string text) => text.EndsWith(".onnx", StringComparison.OrdinalIgnoreCase);

    /// <summary>Opens a file.</summary>
    /// <exception cref="InputException">There is none, or it is no generator that Saddle exported.</exception>
    internal static OnnxFileSource Open(string path)
    {
        try
        {
            return new OnnxFileSource(path, MetadataOf(path));
        }
        catch (Exception error) when (error is ExportException or FileNotFoundException)
        {
            throw new InputException(error.Message, error);
        }
    }

    // Whoever has looked at the file lets it go: two sessions would hold its weights twice.
    private static ExportMetadata MetadataOf(string path)
    {
        using var generator = ExportedGenerator.Open(path);
        return generator.Metadata;
    }

    /// <summary>Draws what was asked for; the caller's scope owns it.</summary>
    internal Drawing Draw(SampleValues given, bool film) => Learner.Draw(new SampleRequest(Generator, Form)
    {
        Given = given,
        Source = Path,
        IsFilm = film,
        Warn = Output.Warn,
    });

    /// <summary>The file as a side of an evaluation, which takes it over.</summary>
    internal EvaluationSide ToSide() => EvaluationSide.Of(Path, Generator, Learner, Form);

    /// <inheritdoc/>
    public void Dispose() => Generator.Dispose();

    private static Conditioning ConditioningOf(ExportMetadata metadata) => metadata switch
    {
        { Classes.Count: > 0 } => new ConditionalGan(),
        { Words.Count: > 0 } => new Text(),
        { Codes: { } codes } => new InfoGan
        {
            Categorical = codes.Categorical, Values = Math.Max(2, codes.Values), Continuous = codes.Continuous,
        },
        { InputChannels: > 0 } => new PictureConditioning(),
        _ => new Unconditional(),
    };
}
