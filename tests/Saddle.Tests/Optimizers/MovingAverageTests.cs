using Saddle.Layers;
using Saddle.Optimizers;
using Saddle.Tests.Support;

namespace Saddle.Tests.Optimizers;

public sealed class MovingAverageTests
{
    private static Sequential Network() => new(new Linear(3, 4), new BatchNorm1d(4));

    private static void Fill(Module network, double value)
    {
        using GradMode mode = torch.no_grad();
        foreach ((_, Tensor tensor) in network.NamedTensors())
        {
            tensor.fill_(value);
        }
    }

    [Theory, InlineData(64), InlineData(48), InlineData(1000)]
    public void After_its_half_life_the_past_counts_half(int batch)
    {
        using DisposeScope scope = torch.NewDisposeScope();
        using Sequential network = Network(), averaged = Network();
        using var parameters = new ParameterVector(network);
        Fill(network, 1);
        using var average = new MovingAverage(parameters, averaged);
        Fill(network, 3);
        int images = 0;
        for (; images < 960; images += batch)
        {
            average.Update(batch, halfLifeImages: 960);
        }
        // Exactly 2 where the batch divides the half-life; float32 rounds each of at most 20 updates by 1.2e-7 of 2.
        double expected = 3 - 2 * Math.Pow(0.5, images / 960.0);
        Assert.All(
            averaged.NamedTensors(), t => Close.Equal(torch.full(t.Value.shape.ToArray(), expected), t.Value, 0, 5e-6, t.Path));
    }

    [Fact]
    public void It_starts_equal_to_the_network_in_parameters_and_buffers()
    {
        using DisposeScope scope = torch.NewDisposeScope();
        using Sequential network = Network(), averaged = Network();
        network.Forward(torch.randn([8, 3]));
        using var parameters = new ParameterVector(network);
        using var average = new MovingAverage(parameters, averaged);
        Assert.All(
            network.NamedTensors().Zip(averaged.NamedTensors()), pair => Close.Same(pair.First.Value, pair.Second.Value));
    }

    [Fact]
    public void A_half_life_of_zero_copies()
    {
        using DisposeScope scope = torch.NewDisposeScope();
        using Sequential network = Network(), averaged = Network();
        using var parameters = new ParameterVector(network);
        using var average = new MovingAverage(parameters, averaged);
        using (torch.no_grad())
        {
            foreach ((_, Tensor tensor) in network.NamedTensors())
            {
                tensor.normal_();
            }
        }
        average.Update(1, halfLifeImages: 0);
        Assert.All(
            network.NamedTensors().Zip(averaged.NamedTensors()), pair => Close.Same(pair.First.Value, pair.Second.Value));
    }

    [Fact]
    public void The_averaged_network_evaluates_and_is_not_trained()
    {
        using DisposeScope scope = torch.NewDisposeScope();
        using Sequential network = Network(), averaged = Network();
        using var parameters = new ParameterVector(network);
        using var average = new MovingAverage(parameters, averaged);
        Assert.All(averaged.Modules(), module => Assert.False(module.Training));
        Assert.False(averaged.Forward(torch.randn([2, 3])).requires_grad);
        Assert.True(network.Forward(torch.randn([2, 3])).requires_grad);
        Assert.Throws<ArgumentOutOfRangeException>(() => average.Update(1, halfLifeImages: -1));
    }
}
