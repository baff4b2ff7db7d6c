namespace Saddle.Data.Pictures;

/// <summary>A picture in a file of its own.</summary>
internal sealed class FileBytes(string path) : PictureBytes
{
    // Asked before the file is opened: opening a pipe waits for its writer. Of a symbolic link, what it leads to counts.
    public override long Length
        => File.ResolveLinkTarget(path, returnFinalTarget: true) is FileInfo target ? target.Length : new FileInfo(path).Length;

    public override int Read(Span<byte> room)
    {
        using FileStream file = new(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0);
        return file.ReadAtLeast(room, room.Length, throwOnEndOfStream: false);
    }
}
