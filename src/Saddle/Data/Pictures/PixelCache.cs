namespace Saddle.Data.Pictures;

/// <summary>
/// Decoded pictures of one shape in a folder of the cache: <c>pixels</c>, bytes <c>[N, C, H, W]</c>, and <c>index.json</c>. Its
/// name is a digest of all that it depends on. Any number of processes may use one and make one at the same time.
/// </summary>
internal static class PixelCache
{
    internal const string PixelsName = "pixels", IndexName = "index.json";

    /// <summary>The pictures, decoded now if they are not in the cache yet.</summary>
    /// <param name="set">What to decode.</param>
    /// <param name="shape">The shape of a row: the channels of every picture of a sample, one after the other.</param>
    /// <param name="key">The digest of all that they depend on.</param>
    /// <param name="work">Whom to tell, and what stops it.</param>
    /// <exception cref="DataException">Too many pictures cannot be decoded.</exception>
    /// <exception cref="CacheException">The cache cannot be written.</exception>
    /// <exception cref="OperationCanceledException">The work was stopped.</exception>
    internal static (PixelFileStore Store, PixelIndex Index) Open(PictureSet set, SampleShape shape, string key, DataWork work)
    {
        string folder = Path.Combine(PictureCache.Folder, key);
        if (TryOpen(folder, shape) is { } known)
        {
            return known;
        }
        var build = new PixelBuild(set, shape, work);
        PictureCache.CheckRoom(folder, build.Bytes);
        PictureCache.Write(folder, () =>
        {
            if (Directory.Exists(folder))
            {
                // Damaged. Whoever reads it goes on reading what he has open.
                Directory.Delete(folder, recursive: true);
            }
            using var workspace = new CacheWorkspace(folder);
            build.Write(workspace.Folder);
            workspace.Commit(folder);
        }, build.Bytes);
        return TryOpen(folder, shape)
            ?? throw new CacheException($"{folder}: the cache of pictures was changed while it was written; start again.");
    }

    private static (PixelFileStore, PixelIndex)? TryOpen(string folder, SampleShape shape)
    {
        string pixels = Path.Combine(folder, PixelsName);
        return PixelIndex.TryRead(Path.Combine(folder, IndexName)) is { } index
            && index.Count > 0 && index.Shape.Equals(shape) && new FileInfo(pixels) is { Exists: true } file
            && file.Length == index.Bytes
            ? (new PixelFileStore(pixels, index.Count, shape), index)
            : null;
    }
}
