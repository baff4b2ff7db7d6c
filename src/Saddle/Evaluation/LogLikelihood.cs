using Saddle.Components;
using Saddle.Torch;

namespace Saddle.Evaluation;

/// <summary>
/// The mean log likelihood in nats of real samples under a Gaussian kernel density on the generated ones (a Parzen window;
/// Breuleux et al., Neural Computation 23, 2011). The kernel's deviation is the one of a grid that is likeliest on one half of
/// the real samples; the other half is reported. The real samples are those held out where there are any, else the reference.
/// </summary>
[Component(
    "log-likelihood",
    "the log likelihood of real samples under a kernel density on the generated ones, in nats; higher is better",
    Source = "doi:10.1162/NECO_a_00142")]
public sealed partial record LogLikelihood : Metric
{
    // Kernels from a thousandth of the real samples' deviation to three times it: points on a ring need the one end, pixels the
    // other.
    private const double SmallestExponent = -3;
    private const double Step = 0.1;

    // A block of 10,000 generated samples takes 20 MB.
    private const long BlockRows = 256;

    /// <summary>How many deviations of the kernel are tried.</summary>
    /// <remarks>From a thousandth of the data's in steps of a tenth of a decade.</remarks>
    [Setting(1, 60)] public int Bandwidths { get; init; } = 36;

    /// <inheritdoc/>
    public override string Bias
        => "in more than a few dimensions far from the true likelihood, and copies of typical samples beat the data "
            + "(arXiv:1511.01844)";

    /// <inheritdoc/>
    public override string? Lacks(Comparison comparison)
    {
        ArgumentNullException.ThrowIfNull(comparison);
        FeatureSet real = Real(comparison);
        return TooFew(comparison.Generated, 2) ?? TooFew(real, 4)
            ?? (
                Deviation(real.Values) > 0
                    ? null
                    : $"all samples of {real.Name} are the same, so no width of a kernel suits them");
    }

    /// <inheritdoc/>
    protected override IReadOnlyList<Score> MeasureCore(Comparison comparison)
    {
        Tensor real = Real(comparison).Values, generated = comparison.Generated.Values;
        using var random = new RandomGenerator(Seeds.Derive(comparison.Seed, "log-likelihood"));
        Tensor order = torch.randperm(real.size(0), random).to(real.device);
        long half = order.size(0) / 2;
        Tensor choosing = real.index_select(0, order.narrow(0, 0, half));
        Tensor reported = real.index_select(0, order.narrow(0, half, order.size(0) - half));
        double deviation = Deviation(real);
        double[] bandwidths = [.. Enumerable.Range(0, Bandwidths).Select(
            k => deviation * Math.Pow(10, SmallestExponent + (k * Step)))];
        double best = bandwidths.Zip(LogDensities(choosing, generated, bandwidths)).MaxBy(pair => pair.Second.Average()).First;
        double[] likelihoods = LogDensities(reported, generated, [best])[0];
        double mean = likelihoods.Average(), squares = likelihoods.Sum(one => (one - mean) * (one - mean));
        return
        [
            new Score("log_likelihood", mean),
            new Score("log_likelihood_error", Math.Sqrt(squares / (likelihoods.Length - 1) / likelihoods.Length)),
            new Score("log_likelihood_bandwidth", best),
        ];
    }

    /// <summary>The log density of points under Gaussians around samples: for each bandwidth, a number for each point.</summary>
    internal static double[][] LogDensities(Tensor points, Tensor samples, double[] bandwidths)
    {
        using DisposeScope scope = torch.NewDisposeScope();
        (double count, double dimensions) = (samples.size(0), samples.size(1));
        Tensor origin = samples.mean([0]), columns = samples - origin, lengths = columns.square().sum([1]);
        List<double>[] densities = [.. bandwidths.Select(_ => new List<double>())];
        for (long start = 0; start < points.size(0); start += BlockRows)
        {
            using DisposeScope block = torch.NewDisposeScope();
            Tensor rows = points.narrow(0, start, Math.Min(BlockRows, points.size(0) - start)) - origin;
            Tensor squared = rows.matmul(columns.t()).mul_(-2).add_(lengths).add_(rows.square().sum([1], keepdim: true))
                .clamp(min: 0);
            for (int k = 0; k < bandwidths.Length; k++)
            {
                double variance = bandwidths[k] * bandwidths[k];
                double constant = Math.Log(count) + (dimensions / 2 * Math.Log(Math.Tau * variance));
                densities[k].AddRange((squared * (-0.5 / variance)).logsumexp([1]).add_(-constant).ToArray<double>());
            }
        }
        return [.. densities.Select(of => of.ToArray())];
    }

    private static FeatureSet Real(Comparison comparison) => comparison.HeldOut ?? comparison.Reference;

    private static double Deviation(Tensor samples)
    {
        using DisposeScope scope = torch.NewDisposeScope();
        return samples.var([0]).mean().sqrt().item();
    }
}
