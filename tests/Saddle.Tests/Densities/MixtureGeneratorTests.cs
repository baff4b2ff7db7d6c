using Saddle.Data;
using Saddle.Data.Synthetic;
using Saddle.Densities;
using Saddle.Layers;
using Saddle.Tests.Support;

namespace Saddle.Tests.Densities;

public sealed class MixtureGeneratorTests : IDisposable
{
    private readonly DisposeScope _scope = torch.NewDisposeScope();

    public void Dispose() => _scope.Dispose();

    [Theory, InlineData(false), InlineData(true)]
    public void The_density_is_the_weighted_sum_of_normal_ones(bool full)
    {
        using MixtureGenerator mixture = Mixture(full);
        double[] points = [0.3, -0.7, 2, 1, -1.5, 0.5];
        double[] found = mixture.LogDensity(torch.tensor(points, 3, 2).to(ScalarType.Float32)).ToArray<double>();
        for (int k = 0; k < 3; k++)
        {
            (double x, double y) = (points[2 * k], points[2 * k + 1]);
            double expected = Components(full).Sum(part =>
            {
                // A (x - mean) is round; A is [[a, 0], [c, b]].
                double u = part.A * (x - part.X), v = part.C * (x - part.X) + part.B * (y - part.Y);
                return part.Weight * part.A * part.B * Math.Exp(-(u * u + v * v) / 2) / Math.Tau;
            });
            Assert.Equal(Math.Log(expected), found[k], 1e-5);
        }
    }

    [Theory, InlineData(false), InlineData(true)]
    public void Samples_have_the_weights_means_and_covariances_of_the_components(bool full)
    {
        using MixtureGenerator mixture = Mixture(full);
        const int Count = 200_000;
        double[] points = mixture.Sample(Count, 3).ToArray<double>();
        var parts = Components(full);
        // The components lie 10 apart and have deviations below 1.3, so the nearest mean tells them apart.
        ILookup<int, (double X, double Y)> byPart = Enumerable.Range(0, Count)
            .Select(k => (X: points[2 * k], Y: points[2 * k + 1]))
            .ToLookup(
                point =>
                    Enumerable.Range(0, 3).MinBy(k => Math.Pow(point.X - parts[k].X, 2) + Math.Pow(point.Y - parts[k].Y, 2)));
        for (int k = 0; k < 3; k++)
        {
            (double weight, double meanX, double meanY, double a, double b, double c) = parts[k];
            (double X, double Y)[] own = [.. byPart[k]];
            // Four standard errors of a share, a mean and a variance.
            Assert.Equal(weight, own.Length / (double)Count, 4 * Math.Sqrt(0.25 / Count));
            double allowed = 4 * 2 / Math.Sqrt(own.Length);
            Assert.Equal(meanX, own.Average(point => point.X), allowed);
            Assert.Equal(meanY, own.Average(point => point.Y), allowed);
            // The covariance is the inverse of A^T A.
            Assert.Equal(1 / (a * a), own.Average(point => Math.Pow(point.X - meanX, 2)), allowed);
            Assert.Equal(-c / (a * a * b), own.Average(point => (point.X - meanX) * (point.Y - meanY)), allowed);
            Assert.Equal((a * a + c * c) / (a * a * b * b), own.Average(point => Math.Pow(point.Y - meanY, 2)), allowed);
        }
    }

    [Fact]
    public void It_starts_with_a_component_on_every_mode_of_the_first_batch()
    {
        torch.manual_seed(5);
        using DataSet data = new Grid().Open();
        using var mixture = new MixtureGenerator(25, full: false, 1e-3, new SampleShape(2));
        mixture.StartFrom(data.Sampler(1, Device.Cpu).Next(512).Real);
        double[] means = mixture.Means.ToArray<double>();
        Assert.Equal(
            25,
            Enumerable.Range(0, 25).Select(k => (Math.Round(means[2 * k] / 2), Math.Round(means[2 * k + 1] / 2))).Distinct()
                .Count());
        // Two draws of N(0, 0.05^2 I) are at a mean squared distance of 2 * 0.05^2 in each dimension.
        double deviation = Math.Exp(
            -mixture.NamedParameters().Single(p => p.Path == "log_diagonals").Parameter.Value.mean().item());
        Assert.InRange(deviation, 0.05, 0.1);
    }

    [Fact]
    public void A_deviation_does_not_fall_below_the_least()
    {
        using var mixture = new MixtureGenerator(1, full: false, 0.5, new SampleShape(1));
        Set(mixture, "log_diagonals", 50);
        Set(mixture, "means", 2);
        Assert.Equal(Math.Log(2 / Math.Sqrt(Math.Tau)), mixture.LogDensity(torch.full([1, 1], 2)).item(), 1e-6);
        Assert.Equal(0.5, Math.Sqrt(mixture.Sample(100_000, 1).var([0]).item()), 0.01);
    }

    // Weight, mean, and A = [[a, 0], [c, b]].
    private static (double Weight, double X, double Y, double A, double B, double C)[] Components(bool full) =>
    [
        (0.5, 0, 0, 1, 2, full ? 0.8 : 0),
        (0.25, 10, 0, 2, 1, full ? -0.5 : 0),
        (0.25, 0, 10, 1.5, 1.5, full ? 1 : 0),
    ];

    private static MixtureGenerator Mixture(bool full)
    {
        var parts = Components(full);
        var mixture = new MixtureGenerator(3, full, 1e-3, new SampleShape(2));
        Set(mixture, "logits", [.. parts.Select(part => Math.Log(part.Weight) + 3)]);
        Set(mixture, "means", [.. parts.SelectMany(part => new[] { part.X, part.Y })]);
        Set(mixture, "log_diagonals", [.. parts.SelectMany(part => new[] { Math.Log(part.A), Math.Log(part.B) })]);
        if (full)
        {
            // What lies on the diagonal and above is not looked at.
            Set(mixture, "below", [.. parts.SelectMany(part => new[] { 7, 7, part.C, 7 })]);
        }
        return mixture;
    }

    private static void Set(Module module, string path, params double[] values)
    {
        using GradMode mode = torch.no_grad();
        Tensor parameter = module.NamedParameters().Single(p => p.Path == path).Parameter.Value;
        parameter.copy_(torch.tensor(values).expand(parameter.numel()).reshape(parameter.shape.ToArray()));
    }
}
