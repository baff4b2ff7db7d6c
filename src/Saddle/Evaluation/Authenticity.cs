using Saddle.Components;

namespace Saddle.Evaluation;

/// <summary>
/// Authenticity (arXiv:2102.08921, section 3.3): the share of generated samples that are farther from their nearest training sample than
/// that one is from its own nearest neighbour. Copies score near 0. Samples of the data's own distribution score as often as a nearest
/// neighbour has another nearest neighbour itself: 1/3 on a line, 0.38 in the plane, and towards 0.5 in many dimensions.
/// </summary>
public sealed class Authenticity() : Metric(Entry)
{
    // Distances that differ by less are equal: the two are summed in different orders.
    private const double Rounding = 1e-9;

    /// <summary>The catalogue's line.</summary>
    public static Entry<Metric> Entry { get; } = new(
        "authenticity", "the share of generated samples that are no copies of training samples; new ones score up to 0.5, copies 0",
        "arXiv:2102.08921, section 3.3", [], _ => new Authenticity());

    /// <inheritdoc/>
    public override string Bias => "noise raises it as well as novelty does, up to 1; samples as new as real ones score 1/3 to 1/2, by the dimension";

    /// <inheritdoc/>
    public override bool LooksForCopies => true;

    /// <inheritdoc/>
    public override string? Lacks(Comparison comparison)
    {
        ArgumentNullException.ThrowIfNull(comparison);
        return TooFew(comparison.Training, 2);
    }

    /// <inheritdoc/>
    protected override IReadOnlyList<Score> MeasureCore(Comparison comparison)
    {
        FeatureSet training = comparison.Training;
        (int[] numbers, double[] distances) = Neighbours.Nearest(comparison.Generated.Features, training.Features);
        Dictionary<int, double> own = Own(training, [.. numbers.Distinct()]);
        int authentic = numbers.Zip(distances).Count(pair => pair.Second > own[pair.First] * (1 + Rounding));
        return [new Score("authenticity", authentic / (double)distances.Length)];
    }

    // The distance of some training samples from their own nearest neighbours: most training samples are nobody's nearest.
    private static Dictionary<int, double> Own(FeatureSet training, int[] numbers)
    {
        double[] squared = training.Known(1) is { } known
            ? Array.ConvertAll(numbers, number => known.Squared(number, 1))
            : Neighbours.NearestOther(training.Features, numbers);
        return numbers.Zip(squared).ToDictionary(pair => pair.First, pair => Math.Sqrt(Math.Max(0, pair.Second)));
    }
}
