using Saddle.Data;
using Saddle.Data.Synthetic;
using Saddle.Densities;
using Saddle.Learners;
using Saddle.Networks;
using Saddle.Optimizers;
using Saddle.Tests.Support;
using Saddle.Training;

namespace Saddle.Tests.Learners;

/// <summary>
/// Maximum likelihood against what is known exactly: the entropy of mixtures, and bytes that are equally likely.
/// </summary>
public sealed class LikelihoodLearnerTests : IDisposable
{
    private readonly DisposeScope _scope = torch.NewDisposeScope();
    private readonly TemporaryFolder _folder = new();

    public void Dispose()
    {
        _folder.Dispose();
        _scope.Dispose();
    }

    private sealed record Case(
        DataSource Data, (double X, double Y)[] Means, double Deviation, DensityChoice Learner, double Rate, int Steps,
        double Gap);

    private static readonly (double, double)[] s_ring =
        [.. Enumerable.Range(0, 8).Select(k => (Math.Cos(Math.Tau * k / 8), Math.Sin(Math.Tau * k / 8)))];
    private static readonly (double, double)[] s_grid =
        [.. Enumerable.Range(0, 25).Select(k => (k / 5 * 2.0 - 4, k % 5 * 2.0 - 4))];

    private static readonly Dictionary<string, Case> s_cases = new()
    {
        ["mixture on the ring"] = new(new Ring(), s_ring, 0.01, new Mixture { Components = 8 }, 3e-3, 300, 0.05),
        ["mixture on the grid"] = new(new Grid(), s_grid, 0.05, new Mixture(), 5e-3, 200, 0.05),
        ["aslant mixture on the grid"] = new(
            new Grid(), s_grid, 0.05, new Mixture { Covariance = CovarianceKind.Full }, 5e-3, 200, 0.05),
        ["flow on a wide ring"] = new(
            new Ring { Deviation = 0.2 }, s_ring, 0.2, new Flow { Couplings = 6, Width = 32, HiddenLayers = 2 }, 5e-3, 400, 0.15),
    };

    public static TheoryData<string> Cases => [.. s_cases.Keys];

    [Theory, MemberData(nameof(Cases))]
    public void The_cross_entropy_comes_down_to_the_entropy_and_no_further(string name)
    {
        Case found = s_cases[name];
        using DataSet data = found.Data.Open();
        Recipe recipe = Tiny.Points(found.Steps) with
        {
            Batch = 256,
            Images = 256L * found.Steps,
            Learner = found.Learner with
            {
                Schedule = LearningRateSchedule.Linear,
                AverageHalfLifeImages = 2_000,
                GeneratorOptimizer = new AdamChoice { LearningRate = found.Rate, Beta1 = 0.9 },
            },
        };
        torch.set_num_threads(1);
        torch.manual_seed(1);
        using Learner learner = recipe.Learner.Create(recipe.Setup(DataForm.Of(data)));
        learner.Make(recipe.FirstStep(data.Sampler(1, Device.Cpu)), found.Steps);
        Tensor points = data.Sampler(2, Device.Cpu).Next(20_000).Real;
        double[] places = points.ToArray<double>();
        double entropy = -Enumerable.Range(0, 20_000).Average(k => LogDensity(found, places[2 * k], places[2 * k + 1]));
        using GradMode mode = torch.no_grad();
        double crossEntropy = -((DensityGenerator)learner.Generator).LogDensity(points).mean().item();
        // Both means are over the same points, so their difference is known to about a hundredth.
        Assert.InRange(crossEntropy - entropy, -0.01, found.Gap);
    }

    [Fact]
    public void The_metrics_are_the_likelihood_of_the_bytes()
    {
        Recipe recipe = Tiny.Images(2, _folder.Path) with { Learner = new Mixture { Components = 4, Size = 8 } };
        using DataSet opened = recipe.Data.Open();
        using DataSet data = opened.As(new SampleShape(1, 8, 8));
        torch.manual_seed(1);
        using Learner learner = recipe.Learner.Create(recipe.Setup(DataForm.Of(data)));
        StepContext context = recipe.FirstStep(data.Sampler(1, Device.Cpu));
        Sampler same = data.Sampler(1, Device.Cpu);
        // The first step moves the means to the samples.
        learner.Make(context);
        same.Next(Tiny.Batch);
        torch.manual_seed(2);
        Dictionary<string, double> metrics;
        var generator = (DensityGenerator)learner.Networks[0].Network;
        Tensor samples = Dequantization.Apply(same.Next(Tiny.Batch).Real);
        double expected = -generator.LogDensity(samples).mean().item() + 64 * Math.Log(127.5);
        torch.manual_seed(2);
        metrics = learner.Make(context).ToDictionary(metric => metric.Name, metric => metric.Value);
        Assert.Equal(["negative_log_likelihood", "bits_per_dimension", "generator_gradient_norm"], metrics.Keys);
        Assert.Equal(expected, metrics["negative_log_likelihood"], 1e-3);
        Assert.Equal(expected / 64 / Math.Log(2), metrics["bits_per_dimension"], 1e-5);
    }

    [Theory]
    [InlineData(
        "points", CovarianceKind.Full, 9,
        "the means of 9 components start at samples of the first batch, which has 8; set batch=9 or more.")]
    [InlineData(
        "images", CovarianceKind.Full, 4,
        "full covariances are for at most 64 dimensions, but the data are 16x16 grey images; set learner.covariance=diagonal.")]
    public void What_a_mixture_cannot_do_is_refused_with_what_would_do(
        string data, CovarianceKind covariance, int components, string message)
    {
        Recipe recipe = (data == "points" ? Tiny.Points(2) : Tiny.Images(2, _folder.Path)) with
        {
            Learner = new Mixture { Components = components, Covariance = covariance },
        };
        Assert.Equal($"learner mixture: {message}", Assert.Throws<RecipeException>(() => RunPlan.Of(recipe)).Message);
    }

    [Fact]
    public void A_flow_of_images_halves_their_side_twice()
        => Assert.Equal(
            "flow: size must be a multiple of 4, which is halved twice, but is 30.",
            Assert.Throws<InputException>(new Flow { Size = 30 }.ThrowIfInvalid).Message);

    [Fact]
    public void A_dry_run_counts_every_parameter()
    {
        RunPlan plan = RunPlan.Of(Tiny.Points(2) with { Learner = new Flow { Couplings = 2, Width = 4, HiddenLayers = 1 } });
        // Two couplings of 2 x 4 + 4 and 4 x 4 + 4 weights and biases, and two factors each.
        Assert.Equal(2 * (12 + 20 + 2), Assert.Single(plan.Networks).Parameters);
        plan = RunPlan.Of(Tiny.Points(2) with { Learner = new Mixture { Components = 8 } });
        Assert.Equal(8 * (1 + 2 + 2), Assert.Single(plan.Networks).Parameters);
    }

    private static double LogDensity(Case known, double x, double y) => Math.Log(known.Means.Average(mean =>
    {
        double squared = (Math.Pow(x - mean.X, 2) + Math.Pow(y - mean.Y, 2)) / (known.Deviation * known.Deviation);
        return Math.Exp(-squared / 2) / (Math.Tau * known.Deviation * known.Deviation);
    }));
}
