using Saddle.Evaluation;
using Saddle.Tests.Support;
using static Saddle.Tests.Evaluation.MetricReference;

namespace Saddle.Tests.Evaluation;

public sealed class LogLikelihoodTests : IDisposable
{
    private readonly DisposeScope _scope = torch.NewDisposeScope();

    public void Dispose() => _scope.Dispose();

    [Fact]
    public void The_density_is_that_of_brute_force()
    {
        double[][] densities = LogLikelihood.LogDensities(
            Set("memory/held-out").Features, Set("memory/training").Features, Numbers("density/bandwidths"));
        Close.Equal(Numbers("density/log"), densities.SelectMany(of => of).ToArray(), 1e-10, 1e-12);
    }

    [Fact]
    public void Of_normal_samples_in_the_plane_it_is_near_the_negative_entropy()
    {
        IReadOnlyList<Score> scores = new LogLikelihood().Measure(new(Normal(3000, 2, 1), Normal(2000, 2, 2)));
        double entropy = Math.Log(Math.Tau) + 1, error = scores.Score("log_likelihood_error");
        // The log density of a normal sample deviates by 1 in the plane; that of 1000 of them errs by 5 %, and tails are
        // flattened.
        Close.Equal(1 / Math.Sqrt(1000), error, 0.2, 0);
        // A kernel density is a little below the density itself.
        Assert.InRange(scores.Score("log_likelihood"), -entropy - 4 * error - 0.05, -entropy + 4 * error);
        Assert.InRange(scores.Score("log_likelihood_bandwidth"), 0.1, 0.6);
    }

    [Fact]
    public void Narrow_data_want_a_narrow_kernel()
    {
        // Two modes of deviation 0.01, far apart.
        FeatureSet Narrow(ulong seed) =>
            Of(torch.cat([Normal(500, 2, seed).Features, Normal(500, 2, seed + 1).Features + 200]) * 0.01);
        IReadOnlyList<Score> scores = new LogLikelihood().Measure(new(Narrow(1), Narrow(3)));
        Assert.InRange(scores.Score("log_likelihood_bandwidth"), 0.001, 0.01);
        double truth = -Math.Log(Math.Tau) - 1 - Math.Log(0.01 * 0.01) - Math.Log(2);
        Assert.Equal(truth, scores.Score("log_likelihood"), 0.25);
    }

    [Fact]
    public void Held_out_samples_are_preferred_to_the_reference()
    {
        FeatureSet generated = Normal(300, 2, 1), near = Normal(300, 2, 2), far = Of(Normal(300, 2, 3).Features + 20);
        double Likelihood(Comparison comparison) => new LogLikelihood().Measure(comparison).Score("log_likelihood");
        Assert.Equal(Likelihood(new(generated, near)), Likelihood(new(generated, far) { HeldOut = near }));
        Assert.True(Likelihood(new(generated, near)) > Likelihood(new(generated, far)) + 10);
    }

    [Fact]
    public void Samples_that_are_all_the_same_have_no_density()
        => Assert.Contains(
            "all samples of photos are the same",
            new LogLikelihood().Refusal(new(Normal(9, 2, 1), Of(torch.zeros([9, 2]), "photos"))), StringComparison.Ordinal);
}
