using Saddle.Torch;

namespace Saddle.Evaluation;

/// <summary>
/// The mean and covariance of features: what the Frechet distance looks at, and what can be kept of a reference.
/// </summary>
/// <param name="Mean">mu, float64 <c>[D]</c>.</param>
/// <param name="Covariance">sigma, float64 <c>[D, D]</c>, over N - 1.</param>
public sealed record GaussianStatistics(Tensor Mean, Tensor Covariance)
{
    // What rounding may do to a covariance that float32 sums were made of: some 6e-8 times the root of the number of samples. A
    // matrix that is none is off by as much as it is large.
    private const double Rounding = 1e-4;

    /// <summary>What they are called in messages.</summary>
    public string Name { get; init; } = "the statistics";

    /// <summary>Those of a set; the caller's scope owns them.</summary>
    /// <exception cref="InputException">The set has one sample, which has no covariance.</exception>
    public static GaussianStatistics Of(FeatureSet set)
    {
        ArgumentNullException.ThrowIfNull(set);
        using DisposeScope scope = torch.NewDisposeScope();
        (Tensor mean, Tensor factor) = set.Gaussian;
        return new GaussianStatistics(scope.MoveToOuter(mean.clone()), scope.MoveToOuter(factor.t().matmul(factor)));
    }

    /// <summary>
    /// The mean of samples, <c>[N, D]</c>, and a matrix whose product with itself, transposed first, is their covariance:
    /// <c>[min(N, D), D]</c>.
    /// </summary>
    internal static (Tensor Mean, Tensor Factor) Factor(Tensor samples)
    {
        (long count, Tensor mean) = (samples.size(0), samples.mean([0]));
        Tensor centred = (samples - mean).mul_(1 / Math.Sqrt(count - 1));
        return (mean, count > samples.size(1) ? torch.linalg_qr_r(centred) : centred);
    }

    /// <summary>
    /// The same from the covariance alone: its root by eigenvalues, of which those that are rounding errors count as 0.
    /// </summary>
    /// <exception cref="InputException">The matrix is not that of a covariance: not symmetric, or with a negative
    /// eigenvalue.</exception>
    internal (Tensor Mean, Tensor Factor) Factor()
    {
        CheckSymmetric();
        (Tensor values, Tensor vectors) = torch.linalg_eigh((Covariance + Covariance.t()) / 2);
        double largest = values.max().item(), smallest = values.min().item();
        if (smallest < -Rounding * Math.Max(0, largest))
        {
            throw new InputException(
                $"{Name}: sigma is no covariance: its eigenvalues should be at least 0, but lie from {Show(smallest)} to "
                + $"{Show(largest)}; compute it with numpy.cov(features, rowvar=False).");
        }
        double least = largest * Mean.size(0) * Math.ScaleB(1, -52);
        Tensor roots = torch.where(values.gt(least), values, torch.zeros_like(values)).sqrt();
        return (Mean, roots.unsqueeze(1) * vectors.t());
    }

    private void CheckSymmetric()
    {
        double difference = (Covariance - Covariance.t()).abs().max().item(), largest = Covariance.abs().max().item();
        if (difference > Rounding * largest)
        {
            throw new InputException(
                $"{Name}: sigma is no covariance: it should be symmetric, but two elements that should be equal differ by "
                + $"{Show(difference)} where the largest is {Show(largest)}; compute it with numpy.cov(features, rowvar=False).");
        }
    }

    private static string Show(double value) => NumberText.Show(value, "G4");
}
