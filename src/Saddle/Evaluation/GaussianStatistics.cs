using Saddle.Torch;

namespace Saddle.Evaluation;

/// <summary>
/// The mean and covariance of features: what the Frechet distance looks at, and what can be kept of a reference.
/// </summary>
/// <param name="Mean">mu, float64 <c>[D]</c>.</param>
/// <param name="Covariance">sigma, float64 <c>[D, D]</c>, over N - 1.</param>
public sealed record GaussianStatistics(Tensor Mean, Tensor Covariance)
{
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
    internal (Tensor Mean, Tensor Factor) Factor()
    {
        (Tensor values, Tensor vectors) = torch.linalg_eigh((Covariance + Covariance.t()) / 2);
        double least = values.max().item() * Mean.size(0) * Math.ScaleB(1, -52);
        Tensor roots = torch.where(values.gt(least), values, torch.zeros_like(values)).sqrt();
        return (Mean, roots.unsqueeze(1) * vectors.t());
    }
}
