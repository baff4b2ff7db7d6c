namespace Saddle.Data.Pictures;

/// <summary>
/// Which row stands in for one that cannot be decoded: the next that can, after the last the first. So an order of rows means the
/// same whether or not all are decoded already.
/// </summary>
internal static class StandIns
{
    /// <summary>The row that is used for one.</summary>
    /// <param name="row">The row that is wanted.</param>
    /// <param name="count">How many rows there are.</param>
    /// <param name="isBroken">Whether a row cannot be used; not all are.</param>
    internal static long Of(long row, long count, Func<long, bool> isBroken)
    {
        for (long tries = 0; tries < count; tries++, row = (row + 1) % count)
        {
            if (!isBroken(row))
            {
                return row;
            }
        }
        throw new DataException("none of the pictures can be decoded.");
    }
}
