using Saddle.Data;
using Saddle.Tests.Support;
using Saddle.Torch;
using Xunit;

namespace Saddle.Tests.Data;

public sealed class ImageSetTests
{
    [Fact]
    public void Bytes_are_scaled_to_the_unit_range_exactly()
    {
        using DisposeScope scope = torch.NewDisposeScope();
        float[] scaled = ImageSet.ToUnitRange(torch.tensor([.. Enumerable.Range(0, 256).Select(k => (byte)k)])).ToArray<float>();
        // The float nearest to the exact value, so that both ends are -1 and 1 and a byte and its negative differ in sign only.
        Assert.Equal(Enumerable.Range(0, 256).Select(k => (float)((k - 127.5) / 127.5)), scaled);
        Assert.Equal((-1f, 1f), (scaled[0], scaled[255]));
        Assert.Equal(scaled.Reverse().Select(value => -value), scaled);
    }

    [Theory, InlineData(10, 5), InlineData(10, 7), InlineData(3, 8), InlineData(1, 4)]
    public void Each_epoch_shows_every_image_once_whatever_the_batch(int count, int batch)
    {
        using DisposeScope scope = torch.NewDisposeScope();
        using ImageSet data = Numbered(count);
        Sampler sampler = data.Sampler(5, Device.Cpu);
        var seen = new List<long>();
        while (seen.Count < 6 * count)
        {
            Batch drawn = sampler.Next(batch);
            Assert.Equal([batch, 1, 2, 2], drawn.Real.shape.ToArray());
            seen.AddRange(Numbers(drawn));
        }
        Assert.Equal(0, sampler.Position % batch);
        Assert.All(
            seen.Take(6 * count).Chunk(count),
            epoch => Assert.Equal(Enumerable.Range(0, count).Select(k => (long)k), epoch.Order()));
    }

    [Fact]
    public void Epochs_differ_in_their_order()
    {
        using DisposeScope scope = torch.NewDisposeScope();
        using ImageSet data = Numbered(50);
        Sampler sampler = data.Sampler(5, Device.Cpu);
        Assert.NotEqual(Numbers(sampler.Next(50)), Numbers(sampler.Next(50)));
    }

    [Fact]
    public void The_order_is_a_function_of_the_seed_and_the_position()
    {
        using DisposeScope scope = torch.NewDisposeScope();
        using ImageSet data = Numbered(10);
        Sampler sampler = data.Sampler(5, Device.Cpu), other = data.Sampler(6, Device.Cpu);
        long[][] straight = [.. Enumerable.Range(0, 9).Select(_ => Numbers(sampler.Next(4)))];
        long[][] different = [.. Enumerable.Range(0, 9).Select(_ => Numbers(other.Next(4)))];
        Assert.NotEqual(straight, different);
        foreach (int at in new[] { 7, 0, 2, 5, 3 })
        {
            sampler.Position = 4 * at;
            Assert.Equal(straight[at], Numbers(sampler.Next(4)));
            Sampler fresh = data.Sampler(5, Device.Cpu);
            fresh.Position = 4 * at;
            Assert.Equal(straight[at], Numbers(fresh.Next(4)));
        }
    }

    [Fact]
    public void The_order_does_not_depend_on_the_default_generator()
    {
        using DisposeScope scope = torch.NewDisposeScope();
        using ImageSet data = Numbered(10);
        torch.manual_seed(1);
        long[] first = Numbers(data.Sampler(5, Device.Cpu).Next(10));
        torch.manual_seed(2);
        data.Sampler(9, Device.Cpu).Next(10);
        Assert.Equal(first, Numbers(data.Sampler(5, Device.Cpu).Next(10)));
    }

    [Fact]
    public void Labels_stay_with_their_images()
    {
        using DisposeScope scope = torch.NewDisposeScope();
        using ImageSet data = Numbered(20);
        using DataSet resized = data.As(new SampleShape(3, 4, 4));
        foreach (DataSet set in new[] { data, resized })
        {
            Sampler sampler = set.Sampler(1, Device.Cpu);
            for (int k = 0; k < 8; k++)
            {
                Batch batch = sampler.Next(6);
                Assert.Equal(Numbers(batch), batch.Labels!.ToArray<long>().Select(label => label / 2));
            }
        }
    }

    [Fact]
    public void Batches_outlive_the_epoch_that_they_came_from()
    {
        using DisposeScope scope = torch.NewDisposeScope();
        using ImageSet data = Numbered(5);
        Sampler sampler = data.Sampler(1, Device.Cpu);
        Batch first = sampler.Next(5);
        long[] before = Numbers(first);
        sampler.Next(12);
        Assert.Equal(before, Numbers(first));
        Assert.True(first.Real.Has(MemoryFormat.ChannelsLast));
    }

    [Fact]
    public void Waiting_for_data_is_measured()
    {
        using DisposeScope scope = torch.NewDisposeScope();
        using ImageSet data = Numbered(5);
        Sampler sampler = data.Sampler(1, Device.Cpu);
        Assert.Equal(0, sampler.WaitSeconds);
        sampler.Next(5);
        double once = sampler.WaitSeconds;
        Assert.True(once > 0);
        sampler.Next(5);
        Assert.True(sampler.WaitSeconds > once);
    }

    [Fact]
    public void Images_that_are_no_bytes_or_labels_that_do_not_fit_are_refused()
    {
        using DisposeScope scope = torch.NewDisposeScope();
        Assert.StartsWith(
            "Images are bytes [N, C, H, W] with N at least 1, but these are [2, 1, 2, 2] Float32 on cpu.",
            Assert.Throws<ArgumentException>(() => new ImageSet(torch.zeros([2, 1, 2, 2]))).Message);
        Assert.StartsWith(
            "Images are bytes [N, C, H, W] with N at least 1, but these are [0, 1, 2, 2] Byte on cpu.",
            Assert.Throws<ArgumentException>(() => new ImageSet(torch.zeros([0, 1, 2, 2], ScalarType.Byte))).Message);
        Assert.StartsWith(
            "2 images need as many labels, but these are [3] Int64 on cpu.",
            Assert.Throws<ArgumentException>(
                () => new ImageSet(torch.zeros([2, 1, 2, 2], ScalarType.Byte), torch.zeros([3], ScalarType.Int64))).Message);
    }

    // Image k is the byte k throughout, and its label 2 k.
    private static ImageSet Numbered(int count)
    {
        byte[] bytes = [.. Enumerable.Range(0, count * 4).Select(k => (byte)(k / 4))];
        long[] labels = [.. Enumerable.Range(0, count).Select(k => 2L * k)];
        return new ImageSet(torch.tensor(bytes, count, 1, 2, 2), torch.tensor(labels, count));
    }

    private static long[] Numbers(Batch batch)
        => [
            .. batch.Real.select(1, 0).select(1, 0).select(1, 0).ToArray<double>()
                .Select(value => (long)Math.Round((value * 127.5) + 127.5)),
        ];
}
