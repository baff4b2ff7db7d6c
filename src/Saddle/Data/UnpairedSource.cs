using Saddle.Components;

namespace Saddle.Data;

/// <summary>
/// Two sets of pictures that do not belong together one by one (arXiv:1703.10593): the sub-folders <c>A</c> and <c>B</c>, of any names
/// and counts. A sample is a picture of the larger set and one of the other, drawn by a seed: all of the smaller set come equally often.
/// </summary>
public sealed class UnpairedSource : PictureSource
{
    /// <summary>The catalogue's line.</summary>
    public static Entry<DataSource> Entry { get; } = new(
        "unpaired", "two sets of pictures, in the sub-folders A and B, that do not belong together one by one", "arXiv:1703.10593",
        [
            .. CommonSettings,
            PairDirection.Setting("which is the input: those in A, or those in B"),
            Setting.Whole("seed", 0, "another seed puts other pictures together"),
        ],
        s => new UnpairedSource(s.Text("path"), s.Text("direction"), (int)s.Whole("seed"), s.Text("fit"), s.Text("background")));

    private readonly bool _isForward;
    private readonly int _seed;

    /// <summary>Names a folder.</summary>
    /// <param name="path">The folder that holds A and B.</param>
    /// <param name="direction"><c>a-to-b</c>: the pictures in A are the input; <c>b-to-a</c>: those in B.</param>
    /// <param name="seed">Fixes which pictures are put together.</param>
    /// <param name="fit"><c>crop</c> to the middle, <c>pad</c> with the background, or <c>stretch</c>.</param>
    /// <param name="background">What is behind see-through pictures and around padded ones: <c>white</c>, <c>black</c> or <c>#rrggbb</c>.</param>
    public UnpairedSource(string path, string direction = "a-to-b", int seed = 0, string fit = "crop", string background = "white")
        : base(Entry, ("path", path), ("direction", direction), ("seed", seed), ("fit", fit), ("background", background))
        => (_isForward, _seed) = (PairDirection.IsForward(direction), seed);

    /// <inheritdoc/>
    protected internal override int PicturesPerSample => 2;

    /// <inheritdoc/>
    protected override PictureListing List(string folder, DataWork work)
    {
        ArgumentNullException.ThrowIfNull(work);
        var walk = new FolderWalk(folder, work.Cancellation);
        PictureFileStamp[] files = walk.SortedFiles();
        PictureFileStamp[] a = In("A"), b = In("B");
        return new PictureListing
        {
            Folder = folder,
            Entries = [.. a.Length >= b.Length ? Join(a, b, "b") : Join(b, a, "a").Select(Turned)],
            Skipped = [.. walk.Skipped, .. files.Except(a).Except(b).Select(file => new SkippedFile(file.Path, "it lies neither in A nor in B"))],
            IgnoredCount = walk.IgnoredCount,
        };

        PictureFileStamp[] In(string name)
        {
            PictureFileStamp[] found = [.. files.Where(file => file.Path.StartsWith(name + "/", StringComparison.Ordinal))];
            return found.Length > 0
                ? found
                : throw new DataException(
                    $"{Path.Combine(folder, name)}: {(Directory.Exists(Path.Combine(folder, name)) ? "there are no pictures in it" : "there is no such folder")}; "
                    + "data source unpaired expects the sub-folders A and B, each with JPEG, PNG or WebP files.");
        }
    }

    /// <inheritdoc/>
    protected internal override PictureInfo Probe(PictureListing listing, PictureEntry entry)
    {
        PictureInfo first = base.Probe(listing, entry), second = base.Probe(listing, new PictureEntry(entry.Partner!.Value));
        return first with { Channels = Math.Max(first.Channels, second.Channels) };
    }

    /// <inheritdoc/>
    protected internal override IReadOnlyList<Picture> Read(PictureListing listing, PictureEntry entry)
    {
        ArgumentNullException.ThrowIfNull(entry);
        Picture a = base.Read(listing, entry)[0], b = base.Read(listing, new PictureEntry(entry.Partner!.Value))[0];
        return _isForward ? [a, b] : [b, a];
    }

    private static PictureEntry Turned(PictureEntry entry) => new(entry.Partner!.Value) { Partner = entry.File };

    // Round after round through the smaller set, each in another order.
    private IEnumerable<PictureEntry> Join(PictureFileStamp[] larger, PictureFileStamp[] smaller, string side)
    {
        ulong seed = Seeds.Derive((ulong)_seed, side);
        IEnumerable<PictureFileStamp> partners = larger.Chunk(smaller.Length).SelectMany((_, round) => Enumerable.Range(0, smaller.Length)
            .OrderBy(k => Seeds.Derive(seed, "round", (ulong)(((long)round * smaller.Length) + k)))
            .Select(k => smaller[k]));
        return larger.Zip(partners, (file, partner) => new PictureEntry(file) { Partner = partner });
    }
}
