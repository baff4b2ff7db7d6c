namespace Saddle.Runtime;

/// <summary>Writes files so that a reader, or a crash, sees the old file or the new one and nothing between.</summary>
internal static class WholeFile
{
    /// <summary>Replaces a file.</summary>
    /// <param name="path">The file; its folder is made if it is missing.</param>
    /// <param name="write">Writes what it is to hold.</param>
    internal static void Write(string path, Action<Stream> write)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        string whole = Path.GetFullPath(path);
        string folder = Path.GetDirectoryName(whole) ?? throw new ArgumentException($"'{path}' names no file.", nameof(path));
        Directory.CreateDirectory(folder);
        // A rename is atomic only within one file system, so the temporary file is the target's neighbour.
        string temporary = Path.Combine(folder, $".{Path.GetFileName(whole)}.{Guid.NewGuid():N}.tmp");
        try
        {
            using (var file = new FileStream(temporary, FileMode.CreateNew, FileAccess.Write, FileShare.None))
            {
                write(file);
                file.Flush(flushToDisk: true);
            }
            File.Move(temporary, whole, overwrite: true);
        }
        catch
        {
            DeleteQuietly(temporary);
            throw;
        }
    }

    // The first failure is the one to report; what cannot be deleted is only left over.
    private static void DeleteQuietly(string path)
    {
        try
        {
            File.Delete(path);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
        }
    }
}
