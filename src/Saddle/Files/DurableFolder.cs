using Saddle.Files.Interop;

namespace Saddle.Files;

/// <summary>
/// Folders whose entries survive the machine's sudden end: a file that was flushed and renamed is found again only if its folder
/// is on the disk as well.
/// </summary>
internal static class DurableFolder
{
    /// <summary>Makes a folder and those above it that are missing; each is an entry on the disk when this returns.</summary>
    internal static void Create(string path)
    {
        string whole = Path.TrimEndingDirectorySeparator(Path.GetFullPath(path));
        if (Directory.Exists(whole))
        {
            return;
        }
        string? parent = Path.GetDirectoryName(whole);
        if (parent is not null)
        {
            Create(parent);
        }
        Directory.CreateDirectory(whole);
        if (parent is not null)
        {
            Flush(parent);
        }
    }

    /// <summary>Gives a folder another name beside it, for good.</summary>
    internal static void Move(string from, string to)
    {
        Directory.Move(from, to);
        Flush(Path.GetDirectoryName(Path.GetFullPath(to))!);
    }

    /// <summary>Writes a folder's entries to the disk: what was made, renamed or removed in it.</summary>
    /// <exception cref="IOException">The disk is full or broken.</exception>
    internal static void Flush(string path) => SystemCalls.FlushFolder(path);
}
