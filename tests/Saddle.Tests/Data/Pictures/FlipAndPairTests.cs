using Saddle.Data;
using Saddle.Tests.Support;
using Saddle.Torch;
using Xunit;

namespace Saddle.Tests.Data.Pictures;

public sealed class FlipAndPairTests
{
    [Fact]
    public void Mirroring_depends_on_the_position_alone_and_takes_about_half()
    {
        using DisposeScope scope = torch.NewDisposeScope();
        using ImageSet data = Pairs(64);
        bool[] whole = Mirrored(data.Sampler(4, Device.Cpu, horizontalFlip: true).Next(64));
        Sampler parts = data.Sampler(4, Device.Cpu, horizontalFlip: true);
        Assert.Equal(whole, Enumerable.Range(0, 4).SelectMany(_ => Mirrored(parts.Next(16))));
        // Of 64 fair coins, 16 to 48 show heads but for one time in 20,000.
        Assert.InRange(whole.Count(mirrored => mirrored), 16, 48);
        Assert.NotEqual(whole, Mirrored(data.Sampler(5, Device.Cpu, horizontalFlip: true).Next(64)));
        Assert.DoesNotContain(true, Mirrored(data.Sampler(4, Device.Cpu).Next(64)));
    }

    [Fact]
    public void Input_and_image_stay_together_and_are_mirrored_together()
    {
        using DisposeScope scope = torch.NewDisposeScope();
        using ImageSet data = Pairs(20);
        Assert.Equal((1L, new SampleShape(1, 2, 2)), (data.InputChannels, data.Shape));
        Batch batch = data.Sampler(4, Device.Cpu, horizontalFlip: true).Next(20);
        // The input is the image's negative.
        Assert.Equal(batch.Real.ToArray<float>().Select(value => -value), batch.Input!.ToArray<float>());
        Assert.True(batch.Real.Has(MemoryFormat.ChannelsLast));
        using var larger = (ImageSet)data.As(new SampleShape(3, 4, 4));
        Assert.Equal((3L, new SampleShape(3, 4, 4)), (larger.InputChannels, larger.Shape));
        Batch resized = larger.Sampler(4, Device.Cpu).Next(20);
        Assert.All(
            resized.Real.ToArray<float>().Zip(resized.Input!.ToArray<float>()),
            pair => Assert.InRange(pair.First + pair.Second, -2 / 127.5f, 2 / 127.5f));
    }

    // Dark on the left and light on the right, the input the other way about.
    private static ImageSet Pairs(int count)
    {
        byte[] one = [200, 40, 200, 40, 55, 215, 55, 215];
        Tensor rows = torch.tensor([.. Enumerable.Repeat(one, count).SelectMany(bytes => bytes)], count, 2, 2, 2);
        return new ImageSet(new TensorStore(rows), null, [], [], inputChannels: 1);
    }

    private static bool[] Mirrored(Batch batch)
        => [.. batch.Real.select(3, 0).select(2, 0).select(1, 0).ToArray<float>().Select(left => left > 0)];
}
