using System.Collections;
using System.Text;
using Saddle.Data.Pictures;

namespace Saddle.Data.Archives;

/// <summary>
/// The pictures of archives as the entries of a listing. An entry is made when it is asked for; what is kept of each is some
/// forty bytes and its name.
/// </summary>
internal sealed class MemberList : IReadOnlyList<PictureEntry>
{
    private readonly List<Archive> _archives = [];
    private readonly PieceList<Row> _rows = new();
    private readonly NamePool _names = new();
    private readonly List<string> _captions = [];

    private readonly record struct Row(Member Member, int Archive, int NamePlace, int NameLength, int Caption);

    /// <inheritdoc/>
    public int Count => _rows.Count;

    /// <summary>How many have a label.</summary>
    internal int LabelCount => Enumerable.Range(0, Count).Count(k => _rows[k].Member.Label != Member.NoLabel);

    /// <summary>How many have a caption.</summary>
    internal int CaptionCount => Enumerable.Range(0, Count).Count(HasCaption);

    /// <summary>The labels that occur.</summary>
    internal IEnumerable<int> Labels => Enumerable.Range(0, Count).Select(k => _rows[k].Member.Label).Distinct().Order();

    /// <summary>The first picture of each archive, in their order.</summary>
    internal int[] ArchiveStarts
        => [.. Enumerable.Range(0, Count).Where(k => k == 0 || _rows[k].Archive != _rows[k - 1].Archive)];

    /// <inheritdoc/>
    public PictureEntry this[int index]
    {
        get
        {
            (Member member, Archive archive) = (_rows[index].Member, _archives[_rows[index].Archive]);
            return new PictureEntry(
                new PictureFileStamp(NameOf(index), member.Length, archive.ModifiedTicks),
                member.Label == Member.NoLabel ? -1 : member.Label)
            {
                Bytes = archive.BytesOf(member),
                Caption = _rows[index].Caption < 0 ? null : _captions[_rows[index].Caption],
            };
        }
    }

    /// <inheritdoc/>
    public IEnumerator<PictureEntry> GetEnumerator()
    {
        for (int k = 0; k < Count; k++)
        {
            yield return this[k];
        }
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <summary>Adds a picture.</summary>
    /// <param name="archive">What it is a member of.</param>
    /// <param name="name">Its name there, as UTF-8.</param>
    /// <param name="member">Where it lies.</param>
    /// <param name="caption">What is written about it, or null.</param>
    /// <exception cref="DataException">There are too many.</exception>
    internal void Add(Archive archive, ReadOnlySpan<byte> name, Member member, string? caption = null)
    {
        if (_archives.Count == 0 || _archives[^1] != archive)
        {
            _archives.Add(archive);
        }
        int place = _names.Add(name);
        if (place < 0)
        {
            throw new DataException($"{archive.FilePath}: the names of its pictures take more than 2 GiB; split them.");
        }
        if (caption is not null)
        {
            _captions.Add(caption);
        }
        _rows.Add(new Row(member, _archives.Count - 1, place, name.Length, caption is null ? -1 : _captions.Count - 1));
    }

    /// <summary>A picture's name in its archive, as UTF-8.</summary>
    internal ReadOnlySpan<byte> Name(int index) => _names.At(_rows[index].NamePlace, _rows[index].NameLength);

    /// <summary>A picture's path within the data.</summary>
    internal string NameOf(int index) => _archives[_rows[index].Archive].Prefix + Encoding.UTF8.GetString(Name(index));

    /// <summary>Where a picture lies.</summary>
    internal Member MemberAt(int index) => _rows[index].Member;

    /// <summary>Whether something is written about a picture.</summary>
    internal bool HasCaption(int index) => _rows[index].Caption >= 0;

    /// <summary>Gives a picture a label.</summary>
    internal void SetLabel(int index, int label)
        => _rows[index] = _rows[index] with { Member = _rows[index].Member with { Label = label } };

    /// <summary>Takes all captions away.</summary>
    internal void ClearCaptions()
    {
        _captions.Clear();
        for (int k = 0; k < Count; k++)
        {
            _rows[k] = _rows[k] with { Caption = -1 };
        }
    }

    /// <summary>Puts the pictures in the order of their names, in which they nearly always are.</summary>
    internal void Sort()
    {
        if (Enumerable.Range(1, Math.Max(0, Count - 1)).All(k => Name(k - 1).SequenceCompareTo(Name(k)) <= 0))
        {
            return;
        }
        Row[] rows = [.. Enumerable.Range(0, Count).Select(k => _rows[k])];
        Array.Sort(rows, (first, second) => _names.At(first.NamePlace, first.NameLength)
            .SequenceCompareTo(_names.At(second.NamePlace, second.NameLength)));
        for (int k = 0; k < Count; k++)
        {
            _rows[k] = rows[k];
        }
    }

    /// <summary>Finds a picture by its name in a sorted list.</summary>
    /// <param name="name">The name, as UTF-8.</param>
    /// <param name="guess">Where it may well be.</param>
    /// <returns>Its number, negative if there is none.</returns>
    internal int Find(ReadOnlySpan<byte> name, int guess)
    {
        if (guess < Count && Name(guess).SequenceEqual(name))
        {
            return guess;
        }
        int low = 0, high = Count - 1;
        while (low <= high)
        {
            int middle = (low + high) >>> 1, order = Name(middle).SequenceCompareTo(name);
            if (order == 0)
            {
                return middle;
            }
            (low, high) = order < 0 ? (middle + 1, high) : (low, middle - 1);
        }
        return -1;
    }

    /// <summary>Removes pictures and names them.</summary>
    /// <param name="problem">Why the picture of a number cannot be used, or null.</param>
    /// <param name="skipped">Receives what is removed.</param>
    internal void Remove(Func<int, string?> problem, ICollection<SkippedFile> skipped)
    {
        var removed = new BitArray(Count);
        for (int k = 0; k < Count; k++)
        {
            if (problem(k) is { } reason)
            {
                removed[k] = true;
                skipped.Add(new SkippedFile(NameOf(k), reason));
            }
        }
        int kept = 0;
        for (int k = 0; k < removed.Count; k++)
        {
            if (!removed[k])
            {
                _rows[kept++] = _rows[k];
            }
        }
        _rows.Cut(kept);
    }
}
