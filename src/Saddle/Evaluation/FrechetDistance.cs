using Saddle.Components;
using Saddle.Torch;

namespace Saddle.Evaluation;

/// <summary>
/// The Frechet distance between two Gaussians fitted to the features (FID, arXiv:1706.08500, equation 6):
/// |m1 - m2|^2 + Tr(S1 + S2 - 2 (S1 S2)^(1/2)). With S = F^T F for either set, the last trace is the sum of the singular values
/// of F1 F2^T: never complex, exact for fewer samples than dimensions, and without the errors that a root of eigenvalues near 0
/// brings.
/// </summary>
[Component(
    "fid", "the Frechet distance between Gaussians fitted to the features; 0 is best",
    Source = "arXiv:1706.08500, equation 6")]
public sealed partial record FrechetDistance : Metric
{
    /// <inheritdoc/>
    public override string Bias => "too large for few samples, by about 1 / N: compare at equal N only";

    /// <inheritdoc/>
    public override bool LessIsBetter => true;

    /// <inheritdoc/>
    public override string? Lacks(Comparison comparison)
    {
        ArgumentNullException.ThrowIfNull(comparison);
        return TooFew(comparison.Generated, 2) ?? TooFew(comparison.Reference, 2);
    }

    /// <summary>The distance between two sets of at least two samples.</summary>
    public static double Between(FeatureSet first, FeatureSet second)
    {
        using DisposeScope scope = torch.NewDisposeScope();
        return Between(first.Gaussian, second.Gaussian);
    }

    /// <summary>The distance between a set of at least two samples and statistics that were kept.</summary>
    public static double Between(FeatureSet first, GaussianStatistics second)
    {
        ArgumentNullException.ThrowIfNull(second);
        using DisposeScope scope = torch.NewDisposeScope();
        return Between(first.Gaussian, second.Factor());
    }

    /// <summary>The distance between statistics that were kept.</summary>
    public static double Between(GaussianStatistics first, GaussianStatistics second)
    {
        ArgumentNullException.ThrowIfNull(first);
        ArgumentNullException.ThrowIfNull(second);
        using DisposeScope scope = torch.NewDisposeScope();
        return Between(first.Factor(), second.Factor());
    }

    /// <inheritdoc/>
    protected override IReadOnlyList<Score> MeasureCore(Comparison comparison)
        => [new Score("fid", Between(comparison.Generated, comparison.Reference))];

    private static double Between((Tensor Mean, Tensor Factor) first, (Tensor Mean, Tensor Factor) second)
    {
        if (first.Mean.size(0) != second.Mean.size(0))
        {
            throw new InputException(
                $"Expected features of as many dimensions, but received {first.Mean.size(0)} and {second.Mean.size(0)}: "
                + "take both with one feature network.");
        }
        using GradMode mode = torch.no_grad();
        double means = (first.Mean - second.Mean).square().sum().item();
        double traces = (first.Factor.square().sum() + second.Factor.square().sum()).item();
        double root = torch.linalg_svdvals(first.Factor.matmul(second.Factor.t())).sum().item();
        // Between equals rounding may leave it slightly below 0, where no distance is.
        return Math.Max(0, means + traces - 2 * root);
    }
}
