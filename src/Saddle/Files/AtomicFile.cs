using System.Text;

namespace Saddle.Files;

/// <summary>Writes whole files so that a reader, or a crash, sees the old file or the new one and nothing between.</summary>
internal static class AtomicFile
{
    /// <summary>Replaces a file by <paramref name="bytes"/>; its folder is made if it is missing.</summary>
    internal static void WriteBytes(string path, ReadOnlySpan<byte> bytes)
    {
        string temporary = TemporaryNameFor(path);
        try
        {
            using (var stream = new FileStream(temporary, FileMode.CreateNew, FileAccess.Write, FileShare.None, bufferSize: 0))
            {
                stream.Write(bytes);
                stream.Flush(flushToDisk: true);
            }
            File.Move(temporary, path, overwrite: true);
            DurableFolder.Flush(Path.GetDirectoryName(temporary)!);
        }
        catch
        {
            DeleteQuietly(temporary);
            throw;
        }
    }

    /// <summary>Replaces a file by <paramref name="text"/> as UTF-8 without a byte order mark.</summary>
    internal static void WriteText(string path, string text) => WriteBytes(path, Encoding.UTF8.GetBytes(text));

    /// <summary>Removes what killed processes left unfinished in a folder to which nobody else is writing.</summary>
    internal static void RemoveLeftovers(string folder)
    {
        if (Directory.Exists(folder))
        {
            foreach (string path in Directory.EnumerateFiles(folder, ".*.tmp").ToArray())
            {
                DeleteQuietly(path);
            }
        }
    }

    /// <summary>Whether a file is what a killed process left when it wrote another.</summary>
    internal static bool IsLeftover(string name, string of)
        => name.StartsWith($".{of}.", StringComparison.Ordinal) && name.EndsWith(".tmp", StringComparison.Ordinal);

    // A rename is atomic only within one file system, so the temporary file is the target's neighbour.
    private static string TemporaryNameFor(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        string whole = Path.GetFullPath(path);
        string folder = Path.GetDirectoryName(whole) ?? throw new ArgumentException($"'{path}' names no file.", nameof(path));
        DurableFolder.Create(folder);
        return Path.Combine(folder, $".{Path.GetFileName(whole)}.{Guid.NewGuid():N}.tmp");
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
