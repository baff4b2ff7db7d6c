using Saddle.Torch;

namespace Saddle.Evaluation;

/// <summary>Distances between sets of features, in blocks of rows: the whole table of two sets is never held.</summary>
internal static class Neighbours
{
    // A block of 10,000 columns takes 40 MB, and its intermediate results as much again.
    private const long BlockRows = 512;

    /// <summary>Works on the table of distances row by row.</summary>
    /// <param name="from">The rows, float64 <c>[N, D]</c>.</param>
    /// <param name="to">The columns, float64 <c>[M, D]</c>.</param>
    /// <param name="work">From distances <c>[B, M]</c>, and the number of their first row, to a result for each row.</param>
    /// <returns>The results one after another, <c>[N, ...]</c>; the caller's scope owns them.</returns>
    internal static Tensor Rows(Tensor from, Tensor to, Func<Tensor, long, Tensor> work)
    {
        using DisposeScope scope = torch.NewDisposeScope();
        Tensor lengths = to.square().sum([1]);
        var results = new List<Tensor>();
        for (long start = 0; start < from.size(0); start += BlockRows)
        {
            using DisposeScope block = torch.NewDisposeScope();
            Tensor rows = from.narrow(0, start, Math.Min(BlockRows, from.size(0) - start));
            Tensor squared = rows.matmul(to.t()).mul_(-2).add_(lengths).add_(rows.square().sum([1], keepdim: true));
            // Rounding may leave a distance of 0 slightly below it.
            results.Add(block.MoveToOuter(work(squared.clamp(min: 0).sqrt_(), start)));
        }
        return scope.MoveToOuter(torch.cat([.. results]));
    }

    /// <summary>The distance of each sample from its k-th nearest other sample of the set, float64 <c>[N]</c>.</summary>
    internal static Tensor Radii(Tensor set, int k)
        => Rows(set, set, (distances, start) => WithoutOwn(distances, start).kthvalue(k, 1));

    /// <summary>The nearest sample of another set: its distance, float64 <c>[N]</c>, and its number, int64 <c>[N]</c>.</summary>
    internal static (Tensor Distances, Tensor Numbers) Nearest(Tensor from, Tensor to)
    {
        Tensor numbers = Rows(from, to, (distances, _) => distances.argmin(1));
        Tensor difference = from - to.index_select(0, numbers);
        return (difference.square().sum([1]).sqrt(), numbers);
    }

    private static Tensor WithoutOwn(Tensor distances, long start)
    {
        for (long row = 0; row < distances.size(0); row++)
        {
            using DisposeScope scope = torch.NewDisposeScope();
            distances.select(0, row).select(0, start + row).fill_(double.PositiveInfinity);
        }
        return distances;
    }
}
