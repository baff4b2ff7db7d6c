using Saddle.Components;
using Saddle.Data;
using Saddle.Evaluation;
using Saddle.Evaluation.Features;
using Saddle.Learners;
using Saddle.Networks;
using Saddle.Torch;
using Saddle.Training;

namespace Saddle.Assessment;

/// <summary>An evaluation of one set of samples by another.</summary>
public sealed record EvaluationRequest
{
    /// <summary>How many samples of each side are compared if nobody says.</summary>
    public const int DefaultCount = 10_000;

    // All that memorisation is looked for in.
    private const long MostTraining = 60_000;

    /// <summary>What is judged.</summary>
    public required EvaluationSide Generated { get; init; }

    /// <summary>What it is judged by; what the generator learnt from, if it is not known better.</summary>
    public required EvaluationSide Reference { get; init; }

    /// <summary>
    /// Real samples that the generator did not learn from, for the test of copying; the reference's test half if null.
    /// </summary>
    public EvaluationSide? HeldOut { get; init; }

    /// <summary>The metrics that are wanted; null for every one that can be measured.</summary>
    public IReadOnlyList<Metric>? Metrics { get; init; }

    /// <summary>The feature network: auto, classifier, inception, pixels, or a TorchScript file.</summary>
    public string Features { get; init; } = "auto";

    /// <summary>How many samples of each side are compared at most.</summary>
    public int Count { get; init; } = DefaultCount;

    /// <summary>Fixes what is drawn at random.</summary>
    public long Seed { get; init; }

    /// <summary>Where samples are drawn and features and metrics computed: auto, cpu, cuda or cuda:N.</summary>
    public string Device { get; init; } = DeviceChoice.Auto;

    /// <summary>Evaluates.</summary>
    /// <param name="work">Whom to tell of long work, and what stops it; where it is computed the request says.</param>
    /// <returns>What was found; dispose it.</returns>
    /// <exception cref="InputException">The sides do not fit each other, or lack what a metric needs.</exception>
    /// <exception cref="DataException">Data is missing or damaged.</exception>
    /// <exception cref="OperationCanceledException">The work was stopped.</exception>
    public EvaluationResult Run(DataWork? work = null)
    {
        Device device = DeviceChoice.Of(Device).Device;
        work = (work ?? DataWork.Quiet) with { Device = device };
        if (Generated.Statistics is not null)
        {
            throw new InputException(
                $"{Generated.Name} holds statistics only, which can be a reference; what is judged is a run, data, "
                + "or features (.npy).");
        }
        return DeviceArithmetic.Exactly(device, () => Measure(work));
    }

    private EvaluationResult Measure(DataWork work)
    {
        using var host = new HostSettings();
        var result = new EvaluationResult();
        try
        {
            if (Reference.Statistics is { } statistics)
            {
                return ByStatistics(result, statistics, work);
            }
            Open(result, work);
            Take(result, work);
            result.Report = Evaluator.Measure(result.Comparison!, Metrics, work);
            return result;
        }
        catch
        {
            result.Dispose();
            throw;
        }
    }

    private EvaluationResult ByStatistics(EvaluationResult result, GaussianStatistics statistics, DataWork work)
    {
        if (Metrics is { } metrics && metrics.Any(metric => metric is not FrechetDistance))
        {
            throw new InputException(
                $"{Reference.Name} holds a mean and a covariance only, from which fid can be measured and nothing else: "
                + "ask for fid alone.");
        }
        if (Generated.HasSamples && Features == "auto")
        {
            throw new InputException(
                $"{Reference.Name} does not say which network its features are of: name it as features.");
        }
        if (Generated.HasSamples)
        {
            result.Generated = Generated.Open(Count, null, SeedOf("generated"), work, Reference);
            result.Network = Evaluator.Features(Features, result.Generated, work);
        }
        FeatureSet generated = result.Keep(FeaturesOf(Generated, result.Generated, result.Network, work));
        var fid = new FrechetDistance();
        if (generated.Dimensions != statistics.Mean.size(0))
        {
            throw new InputException(
                $"{Generated.Name} has features of {generated.Dimensions} dimensions and {Reference.Name} of "
                + $"{statistics.Mean.size(0)}: take both with one feature network.");
        }
        result.Report = new EvaluationReport(
            generated.Network, generated.Count, 0,
            [new MeasuredMetric(fid, [new Score("fid", FrechetDistance.Between(generated, statistics))])], []);
        return result;
    }

    // Images are compared in the shape of those that are judged.
    private void Open(EvaluationResult result, DataWork work)
    {
        SampleShape? shape = null;
        if (Generated.HasSamples)
        {
            result.Generated = Generated.Open(Count, null, SeedOf("generated"), work, Reference);
            shape = result.Generated.Shape;
        }
        if (Reference.HasSamples)
        {
            result.Reference = Reference.Open(Reference.Run is null ? null : Count, shape, SeedOf("reference"), work);
            if (shape is not null && !shape.Equals(result.Reference.Shape))
            {
                throw new InputException(
                    $"{Generated.Name} has {shape}, but {Reference.Name} has {result.Reference.Shape}: they cannot be compared.");
            }
        }
        if (result.Generated is not null || result.Reference is not null)
        {
            SampleSet all = result.Reference ?? result.Generated!;
            result.Network = Evaluator.Features(Features, all, work);
        }
    }

    private void Take(EvaluationResult result, DataWork work)
    {
        FeatureSet generated = result.Keep(FeaturesOf(Generated, result.Generated, result.Network, work));
        bool copies = Metrics is null || Metrics.Any(metric => metric.LooksForCopies);
        // An Inception takes a minute for a thousand images: then copies are looked for among those that are compared.
        bool all = copies && result.Reference is not null && Reference.Run is null && result.Network is not TorchScriptFeatures;
        SampleSet? of = result.Reference?.First(all ? MostTraining : Count);
        FeatureSet training = result.Keep(FeaturesOf(Reference, of, result.Network, work));
        FeatureSet reference = training.Count > Count ? result.Keep(training.First(Count)) : training;
        result.Comparison = new Comparison(generated, reference)
        {
            Training = training,
            HeldOut = copies ? HeldOutFeatures(result, work) : null,
            Mixture = result.Network is PixelFeatures ? result.Reference?.Mixture : null,
            Seed = unchecked((ulong)Seed),
        };
    }

    private FeatureSet? HeldOutFeatures(EvaluationResult result, DataWork work)
    {
        EvaluationSide? side = HeldOut
            ?? (result.Reference is not null && Reference.Source?.TestHalf is { } half ? EvaluationSide.Of(half) : null);
        if (side is null)
        {
            return null;
        }
        SampleShape? shape = result.Reference?.Shape ?? result.Generated?.Shape;
        using SampleSet? samples = side.HasSamples ? side.Open(Count, shape, SeedOf("held out"), work) : null;
        return result.Keep(FeaturesOf(side, samples, result.Network, work));
    }

    // The same distribution on both sides must not give the same samples.
    private ulong SeedOf(string side) => Seeds.Derive(unchecked((ulong)Seed), side);

    private static FeatureSet FeaturesOf(EvaluationSide side, SampleSet? samples, FeatureNetwork? network, DataWork work)
        => samples is not null && network is not null
            ? network.Of(samples, work)
            : side.Features?.First(side.Features.Count, device: work.Device)
                ?? throw new InputException($"{side.Name} holds statistics only, which can only be the reference.");
}
