namespace Saddle.Tests.Torch;

/// <summary>Large tensors come from a pool whose pages move from freed blocks into new ones: native/memory.cpp.</summary>
public sealed class LargeTensorTests
{
    private const int Floats = (1 << 20) / sizeof(float);

    [Fact]
    public void Each_keeps_its_own_values_while_others_come_and_go()
    {
        var random = new Random(1);
        var alive = new List<(Tensor Tensor, int Number)>();
        for (int number = 1; number <= 400; number++)
        {
            // From half a mebibyte, which is malloc's, to twelve.
            alive.Add((torch.full([random.Next(Floats / 2, 12 * Floats)], number), number));
            while (alive.Count > random.Next(4, 16))
            {
                int freed = random.Next(alive.Count);
                (Tensor tensor, int expected) = alive[freed];
                Assert.Equal((expected, expected), Extremes(tensor));
                tensor.Dispose();
                alive.RemoveAt(freed);
            }
        }
        foreach ((Tensor tensor, int expected) in alive)
        {
            Assert.Equal((expected, expected), Extremes(tensor));
            tensor.Dispose();
        }
    }

    [Fact]
    public void Those_that_were_freed_make_room_for_those_of_other_sizes()
    {
        int[] sizes = [3, 5, 7, 12, 17, 31, 48];
        torch.empty_cache();
        long before = Environment.WorkingSet;
        for (int round = 0; round < 6; round++)
        {
            Array.ForEach(sizes, Fill);
        }
        // Each round filled 7 x 192 MiB; 3 MiB are two units of 2.
        Assert.InRange(Environment.WorkingSet - before, 150L << 20, 300L << 20);
        torch.empty_cache();
        Assert.InRange(Environment.WorkingSet - before, long.MinValue, 50L << 20);

        static void Fill(int mebibytes)
        {
            using DisposeScope scope = torch.NewDisposeScope();
            for (int k = 0; k < 192 / mebibytes; k++)
            {
                torch.full([mebibytes * Floats], k);
            }
        }
    }

    [Fact]
    public void One_that_is_too_large_is_refused_and_others_are_not()
    {
        string message = Assert.Throws<TorchException>(() => torch.empty([1L << 55])).Message;
        Assert.Contains("can't allocate memory", message, StringComparison.Ordinal);
        using Tensor other = torch.full([8 * Floats], 3);
        Assert.Equal((3, 3), Extremes(other));
    }

    private static (double Least, double Most) Extremes(Tensor tensor)
    {
        using DisposeScope scope = torch.NewDisposeScope();
        return (-(-tensor).max().item(), tensor.max().item());
    }
}
