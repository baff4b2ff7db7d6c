using Saddle.Data;
using Saddle.Evaluation;
using Saddle.Learners;
using Saddle.Networks;
using Saddle.Torch;
using Saddle.Training;

namespace Saddle.Assessment;

/// <summary>One side of an evaluation: a run, data, features that were computed elsewhere, or kept statistics.</summary>
public sealed class EvaluationSide : IDisposable
{
    private readonly (Generator Generator, LearnerChoice Learner, DataForm Form)? _drawn;

    private EvaluationSide(
        string name, Run? run = null, DataSource? source = null, FeatureSet? features = null,
        GaussianStatistics? statistics = null, (Generator, LearnerChoice, DataForm)? drawn = null)
        => (Name, Run, Source, Features, Statistics, _drawn) = (name, run, source, features, statistics, drawn);

    /// <summary>What it is called in messages.</summary>
    public string Name { get; }

    /// <summary>The run whose generator makes the samples, or null.</summary>
    public Run? Run { get; }

    /// <summary>The data that the samples are, or null.</summary>
    public DataSource? Source { get; }

    /// <summary>Features instead of samples, or null.</summary>
    public FeatureSet? Features { get; }

    /// <summary>Statistics instead of samples, or null.</summary>
    public GaussianStatistics? Statistics { get; }

    /// <summary>Whether there are samples, of which features can be taken.</summary>
    public bool HasSamples => Run is not null || Source is not null || _drawn is not null;

    /// <summary>
    /// Understands what users type: a run's folder, features (.npy), statistics (.npz), or data as a recipe names it.
    /// </summary>
    /// <param name="text">What was typed.</param>
    /// <param name="warn">Told of damaged checkpoints that are passed over.</param>
    /// <param name="best">Whether a run's best checkpoint is meant, and not its newest.</param>
    /// <param name="data">Where a run's data lie now; null for where its recipe says.</param>
    /// <exception cref="InputException">It is none of these.</exception>
    /// <exception cref="DataException">A file is damaged.</exception>
    /// <exception cref="RecipeException">The run is damaged.</exception>
    public static EvaluationSide Read(string text, Action<string>? warn = null, bool best = false, string? data = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(text);
        return Path.GetExtension(text) switch
        {
            ".npy" => new EvaluationSide(text, features: FeatureFile.Read(text)),
            ".npz" => Of(text, StatisticsFile.Load(text)),
            _ when File.Exists(Path.Combine(text, "recipe.json")) => Of(Training.Run.Open(text, warn, best, data)),
            _ => new EvaluationSide(text, source: DataSource.FromSpec(text)),
        };
    }

    /// <summary>A run, which the side takes over.</summary>
    public static EvaluationSide Of(Run run)
    {
        ArgumentNullException.ThrowIfNull(run);
        return new EvaluationSide(run.Folder, run);
    }

    /// <summary>Data.</summary>
    public static EvaluationSide Of(DataSource source)
    {
        ArgumentNullException.ThrowIfNull(source);
        return new EvaluationSide(source.ToString(), source: source);
    }

    /// <summary>A generator that belongs to no run.</summary>
    /// <param name="name">What it is called in messages.</param>
    /// <param name="generator">The generator; the side takes it over.</param>
    /// <param name="learner">What it is told, and how.</param>
    /// <param name="form">What the data were that it learnt from.</param>
    public static EvaluationSide Of(string name, Generator generator, LearnerChoice learner, DataForm form)
    {
        ArgumentNullException.ThrowIfNull(generator);
        ArgumentNullException.ThrowIfNull(learner);
        ArgumentNullException.ThrowIfNull(form);
        return new EvaluationSide(name, drawn: (generator, learner, form));
    }

    /// <summary>Features, which the side takes over.</summary>
    public static EvaluationSide Of(FeatureSet features)
    {
        ArgumentNullException.ThrowIfNull(features);
        return new EvaluationSide(features.Name, features: features);
    }

    /// <summary>Opens the samples.</summary>
    /// <param name="count">How many; of data the most, and null for all that there are.</param>
    /// <param name="shape">The shape that data are brought to; null for their own.</param>
    /// <param name="seed">Fixes which samples, or which latents.</param>
    /// <param name="work">Whom to tell of long work, and what stops it.</param>
    /// <param name="told">What says to a generator of no run what to draw, where it has to be told.</param>
    /// <returns>The set; dispose it before the side.</returns>
    /// <exception cref="InvalidOperationException">There are no samples.</exception>
    /// <exception cref="InputException">A generator has to be told what to draw, and nothing says it.</exception>
    internal SampleSet Open(long? count, SampleShape? shape, ulong seed, DataWork work, EvaluationSide? told = null)
    {
        if (_drawn is var (generator, learner, form))
        {
            generator.MoveTo(work.Device);
            DataSet? conditions = learner.IsConditional ? ConditionsFor(form, told, work) : null;
            return new GeneratedSamples(learner, form, generator, conditions, seed)
                .Take(Name, count ?? EvaluationRequest.DefaultCount, conditions);
        }
        if (Run is not null)
        {
            Run.To(work.Device);
            return Run.Samples(count ?? EvaluationRequest.DefaultCount, unchecked((long)seed), work);
        }
        DataSource source = Source ?? throw new InvalidOperationException($"{Name} has no samples.");
        DataSet data = source.Open(work, opened => shape is null ? opened.Shape : Comparable(opened.Shape, shape, work));
        return SampleSet.Of(data, Name, data.Count is null ? count ?? EvaluationRequest.DefaultCount : count, seed, data);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Run?.Dispose();
        _drawn?.Generator.Dispose();
        Features?.Dispose();
        Statistics?.Mean.Dispose();
        Statistics?.Covariance.Dispose();
    }

    // What samples of the reference show is what is asked for.
    private DataSet ConditionsFor(DataForm form, EvaluationSide? told, DataWork work)
    {
        DataSource source = told?.Source ?? told?.Run?.Recipe.Data ?? throw new InputException(
            $"{Name} is told what to draw: the reference has to be data that say it, such as those that it learnt from.");
        DataSet data = source.Open(work, opened => opened.Shape.IsImage == form.Shape.IsImage
            ? form.Shape
            : throw new InputException(
                $"{Name} has {form.Shape}, but {told!.Name} has {opened.Shape}: they cannot be compared."));
        string? problem = data.Classes.Count < form.Classes.Count ? $"{form.Classes.Count} classes"
            : form.Vocabulary is not null && data.Captions.Count == 0 ? "captions"
            : data.InputChannels != form.InputChannels ? "input pictures of its kind"
            : null;
        if (problem is null)
        {
            return data;
        }
        data.Dispose();
        throw new InputException($"{Name} is told what to draw, but {told!.Name} has no {problem}.");
    }

    private SampleShape Comparable(SampleShape own, SampleShape wanted, DataWork work)
    {
        if (own.IsImage != wanted.IsImage)
        {
            throw new InputException($"{Name} has {own}, which cannot be compared with {wanted}.");
        }
        if (own.IsImage && own.Channels != wanted.Channels)
        {
            work.Warn?.Invoke(
                $"{Name} has {own}, and is made {(wanted.Channels == 1 ? "grey" : "colour")} to be compared with {wanted}");
        }
        return wanted;
    }

    private static EvaluationSide Of(string name, GaussianStatistics statistics)
        => new(
            name, statistics: new GaussianStatistics(statistics.Mean.DetachFromScope(), statistics.Covariance.DetachFromScope()));
}
