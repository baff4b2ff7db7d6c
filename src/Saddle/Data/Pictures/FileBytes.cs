namespace Saddle.Data.Pictures;

/// <summary>A picture in a file of its own.</summary>
internal sealed class FileBytes(string path) : PictureBytes
{
    // Asked before the file is opened: opening a pipe waits for its writer. Of a symbolic link, what it leads to counts.
    public override long Length
        => File.ResolveLinkTarget(path, returnFinalTarget: true) is FileInfo target ? target.Length : new FileInfo(path).Length;

    public override int Read(Span<byte> room)
    {
        using FileStream file = Open(path);
        return file.ReadAtLeast(room, room.Length, throwOnEndOfStream: false);
    }

    /// <summary>Opens a file that others may write and remove meanwhile.</summary>
    /// <param name="path">The file.</param>
    /// <param name="buffer">How many bytes are read at once; 0 for as many as are asked for.</param>
    internal static FileStream Open(string path, int buffer = 0)
        => new(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, buffer);
}
