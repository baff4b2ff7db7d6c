namespace Saddle.Runtime;

/// <summary>PNG's five filters, which leave a byte's difference from what its neighbours foretell (section 9.2).</summary>
internal sealed class PngFilter
{
    private const int Kinds = 5;

    private readonly int _channels;
    private readonly byte[][] _filtered;

    /// <summary>Makes room for rows.</summary>
    /// <param name="length">The bytes of a row.</param>
    /// <param name="channels">The bytes of a pixel.</param>
    internal PngFilter(int length, int channels)
    {
        _channels = channels;
        _filtered = [.. Enumerable.Range(0, Kinds).Select(_ => new byte[length + 1])];
    }

    /// <summary>A row as it is packed: the filter's number, then the differences; good until the next row.</summary>
    /// <param name="row">The row.</param>
    /// <param name="above">The row above it; zeros for the first.</param>
    internal ReadOnlySpan<byte> Apply(ReadOnlySpan<byte> row, ReadOnlySpan<byte> above)
    {
        byte[] best = _filtered[0];
        long least = long.MaxValue;
        for (byte kind = 0; kind < Kinds; kind++)
        {
            long size = Fill(_filtered[kind], kind, row, above);
            if (size < least)
            {
                (best, least) = (_filtered[kind], size);
            }
        }
        return best;
    }

    // How large the differences are together, read as numbers from -128 to 127.
    private long Fill(byte[] filtered, byte kind, ReadOnlySpan<byte> row, ReadOnlySpan<byte> above)
    {
        long size = 0;
        filtered[0] = kind;
        for (int k = 0; k < row.Length; k++)
        {
            byte left = k < _channels ? (byte)0 : row[k - _channels], corner = k < _channels ? (byte)0 : above[k - _channels];
            byte foretold = kind switch
            {
                0 => 0,
                1 => left,
                2 => above[k],
                3 => (byte)((left + above[k]) / 2),
                _ => Paeth(left, above[k], corner),
            };
            byte difference = unchecked((byte)(row[k] - foretold));
            filtered[k + 1] = difference;
            size += Math.Abs((int)unchecked((sbyte)difference));
        }
        return size;
    }

    // The neighbour that is nearest to left + above - corner; in doubt in this order.
    private static byte Paeth(byte left, byte above, byte corner)
    {
        int fromLeft = Math.Abs(above - corner), fromAbove = Math.Abs(left - corner);
        int fromCorner = Math.Abs(left + above - (2 * corner));
        return fromLeft <= fromAbove && fromLeft <= fromCorner ? left : fromAbove <= fromCorner ? above : corner;
    }
}
