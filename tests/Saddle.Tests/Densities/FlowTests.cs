using Saddle.Data;
using Saddle.Densities;
using Saddle.Tests.Support;

namespace Saddle.Tests.Densities;

public sealed class FlowTests : IDisposable
{
    private readonly DisposeScope _scope = torch.NewDisposeScope();

    public void Dispose() => _scope.Dispose();

    public static TheoryData<string> Shapes => ["2", "5", "1x4x4", "3x8x8", "1x28x28"];

    [Theory, MemberData(nameof(Shapes))]
    public void A_flow_that_is_followed_there_and_back_ends_where_it_began(string sizes)
    {
        using FlowGenerator flow = Perturbed(sizes);
        Tensor samples = Samples(flow, 16);
        (Tensor latents, _) = flow.ToLatents(samples);
        Assert.Equal([16, flow.Shape.Elements], latents.shape.ToArray());
        // It is no identity, or going back would show nothing.
        Assert.True((latents - samples.flatten(1)).abs().max().item() > 0.5);
        Close.Equal(samples, flow.ToSamples(latents), relative: 0, absolute: 1e-4, "sample");
    }

    [Theory, InlineData("2"), InlineData("5"), InlineData("1x4x4"), InlineData("3x4x4")]
    public void The_log_determinant_is_that_of_the_derivatives(string sizes)
    {
        using FlowGenerator flow = Perturbed(sizes);
        flow.To(ScalarType.Float64);
        Tensor samples = Samples(flow, 3).to(ScalarType.Float64).requires_grad_();
        (Tensor latents, Tensor logDeterminant) = flow.ToLatents(samples);
        Tensor[] rows =
        [
            .. Enumerable.Range(0, flow.LatentSize).Select(k => torch.grad(
                [latents.select(1, k).sum()], [samples], retain_graph: true, allow_unused: true)[0]!.flatten(1)),
        ];
        double[] found = logDeterminant.ToArray<double>();
        Assert.All(Enumerable.Range(0, 3), sample =>
        {
            double[][] jacobian = [.. rows.Select(row => row.select(0, sample).ToArray<double>())];
            Assert.Equal(LogDeterminant(jacobian), found[sample], 1e-9);
        });
        Assert.True(found.Max() - found.Min() > 0.01);
    }

    [Fact]
    public void The_density_of_points_sums_to_one()
    {
        using FlowGenerator flow = Perturbed("2");
        const int Cells = 300;
        const double Half = 9, Width = 2 * Half / Cells;
        float[] places = [.. Enumerable.Range(0, Cells).SelectMany(x => Enumerable.Range(0, Cells).SelectMany(
            y => new[] { (float)(Width * (x + 0.5) - Half), (float)(Width * (y + 0.5) - Half) }))];
        using GradMode mode = torch.no_grad();
        Assert.Equal(1, flow.LogDensity(torch.tensor(places, Cells * Cells, 2)).exp().sum().item() * Width * Width, 2e-3);
    }

    [Fact]
    public void An_untrained_flow_of_points_is_the_normal_distribution()
    {
        using FlowGenerator flow = RealNvp.Create(new SampleShape(2), 4, 8, 2);
        Tensor points = torch.tensor([0.0, 0, 3, -4]).to(ScalarType.Float32).reshape(2, 2);
        Close.Equal([-Math.Log(Math.Tau), -12.5 - Math.Log(Math.Tau)], flow.LogDensity(points).ToArray<double>(), 1e-6, 0);
    }

    [Fact]
    public void Other_shapes_are_refused()
    {
        using FlowGenerator flow = RealNvp.Create(new SampleShape(2), 2, 4, 1);
        Assert.Equal(
            "The density is one of points [2], but received [4, 3].",
            Assert.Throws<ArgumentException>(() => flow.LogDensity(torch.zeros([4, 3]))).Message);
    }

    private static FlowGenerator Perturbed(string sizes)
    {
        torch.manual_seed(1);
        FlowGenerator flow = RealNvp.Create(
            new SampleShape([.. sizes.Split('x').Select(long.Parse)]), couplings: 4, width: 8, hiddenLayers: 2);
        // More would blow pixels up beyond what single precision can bring back.
        RandomizedWeights.Apply(flow, flow.Shape.IsImage ? 0.1 : 0.3);
        return flow;
    }

    private static Tensor Samples(FlowGenerator flow, int count)
    {
        using var random = new RandomGenerator(2);
        long[] shape = [count, .. flow.Shape.Sizes];
        // Dequantised pixels reach half a step beyond black and white.
        return flow.Shape.IsImage ? (torch.rand(shape, random) * 256 - 128) / 127.5 : torch.randn(shape, random);
    }

    // Gaussian elimination with the largest pivot.
    private static double LogDeterminant(double[][] rows)
    {
        double sum = 0;
        for (int k = 0; k < rows.Length; k++)
        {
            int pivot = Enumerable.Range(k, rows.Length - k).MaxBy(row => Math.Abs(rows[row][k]));
            (rows[k], rows[pivot]) = (rows[pivot], rows[k]);
            sum += Math.Log(Math.Abs(rows[k][k]));
            for (int row = k + 1; row < rows.Length; row++)
            {
                double factor = rows[row][k] / rows[k][k];
                for (int column = k; column < rows.Length; column++)
                {
                    rows[row][column] -= factor * rows[k][column];
                }
            }
        }
        return sum;
    }
}
