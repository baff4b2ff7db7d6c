using Saddle.Components;
using Saddle.Data.Pictures;

namespace Saddle.Data.Archives;

/// <summary>
/// Pictures in tar files, in WebDataset's layout: members that follow each other under one name are a sample, a picture
/// (<c>0001.jpg</c>), the number of its class (<c>0001.cls</c>) and its caption (<c>0001.txt</c>).
/// </summary>
[Component("webdataset", "tar files in WebDataset's layout: 0001.jpg, 0001.cls, 0001.txt; one, or a folder of them")]
public sealed partial record WebDatasetSource : ShardSource
{
    private const string Ending = ".tar";

    private static readonly string[] s_packed = [".tar.gz", ".tgz", ".tar.zst", ".tar.xz", ".tar.bz2"];

    /// <inheritdoc/>
    protected override string Shard => "tar file";

    /// <summary>Why a path is taken for shards, or null.</summary>
    internal static string? Recognize(string path)
        => !HasAny(path, Ending) && !s_packed.Any(ending => HasAny(path, ending)) ? null
            : File.Exists(path) ? "a tar file" : "a folder with tar files and no pictures of its own";

    /// <inheritdoc/>
    protected override PictureListing List(string folder, DataWork work)
    {
        ArgumentNullException.ThrowIfNull(work);
        using var findings = new ArchiveFindings();
        if (!HasAny(folder, Ending) && s_packed.FirstOrDefault(ending => HasAny(folder, ending)) is { } packed)
        {
            throw new DataException(
                $"{folder}: its shards are packed ({packed}), so that no picture can be found without unpacking all before it; "
                + "unpack them to .tar.");
        }
        foreach ((string file, string prefix) in ShardsOf(folder, Ending))
        {
            new TarShard(file, prefix).Read(findings, work.Cancellation);
        }
        return findings.ToListing(folder);
    }
}
