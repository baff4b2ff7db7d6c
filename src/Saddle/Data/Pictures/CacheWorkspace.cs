namespace Saddle.Data.Pictures;

/// <summary>
/// A folder in which something is made before it is renamed into its place. While its process lives it holds a lock beside it;
/// what has no such lock was left by a process that died, and is removed.
/// </summary>
internal sealed class CacheWorkspace : IDisposable
{
    private const string LockEnding = ".lock", FolderEnding = ".tmp";

    private readonly FileStream _lock;

    /// <summary>Makes a workspace beside the place that its content is meant for.</summary>
    /// <exception cref="IOException">It cannot be made.</exception>
    internal CacheWorkspace(string target)
    {
        string parent = Path.GetDirectoryName(target)!;
        Directory.CreateDirectory(parent);
        RemoveLeftovers(parent);
        string stem = Path.Combine(parent, $".{Path.GetFileName(target)}.{Guid.NewGuid():N}");
        Folder = stem + FolderEnding;
        _lock = new FileStream(
            stem + LockEnding, FileMode.CreateNew, FileAccess.Write, FileShare.None, 0, FileOptions.DeleteOnClose);
        try
        {
            Directory.CreateDirectory(Folder);
        }
        catch
        {
            _lock.Dispose();
            throw;
        }
    }

    internal string Folder { get; }

    /// <summary>Renames the folder into its place, unless another process was faster; what is damaged there makes way.</summary>
    /// <param name="target">The place.</param>
    /// <param name="isWhole">Whether what stands in the place now is whole.</param>
    internal void Commit(string target, Func<bool> isWhole)
    {
        if (!TryMove(target) && !isWhole())
        {
            // Whoever reads it goes on reading what he has open.
            RemoveFolder(target);
            TryMove(target);
        }
    }

    /// <summary>Removes what is still there.</summary>
    public void Dispose()
    {
        RemoveFolder(Folder);
        _lock.Dispose();
    }

    private bool TryMove(string target)
    {
        try
        {
            Directory.Move(Folder, target);
            return true;
        }
        catch (IOException) when (Directory.Exists(target))
        {
            return false;
        }
    }

    private static void RemoveLeftovers(string parent)
    {
        foreach (string path in Directory.EnumerateFiles(parent, ".*" + LockEnding).ToArray())
        {
            try
            {
                using var stale = new FileStream(
                    path, FileMode.Open, FileAccess.Write, FileShare.None, 0, FileOptions.DeleteOnClose);
                RemoveFolder(path[..^LockEnding.Length] + FolderEnding);
            }
            catch (Exception error) when (error is IOException or UnauthorizedAccessException)
            {
                // Its process lives, or has just tidied up.
            }
        }
    }

    private static void RemoveFolder(string path)
    {
        try
        {
            Directory.Delete(path, recursive: true);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // It is gone already, or is removed by the next start that can.
        }
    }
}
