namespace Saddle.Data.Archives;

/// <summary>Names, one after the other in large pieces.</summary>
internal sealed class NamePool
{
    private const int PieceBits = 20, PieceLength = 1 << PieceBits;

    private readonly List<byte[]> _pieces = [];
    private int _used = PieceLength;

    /// <summary>Takes a name of at most 1 MiB, and says where it lies; negative where there is no room for more.</summary>
    internal int Add(ReadOnlySpan<byte> name)
    {
        if (_used + name.Length > PieceLength)
        {
            if (_pieces.Count == 1 << (31 - PieceBits))
            {
                return -1;
            }
            _pieces.Add(new byte[PieceLength]);
            _used = 0;
        }
        name.CopyTo(_pieces[^1].AsSpan(_used));
        int place = ((_pieces.Count - 1) << PieceBits) + _used;
        _used += name.Length;
        return place;
    }

    /// <summary>A name by where it lies.</summary>
    internal ReadOnlySpan<byte> At(int place, int length)
        => _pieces[place >> PieceBits].AsSpan(place & (PieceLength - 1), length);
}
