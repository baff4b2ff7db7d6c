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
    private readonly List<Row> _rows = [];
    private readonly List<string?> _captions = [];
    private byte[] _names = new byte[1 << 10];
    private int _named;

    private readonly record struct Row(Member Member, int Archive, int NameStart, int NameEnd, int Caption);

    /// <inheritdoc/>
    public int Count => _rows.Count;

    /// <summary>How many have a label.</summary>
    internal int LabelCount => _rows.Count(row => row.Member.Label != Member.NoLabel);

    /// <summary>How many have a caption.</summary>
    internal int CaptionCount => _rows.Count(row => row.Caption >= 0);

    /// <summary>The labels that occur.</summary>
    internal IEnumerable<int> Labels => _rows.Select(row => row.Member.Label).Distinct().Order();

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
        int end = (int)Math.Min((long)_named + name.Length, Array.MaxLength);
        if (end - _named < name.Length)
        {
            throw new DataException($"{archive.FilePath}: the names of its pictures take more than 2 GiB; split them.");
        }
        if (end > _names.Length)
        {
            Array.Resize(ref _names, (int)Math.Min(Math.Max(end, _names.Length * 2L), Array.MaxLength));
        }
        name.CopyTo(_names.AsSpan(_named));
        if (caption is not null)
        {
            _captions.Add(caption);
        }
        _rows.Add(new Row(member, _archives.Count - 1, _named, end, caption is null ? -1 : _captions.Count - 1));
        _named = end;
    }

    /// <summary>A picture's name in its archive, as UTF-8.</summary>
    internal ReadOnlySpan<byte> Name(int index) => _names.AsSpan(_rows[index].NameStart.._rows[index].NameEnd);

    /// <summary>A picture's path within the data.</summary>
    internal string NameOf(int index) => _archives[_rows[index].Archive].Prefix + Encoding.UTF8.GetString(Name(index));

    /// <summary>Where a picture lies.</summary>
    internal Member MemberAt(int index) => _rows[index].Member;

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

    /// <summary>Puts the pictures in the order of their names.</summary>
    internal void Sort()
        => _rows.Sort((first, second) => _names.AsSpan(first.NameStart..first.NameEnd)
            .SequenceCompareTo(_names.AsSpan(second.NameStart..second.NameEnd)));

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
        _rows.RemoveRange(kept, Count - kept);
        _rows.TrimExcess();
    }
}
