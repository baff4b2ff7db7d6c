using Saddle.Layers;
using Saddle.Training;

namespace Saddle.Tests.Training;

public sealed class StepThreadsTests
{
    [Fact]
    public void Products_of_points_take_one_thread_and_larger_ones_all()
    {
        using Sequential small = new(new Linear(2, 128), new ReLU(), new Linear(128, 2)), large = new(new Linear(100, 1024), new Linear(1024, 784));
        Assert.Equal(1, StepThreads.For(small, batch: 256, allowed: 8));
        Assert.Equal(8, StepThreads.For(large, batch: 64, allowed: 8));
        Assert.Equal(8, StepThreads.For(small, batch: 1 << 20, allowed: 8));
    }

    [Fact]
    public void Convolutions_take_all_however_few_their_weights()
    {
        using var network = new Sequential(new Linear(2, 16), new Reshape(1, 4, 4), new Conv2d(1, 1, 3, 1, 1));
        Assert.Equal(8, StepThreads.For(network, batch: 1, allowed: 8));
    }
}
