using Saddle.Data;
using Saddle.Export;
using Saddle.Learners;
using Saddle.Networks;

namespace Saddle.Training;

/// <summary>A network of a run as a file.</summary>
/// <param name="run">The run.</param>
/// <param name="options">What of it, and how.</param>
internal sealed class RunExport(Run run, ExportOptions options)
{
    /// <summary>The bytes of the file.</summary>
    /// <exception cref="InputException">The run has no such network, or a layer of it cannot be exported.</exception>
    internal byte[] ToBytes() => options.Part switch
    {
        ExportPart.Discriminator => OfDiscriminator(),
        ExportPart.Encoder => OfEncoder(),
        _ => OfGenerator(),
    };

    private LearnerChoice Learner => run.Recipe.Learner;

    private bool IsWeights => options.Format == ExportFormat.SafeTensors;

    private byte[] OfGenerator()
    {
        using Generator generator = LoadGenerator();
        // Of both networks of an autoencoder the one that draws.
        return IsWeights
            ? Exporter.Weights((generator as VariationalGenerator)?.Decoder ?? generator, Facts(generator))
            : Exporter.Generator(generator, Facts(generator));
    }

    private byte[] OfEncoder()
    {
        using Generator generator = LoadGenerator();
        if (generator is not VariationalGenerator variational)
        {
            throw new InputException($"{run.Folder}: it has no encoder; runs of the learner vae do.");
        }
        return IsWeights
            ? Exporter.Weights(variational.Encoder, Facts(generator))
            : Exporter.Encoder(variational, Facts(generator));
    }

    private byte[] OfDiscriminator()
    {
        using Discriminator discriminator = run.LoadNetwork(
            options.Reverse ? "discriminator.back." : Learner.HasWayBack ? "discriminator.there." : "discriminator.",
            Learner.CreateDiscriminator)
            ?? throw new InputException($"{run.Folder}: the learner {Learner.Name} has no discriminator that could be exported.");
        return IsWeights
            ? Exporter.Weights(discriminator, Facts(null))
            : Exporter.Discriminator(discriminator, Facts(null));
    }

    private Generator LoadGenerator()
    {
        string prefix = (options.Live, options.Reverse, Learner.HasWayBack) switch
        {
            (false, false, _) => Saddle.Learners.Learner.AveragePrefix,
            (false, true, _) => Saddle.Learners.Learner.ReverseAveragePrefix,
            (true, false, false) => "generator.",
            (true, false, true) => "generator.there.",
            (true, true, _) => "generator.back.",
        };
        Func<DataForm, Generator?> create = options.Reverse ? Learner.CreateReverseGenerator : Learner.CreateGenerator;
        return run.LoadNetwork(prefix, create)
            ?? throw new InputException(
                $"{run.Folder}: it was trained in one direction only; runs of the learner cyclegan have a way back.");
    }

    private ExportFacts Facts(Generator? generator) => new()
    {
        Part = options.Part,
        Recipe = run.Recipe.Name,
        Run = run.Digest,
        Step = run.Step,
        Form = run.Form,
        Shape = generator?.Shape ?? run.Form.Shape,
        Options = options,
        Generator = generator,
    };
}
