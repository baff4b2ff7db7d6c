using Saddle.Data;
using Saddle.Data.Synthetic;
using Saddle.Torch;
using Xunit;

namespace Saddle.Tests.Data.Synthetic;

public sealed class ForkTests
{
    private const int Count = 200, Size = 32, Frames = 4, Plane = Size * Size;

    [Fact]
    public void The_input_is_the_way_to_the_fork_and_the_image_the_frame_after()
    {
        using DisposeScope scope = torch.NewDisposeScope();
        using ImageSet data = Open(ForkTurn.Random);
        Assert.Equal((new SampleShape(1, Size, Size), Count, (long)Frames), (data.Shape, data.Count, data.InputChannels));
        foreach (byte[] film in Films(data))
        {
            (double X, double Y)[] at = [.. film.Chunk(Plane).Select(Sprite)];
            double step = at[0].Y - at[1].Y;
            // Straight up, by equal steps: the middle of the bright pixels is within half a pixel of the sprite's.
            for (int frame = 1; frame < Frames; frame++)
            {
                Assert.InRange(at[frame].X - at[0].X, -0.5, 0.5);
                Assert.InRange(at[frame - 1].Y - at[frame].Y, step - 1, step + 1);
            }
            // Then a step of that length to the left or to the right.
            (double x, double y) = (at[Frames].X - at[Frames - 1].X, at[Frames].Y - at[Frames - 1].Y);
            Assert.InRange(Math.Sqrt((x * x) + (y * y)), step - 1, step + 1);
            Assert.True(Math.Abs(x) > 2.5, $"the sprite turned by {x} pixels");
        }
    }

    [Fact]
    public void Both_futures_of_a_film_can_be_had_and_lie_apart()
    {
        using DisposeScope scope = torch.NewDisposeScope();
        using ImageSet random = Open(ForkTurn.Random), left = Open(ForkTurn.Left), right = Open(ForkTurn.Right);
        int lefts = 0;
        foreach ((byte[] one, (byte[] left, byte[] right) two) in Films(random).Zip(Films(left).Zip(Films(right))))
        {
            const int past = Frames * Plane;
            Assert.Equal(one[..past], two.left[..past]);
            Assert.Equal(one[..past], two.right[..past]);
            Assert.True(Sprite(two.left[past..]).X < Sprite(two.right[past..]).X - 5);
            bool turnedLeft = one.AsSpan().SequenceEqual(two.left);
            Assert.True(turnedLeft || one.AsSpan().SequenceEqual(two.right));
            lefts += turnedLeft ? 1 : 0;
        }
        // Of 200 fair coins, 60 to 140 show heads but for one time in 100 million.
        Assert.InRange(lefts, 60, 140);
    }

    [Theory, InlineData(16, 1), InlineData(64, 8)]
    public void Sizes_and_numbers_of_frames_can_be_chosen(int size, int frames)
    {
        using DisposeScope scope = torch.NewDisposeScope();
        using var data = (ImageSet)new Fork { Size = size, Count = 10, Frames = frames }.Open();
        Batch batch = data.Sampler(1, Device.Cpu).Next(3);
        Assert.Equal([3L, frames, size, size], batch.Input!.shape.ToArray());
        Assert.Equal([3L, 1L, size, size], batch.Real.shape.ToArray());
        // The sprite is seen whole in every frame.
        Assert.All(batch.Input.ToArray<float>().Chunk(size * size), frame => Assert.Equal(1, frame.Max()));
    }

    [Fact]
    public void The_seed_and_the_split_fix_the_films()
    {
        using DisposeScope scope = torch.NewDisposeScope();
        Assert.Equal(Pixels(DataSplit.Train, 1), Pixels(DataSplit.Train, 1));
        Assert.NotEqual(Pixels(DataSplit.Train, 1), Pixels(DataSplit.Train, 2));
        Assert.NotEqual(Pixels(DataSplit.Train, 1), Pixels(DataSplit.Test, 1));
        static byte[] Pixels(DataSplit split, int seed)
        {
            using var data = (ImageSet)new Fork { Count = 10, Split = split, Seed = seed }.Open();
            return data.Rows(0, 9).ToArray<byte>();
        }
    }

    [Fact]
    public void More_than_two_gigabytes_are_refused()
        => Assert.Equal(
            "data source fork: 100000 films of 9 frames of 64x64 are 3686400000 bytes; at most 2 GiB can be drawn: "
            + "choose a smaller count or size.",
            Assert.Throws<DataException>(() => new Fork { Size = 64, Count = 100_000, Frames = 8 }.Open()).Message);

    private static ImageSet Open(ForkTurn turn)
        => (ImageSet)new Fork { Size = Size, Count = Count, Frames = Frames, Turn = turn }.Open();

    private static byte[][] Films(ImageSet data)
        => [.. data.Rows([.. Enumerable.Range(0, Count).Select(k => (long)k)]).ToArray<byte>().Chunk((Frames + 1) * Plane)];

    // The middle of the pixels that are brighter than the road.
    private static (double X, double Y) Sprite(byte[] plane)
    {
        int[] at = [.. Enumerable.Range(0, Plane).Where(k => plane[k] > 172)];
        return (at.Average(k => k % Size), at.Average(k => k / Size));
    }
}
