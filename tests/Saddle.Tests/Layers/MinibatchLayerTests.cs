using Saddle.Layers;
using Saddle.Tests.Support;

namespace Saddle.Tests.Layers;

public sealed class MinibatchLayerTests
{
    [Fact]
    public void The_deviation_channel_is_the_mean_deviation_over_the_batch()
    {
        using DisposeScope scope = torch.NewDisposeScope();
        using var layer = new MinibatchDeviation();
        // Over the batch the features have the population deviations 1 and 3: the channel is 2.
        Tensor output = layer.Forward(torch.tensor([0f, 1f, 2f, 7f], 2, 2));
        Assert.Equal([2, 3], output.shape.ToArray());
        Close.Equal([2, 2], output.select(1, 2).ToArray<double>(), 1e-6, 0);
        Assert.Equal([3, 5, 4, 4], layer.Forward(torch.zeros([3, 4, 4, 4])).shape.ToArray());
        Close.Equal(0, layer.Forward(torch.ones([3, 4])).select(1, 4).max().item(), 0, 1.01e-4);
    }

    [Fact]
    public void Discrimination_sums_the_similarity_to_every_other_sample()
    {
        using DisposeScope scope = torch.NewDisposeScope();
        using var layer = new MinibatchDiscrimination(2, kernels: 3, dimensions: 2);
        Tensor input = torch.randn([4, 2]);
        double[] projection = layer.NamedParameters().Single().Parameter.Value.ToArray<double>();
        double[] samples = input.ToArray<double>();
        double[] output = layer.Forward(input).ToArray<double>();
        for (int i = 0; i < 4; i++)
        {
            Close.Equal(samples[2 * i], output[5 * i], 1e-7, 0);
            for (int kernel = 0; kernel < 3; kernel++)
            {
                double expected = Enumerable.Range(0, 4).Where(j => j != i).Sum(j => Math.Exp(-Distance(i, j, kernel)));
                Close.Equal(expected, output[5 * i + 2 + kernel], 1e-5, 1e-6);
            }
        }

        double Distance(int i, int j, int kernel) =>
            Enumerable.Range(0, 2).Sum(d => Math.Abs(Project(i, kernel, d) - Project(j, kernel, d)));
        double Project(int i, int kernel, int d) =>
            Enumerable.Range(0, 2).Sum(f => samples[2 * i + f] * projection[6 * f + 2 * kernel + d]);
    }
}
