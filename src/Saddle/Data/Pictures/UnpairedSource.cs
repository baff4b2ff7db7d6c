using Saddle.Components;

namespace Saddle.Data.Pictures;

/// <summary>
/// Two sets of pictures that do not belong together one by one (arXiv:1703.10593): the sub-folders <c>A</c> and <c>B</c>, of any
/// names and counts. A sample is a picture of the larger set and one of the other, drawn by a seed: all of the smaller set come
/// equally often.
/// </summary>
[Component(
    "unpaired", "two sets of pictures, in the sub-folders A and B, that do not belong together one by one",
    Source = "arXiv:1703.10593")]
public sealed partial record UnpairedSource : PictureSource
{
    /// <summary>Which is the input: those in A, or those in B.</summary>
    [Setting] public PairDirection Direction { get; init; }

    /// <summary>Another seed puts other pictures together.</summary>
    [Setting] public int Seed { get; init; }

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
            Skipped = [
                .. walk.Skipped,
                .. files.Except(a).Except(b).Select(file => new SkippedFile(file.Path, "it lies neither in A nor in B")),
            ],
            IgnoredCount = walk.IgnoredCount,
        };

        PictureFileStamp[] In(string name)
        {
            string path = System.IO.Path.Combine(folder, name);
            PictureFileStamp[] found = [.. files.Where(file => file.Path.StartsWith(name + "/", StringComparison.Ordinal))];
            return found.Length > 0
                ? found
                : throw new DataException(
                    $"{path}: {(Directory.Exists(path) ? "there are no pictures in it" : "there is no such folder")}; "
                    + "data source unpaired expects the sub-folders A and B, each with JPEG, PNG, WebP, GIF or BMP files.");
        }
    }

    /// <inheritdoc/>
    protected internal override PictureInfo Probe(PictureListing listing, PictureEntry entry)
    {
        PictureInfo first = base.Probe(listing, entry), second = base.Probe(listing, new PictureEntry(entry.Partner!.Value));
        return first with { Channels = Math.Max(first.Channels, second.Channels) };
    }

    /// <inheritdoc/>
    protected internal override IReadOnlyList<Picture> Read(PictureListing listing, PictureEntry entry, int least)
    {
        ArgumentNullException.ThrowIfNull(entry);
        Picture a = base.Read(listing, entry, least)[0], b = base.Read(listing, new PictureEntry(entry.Partner!.Value), least)[0];
        return Direction == PairDirection.AToB ? [a, b] : [b, a];
    }

    private static PictureEntry Turned(PictureEntry entry) => new(entry.Partner!.Value) { Partner = entry.File };

    // Round after round through the smaller set, each in another order.
    private IEnumerable<PictureEntry> Join(PictureFileStamp[] larger, PictureFileStamp[] smaller, string side)
    {
        ulong seed = Seeds.Derive((ulong)Seed, side);
        IEnumerable<PictureFileStamp> partners = larger.Chunk(smaller.Length)
            .SelectMany((_, round) => Enumerable.Range(0, smaller.Length)
            .OrderBy(k => Seeds.Derive(seed, "round", (ulong)(((long)round * smaller.Length) + k)))
            .Select(k => smaller[k]));
        return larger.Zip(partners, (file, partner) => new PictureEntry(file) { Partner = partner });
    }
}
