using Saddle.Components;
using Saddle.Torch;

namespace Saddle.Evaluation;

/// <summary>
/// The kernel inception distance (arXiv:1801.01401, section 4): the unbiased estimate of the squared maximum mean discrepancy
/// with the kernel (x . y / D + 1)^3, over subsets drawn without replacement within and with replacement between them. It may be
/// slightly negative.
/// </summary>
[Component(
    "kid", "the unbiased kernel distance, with its deviation over subsets; 0 is best",
    Source = "arXiv:1801.01401, section 4")]
public sealed partial record KernelDistance : Metric
{
    // Smaller products than this waste more than they save.
    private const long SmallestHalf = 125;

    /// <summary>How many subsets.</summary>
    [Setting(1, 100_000)] public int Subsets { get; init; } = 100;

    /// <summary>Samples of a subset; as many as there are where there are fewer.</summary>
    [Setting(2, 100_000)] public int SubsetSize { get; init; } = 1000;

    /// <inheritdoc/>
    public override string Bias => "none in the mean; its deviation is that of one subset, not of the mean";

    /// <inheritdoc/>
    public override bool LessIsBetter => true;

    /// <inheritdoc/>
    public override string? Lacks(Comparison comparison)
    {
        ArgumentNullException.ThrowIfNull(comparison);
        return TooFew(comparison.Generated, 2) ?? TooFew(comparison.Reference, 2);
    }

    /// <inheritdoc/>
    protected override IReadOnlyList<Score> MeasureCore(Comparison comparison)
    {
        (FeatureSet generated, FeatureSet reference) = (comparison.Generated, comparison.Reference);
        int size = (int)Math.Min(SubsetSize, Math.Min(generated.Count, reference.Count));
        using var random = new RandomGenerator(Seeds.Derive(comparison.Seed, "kid"));
        double[] distances = [.. Enumerable.Range(0, Subsets).Select(
            _ => Subset(generated.Values, reference.Values, size, random))];
        double mean = distances.Average();
        double variance = distances.Average(distance => (distance - mean) * (distance - mean));
        return [new Score("kid_mean", mean), new Score("kid_std", Math.Sqrt(variance))];
    }

    private static double Subset(Tensor first, Tensor second, int size, RandomGenerator random)
    {
        using DisposeScope scope = torch.NewDisposeScope();
        return SquaredDiscrepancy(Draw(first, size, random), Draw(second, size, random));
    }

    private static Tensor Draw(Tensor rows, int size, RandomGenerator random)
        => rows.index_select(0, torch.randperm(rows.size(0), random).narrow(0, 0, size).to(rows.device));

    /// <summary>The unbiased estimate of the squared discrepancy of two sets of as many samples, float64 <c>[M, D]</c>.</summary>
    internal static double SquaredDiscrepancy(Tensor first, Tensor second)
    {
        double size = first.size(0);
        // A sample's kernel with itself is no evidence.
        double own = Within(first) - Diagonal(first) + Within(second) - Diagonal(second);
        return own / (size * (size - 1)) - 2 * Sum(first, second) / (size * size);
    }

    // The sum of the kernel over all pairs of a set. It is symmetric, so the pairs of two halves are added up once and count
    // twice.
    private static double Within(Tensor rows)
    {
        long half = rows.size(0) / 2;
        if (half < SmallestHalf)
        {
            return Sum(rows, rows);
        }
        Tensor first = rows.narrow(0, 0, half), second = rows.narrow(0, half, rows.size(0) - half);
        return Within(first) + Within(second) + 2 * Sum(first, second);
    }

    private static double Sum(Tensor first, Tensor second)
    {
        using DisposeScope scope = torch.NewDisposeScope();
        return Cube(first.matmul(second.t() / first.size(1)));
    }

    private static double Diagonal(Tensor rows)
    {
        using DisposeScope scope = torch.NewDisposeScope();
        return Cube(rows.square().mean([1]));
    }

    // From x . y / D to the sum of the kernel.
    private static double Cube(Tensor products) => products.add_(1).pow(3).sum().item();
}
