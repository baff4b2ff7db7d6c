using Saddle.Components;

namespace Saddle.Evaluation;

/// <summary>
/// Authenticity (arXiv:2102.08921, section 3.3): the share of generated samples that are farther from their nearest training
/// sample than that one is from its own nearest neighbour. Copies score near 0. What new real samples score depends on the data,
/// 1/3 on a line and above 0.9 for Gaussians of hundreds of dimensions, so theirs stands beside it where there are any.
/// </summary>
[Component(
    "authenticity",
    "the share of generated samples that copy no training sample; copies score 0, new ones what held-out samples do",
    Source = "arXiv:2102.08921, section 3.3")]
public sealed partial record Authenticity : Metric
{
    // Distances that differ by less are equal: the two are summed in different orders.
    private const double Rounding = 1e-9;

    /// <inheritdoc/>
    public override string Bias
        => "noise raises it as well as novelty does; what new real samples score depends on the data, "
            + "so compare with held-out ones";

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
        List<Score> scores = [new Score("authenticity", Share(comparison.Generated, comparison))];
        if (comparison.HeldOut is { } heldOut)
        {
            scores.Add(new Score("authenticity_expected", Share(heldOut, comparison)));
        }
        return scores;
    }

    private static double Share(FeatureSet samples, Comparison comparison)
    {
        (int[] numbers, double[] distances) = comparison.NearestTraining(samples);
        Dictionary<int, double> own = Own(comparison.Training, [.. numbers.Distinct()]);
        int authentic = numbers.Zip(distances).Count(pair => pair.Second > own[pair.First] * (1 + Rounding));
        return authentic / (double)distances.Length;
    }

    // The distance of some training samples from their own nearest neighbours: most training samples are nobody's nearest.
    private static Dictionary<int, double> Own(FeatureSet training, int[] numbers)
    {
        double[] squared = training.Known(1) is { } known
            ? Array.ConvertAll(numbers, number => known.Squared(number, 1))
            : Neighbours.NearestOther(training.Values, numbers);
        return numbers.Zip(squared).ToDictionary(pair => pair.First, pair => Math.Sqrt(Math.Max(0, pair.Second)));
    }
}
