namespace Saddle.Data.Archives;

/// <summary>A list that grows piece by piece, and so never lies in memory twice.</summary>
internal sealed class PieceList<T>
{
    private const int PieceBits = 15, PieceLength = 1 << PieceBits;

    private readonly List<T[]> _pieces = [];

    internal int Count { get; private set; }

    internal ref T this[int index] => ref _pieces[index >> PieceBits][index & (PieceLength - 1)];

    internal void Add(T item)
    {
        if (Count == _pieces.Count << PieceBits)
        {
            _pieces.Add(new T[PieceLength]);
        }
        Count++;
        this[Count - 1] = item;
    }

    /// <summary>Keeps the first ones only.</summary>
    internal void Cut(int count)
    {
        int pieces = (count + PieceLength - 1) >> PieceBits;
        _pieces.RemoveRange(pieces, _pieces.Count - pieces);
        Count = count;
    }
}
