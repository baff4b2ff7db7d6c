using Saddle.Data;
using Saddle.Evaluation;
using Saddle.Evaluation.Features;
using Saddle.Torch;

namespace Saddle.Benchmarking;

/// <summary>Two sets of random images in memory, which metrics compare.</summary>
public sealed class EvaluationBenchmarkWork : BenchmarkWork
{
    private readonly IReadOnlyList<Metric> _metrics = Evaluator.Parse("fid,precision-recall");
    private readonly ImageSet _generated;
    private readonly ImageSet _reference;
    private readonly DataWork _work;

    internal EvaluationBenchmarkWork(SampleShape shape, int count, Device device)
    {
        _work = new DataWork { Device = device };
        (_generated, _reference) =
            ((ImageSet)RandomSamples.Of(shape, count, seed: 1), (ImageSet)RandomSamples.Of(shape, count, seed: 2));
        Samples = count;
    }

    /// <summary>The bytes of both sets, <c>[N, C, H, W]</c>: what is judged, and what it is judged by.</summary>
    public (Tensor Generated, Tensor Reference) Images => (_generated.Images, _reference.Images);

    /// <inheritdoc/>
    public override int Samples { get; }

    /// <summary>0: sorting and distances are no products of layers.</summary>
    public override double Operations => 0;

    /// <inheritdoc/>
    public override void Step() => _ = Scores();

    /// <summary>Compares the sets once.</summary>
    public IReadOnlyList<Score> Scores()
    {
        using FeatureSet generated = Features(_generated), reference = Features(_reference);
        return [.. Evaluator.Measure(new Comparison(generated, reference), _metrics).Scores];
    }

    /// <inheritdoc/>
    public override void Dispose()
    {
        _generated.Dispose();
        _reference.Dispose();
    }

    private FeatureSet Features(ImageSet images)
    {
        using var network = new PixelFeatures(_work.Device);
        using var samples = SampleSet.Of(images, "random images", count: null, seed: 0, owned: null);
        return network.Of(samples, _work);
    }
}
