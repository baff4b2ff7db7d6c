using Saddle.Data;
using Saddle.Tests.Support;

namespace Saddle.Tests.Data;

/// <summary>Batches of images that lie on the device, or come there as bytes, against those that are read here.</summary>
public sealed class ResidentSamplerTests
{
    [Theory]
    [InlineData(0, false, true), InlineData(0, true, true), InlineData(2, true, true)]
    [InlineData(0, false, false), InlineData(0, true, false), InlineData(2, true, false)]
    public void A_batch_is_made_there_as_it_is_read_here(int inputs, bool mirrors, bool stays)
    {
        using DisposeScope scope = torch.NewDisposeScope();
        torch.manual_seed(2);
        Tensor rows = torch.randint(0, 256, [7, 3 + inputs, 4, 5]).to(ScalarType.Byte);
        using var data = new ImageSet(
            new TensorStore(rows), torch.arange(0, 7, dtype: ScalarType.Int64), [.. "abcdefg".Select(name => $"{name}")], [],
            inputs);
        using var read = new Sampler(data, 3, Device.Cpu, mirrors);
        using var resident = new Sampler(data, 3, Device.Cpu, mirrors, stays, sendsBytes: true);
        Assert.Equal(stays, resident.IsResident);
        // The third begins in one epoch and ends in the next.
        for (int step = 0; step < 4; step++)
        {
            Batch expected = read.Next(3), found = resident.Next(3);
            Close.Same(expected.Real, found.Real);
            Close.Same(expected.Labels!, found.Labels!);
            Assert.Equal(inputs > 0, found.Input is not null);
            if (inputs > 0)
            {
                Close.Same(expected.Input!, found.Input!);
            }
            Assert.Equal(read.Position, resident.Position);
        }
    }

    [Fact]
    public void Room_that_is_filled_again_has_the_next_samples()
    {
        using DisposeScope scope = torch.NewDisposeScope();
        using var data = new ImageSet(torch.randint(0, 256, [6, 1, 4, 4]).to(ScalarType.Byte));
        foreach ((bool stays, bool sendsBytes) in new[] { (false, false), (false, true), (true, false) })
        {
            using var plain = new Sampler(data, 3, Device.Cpu, horizontalFlip: true);
            using var sampler = new Sampler(data, 3, Device.Cpu, horizontalFlip: true, stays, sendsBytes);
            using SampleDraw room = sampler.NewDraw(2);
            for (int step = 0; step < 3; step++)
            {
                sampler.Fill(room);
                Close.Same(plain.Next(2).Real, sampler.Of(room).Real);
            }
        }
    }

    [Fact]
    public void Images_with_captions_are_read_here()
    {
        using DisposeScope scope = torch.NewDisposeScope();
        using var data = new ImageSet(torch.zeros([2, 1, 4, 4], ScalarType.Byte), captions: ["a", "b"]);
        using var sampler = new Sampler(data, 1, Device.Cpu, horizontalFlip: false, stays: true, sendsBytes: true);
        Assert.False(sampler.IsResident);
        Assert.Equal(2, sampler.Next(2).Captions.Count);
    }
}
