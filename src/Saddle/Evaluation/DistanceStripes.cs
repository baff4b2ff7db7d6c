using Saddle.Torch;

namespace Saddle.Evaluation;

/// <summary>
/// The table of <see cref="DistanceTable"/> where the samples lie on a device: a stripe of rows at a time, of which only what is
/// found in it comes back to the host.
/// </summary>
internal static class DistanceStripes
{
    /// <summary>About what going through a table takes of a device, in bytes: a stripe, and what is worked out of it.</summary>
    internal const long Bytes = 5 * Elements * sizeof(double);

    // 64 MB a stripe: it keeps a device busy.
    private const long Elements = 1L << 23;

    /// <summary>Works on the squared distances, <c>[M, N]</c>, of M samples, from the given one on, from all N.</summary>
    internal delegate void Work(long start, Tensor squared);

    /// <summary>
    /// Whether such a table is gone through so: on a GPU, and where what is called there is looked at. A processor is faster by
    /// tiles, which its cache holds.
    /// </summary>
    internal static bool Suit(Tensor samples) => OperatorWatch.IsOn || samples.device.Type != DeviceType.Cpu;

    /// <summary>
    /// The squared distances of each sample from its nearest other samples, <c>[N, depth]</c>, the nearest first.
    /// </summary>
    /// <param name="set">float64 <c>[N, D]</c>.</param>
    /// <param name="depth">How many neighbours, less than N.</param>
    internal static double[] NearestOthers(Tensor set, int depth)
    {
        var found = new List<double>();
        Walk(set, set, (start, squared) =>
        {
            long count = squared.size(1);
            // Nobody is his own neighbour.
            Tensor own = torch.arange(0, squared.size(0), dtype: ScalarType.Float64).mul(count + 1).add(start);
            _ = squared.view(-1).index_fill_(0, own.to(ScalarType.Int64).to(set.device), double.PositiveInfinity);
            found.AddRange(squared.smallest(depth, 1).ToArray<double>());
        });
        return [.. found];
    }

    /// <summary>
    /// The number of the nearest column to each row, the first of those that are equally near; and how far it is.
    /// </summary>
    /// <param name="rows">float64 <c>[N, D]</c>.</param>
    /// <param name="columns">float64 <c>[M, D]</c> on the same device.</param>
    /// <param name="own">Each row's own number among the columns, which does not count; or null.</param>
    internal static (int[] Numbers, double[] Squares) Nearest(Tensor rows, Tensor columns, int[]? own)
    {
        List<long> numbers = [];
        List<double> squares = [];
        Walk(rows, columns, (start, squared) =>
        {
            if (own is not null)
            {
                long count = squared.size(1);
                long[] places = [.. Enumerable.Range(0, (int)squared.size(0)).Select(row => (row * count) + own[start + row])];
                _ = squared.view(-1).index_fill_(0, torch.tensor(places).to(rows.device), double.PositiveInfinity);
            }
            Tensor nearest = squared.argmin(1);
            numbers.AddRange(nearest.ToArray<long>());
            squares.AddRange(squared.gather(1, nearest.unsqueeze(1)).ToArray<double>());
        });
        return ([.. numbers.Select(number => (int)number)], [.. squares]);
    }

    /// <summary>Goes through the whole table.</summary>
    /// <param name="rows">float64 <c>[N, D]</c>.</param>
    /// <param name="columns">float64 <c>[M, D]</c> on the same device.</param>
    /// <param name="work">What is done with each stripe, which it may change.</param>
    internal static void Walk(Tensor rows, Tensor columns, Work work)
    {
        using DisposeScope scope = torch.NewDisposeScope();
        Tensor origin = columns.mean([0]), centred = columns - origin, lengths = centred.square().sum([1]);
        long height = Math.Clamp(Elements / columns.size(0), 1, rows.size(0));
        for (long start = 0; start < rows.size(0); start += height)
        {
            using DisposeScope stripe = torch.NewDisposeScope();
            Tensor some = rows.narrow(0, start, Math.Min(height, rows.size(0) - start)), from = some - origin;
            Tensor both = from.square().sum([1], keepdim: true) + lengths;
            Tensor squared = from.matmul(centred.t()).mul_(-2).add_(both);
            Refine(squared, both, some, columns);
            work(start, squared);
        }
    }

    // Those that products know too little of are taken again from differences, so many at once.
    private static void Refine(Tensor squared, Tensor lengths, Tensor rows, Tensor columns)
    {
        Tensor near = squared.lt(lengths.mul_(DistanceTable.Near)).nonzero();
        long pairs = Math.Max(1, Elements / columns.size(1));
        for (long start = 0; start < near.size(0); start += pairs)
        {
            using DisposeScope part = torch.NewDisposeScope();
            Tensor some = near.narrow(0, start, Math.Min(pairs, near.size(0) - start));
            Tensor row = some.select(1, 0), column = some.select(1, 1);
            Tensor exact = (rows.index_select(0, row) - columns.index_select(0, column)).square().sum([1]);
            // Exact in float64 up to 2^53, far more than there is of memory.
            Tensor place = row.to(ScalarType.Float64) * columns.size(0) + column.to(ScalarType.Float64);
            _ = squared.view(-1).index_copy_(0, place.to(ScalarType.Int64), exact);
        }
    }
}
