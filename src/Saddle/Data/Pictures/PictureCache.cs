namespace Saddle.Data.Pictures;

/// <summary>The folder in which work on pictures is kept, under digests of what it was made of.</summary>
internal static class PictureCache
{
    /// <summary><c>pictures</c> in the cache folder.</summary>
    internal static string Folder => Path.Combine(CacheFolder.Path, "pictures");

    /// <summary>Writes into the cache; a failure becomes one sentence that says where and how much.</summary>
    /// <param name="path">What is written.</param>
    /// <param name="write">Writes it.</param>
    /// <param name="bytes">How much room it needs, where that is worth telling.</param>
    /// <exception cref="CacheException">It cannot be written.</exception>
    internal static void Write(string path, Action write, long? bytes = null)
    {
        try
        {
            write();
        }
        catch (Exception error) when (error is IOException and not CacheException or UnauthorizedAccessException)
        {
            throw Failure(path, error.Message.TrimEnd('.'), bytes, error);
        }
    }

    /// <summary>Makes sure that there is room, before anything is written.</summary>
    /// <exception cref="CacheException">There is not.</exception>
    internal static void CheckRoom(string path, long bytes) => Write(path, () =>
    {
        Directory.CreateDirectory(Folder);
        long free = new DriveInfo(Path.GetFullPath(Folder)).AvailableFreeSpace;
        if (free < bytes)
        {
            throw Failure(path, $"{free} bytes are free", bytes, null);
        }
    }, bytes);

    private static CacheException Failure(string path, string reason, long? bytes, Exception? inner)
    {
        string need = bytes is { } count ? $" (it needs {count} bytes)" : "";
        return new CacheException(
            $"{path}: the cache of pictures cannot be written{need}: {reason}; make room, "
            + "or choose another place with SADDLE_CACHE.",
            inner!);
    }
}
