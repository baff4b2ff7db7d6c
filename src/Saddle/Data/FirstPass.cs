using Saddle.Components;
using Saddle.Torch;

namespace Saddle.Data;

/// <summary>
/// The order of the first epoch where images lie in shards, and are wanted before all are read: one shard after the other in an
/// order drawn from the seed, and only images near each other change places. A function of the seed alone.
/// </summary>
/// <param name="starts">The first row of each shard, from 0 on.</param>
/// <param name="count">How many rows there are.</param>
/// <param name="window">How many that follow each other are shuffled together.</param>
internal sealed class FirstPass(IReadOnlyList<long> starts, long count, int window)
{
    /// <summary>The rows in their order.</summary>
    internal long[] Order(ulong seed)
    {
        var order = new long[count];
        long filled = 0;
        foreach (long shard in Shuffled(starts.Count, Seeds.Derive(seed, "shards")))
        {
            long end = shard + 1 < starts.Count ? starts[(int)shard + 1] : count;
            for (long row = starts[(int)shard]; row < end; row++)
            {
                order[filled++] = row;
            }
        }
        for (long start = 0; start < count; start += window)
        {
            Span<long> part = order.AsSpan((int)start, (int)Math.Min(window, count - start));
            long[] rows = part.ToArray();
            long[] places = Shuffled(rows.Length, Seeds.Derive(seed, "window", (ulong)(start / window)));
            for (int k = 0; k < places.Length; k++)
            {
                part[k] = rows[places[k]];
            }
        }
        return order;
    }

    /// <summary>The numbers from 0 to before a length in an order that a seed fixes.</summary>
    internal static long[] Shuffled(long length, ulong seed)
    {
        using var random = new RandomGenerator(seed);
        using Tensor order = torch.randperm(length, random);
        return order.ToArray<long>();
    }
}
