namespace Saddle.Data.Pictures;

/// <summary>
/// Decoded pictures of one shape in a folder of the cache: <c>pixels</c>, bytes <c>[N, C, H, W]</c>, and <c>index.json</c>. Its
/// name is a digest of all that it depends on. Any number of processes may use one and make one at the same time.
/// </summary>
internal static class PixelCache
{
    internal const string PixelsName = "pixels", IndexName = "index.json";

    // Two processes that find the same damaged cache may each remove what the other has just made.
    private const int Tries = 3;

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
        string folder = FolderOf(key);
        for (int tries = 0; tries < Tries; tries++)
        {
            if (TryOpen(key, shape) is { } made)
            {
                return made;
            }
            var build = new PixelBuild(set, shape, work);
            PictureCache.CheckRoom(folder, build.Bytes);
            PictureCache.Write(folder, () =>
            {
                using var workspace = new CacheWorkspace(folder);
                build.Write(workspace.Folder);
                workspace.Commit(folder, () => TryRead(folder, shape) is not null);
            }, build.Bytes);
        }
        throw new CacheException($"{folder}: the cache of pictures was changed while it was written; start again.");
    }

    /// <summary>The folder of pictures under a key.</summary>
    internal static string FolderOf(string key) => Path.Combine(PictureCache.Folder, key);

    /// <summary>The pictures if they are in the cache.</summary>
    internal static (PixelFileStore Store, PixelIndex Index)? TryOpen(string key, SampleShape shape)
        => TryRead(FolderOf(key), shape) is { } index
            ? (new PixelFileStore(Path.Combine(FolderOf(key), PixelsName), index.Count, shape), index)
            : null;

    /// <summary>What a folder of the cache holds, or null where it is not whole.</summary>
    internal static PixelIndex? TryRead(string folder, SampleShape shape)
        => PixelIndex.TryRead(Path.Combine(folder, IndexName)) is { } index
            && index.Count > 0 && index.Shape.Equals(shape)
            && new FileInfo(Path.Combine(folder, PixelsName)) is { Exists: true } file && file.Length == index.Bytes
            ? index
            : null;
}
