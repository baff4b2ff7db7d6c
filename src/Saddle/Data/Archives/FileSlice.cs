using Saddle.Data.Pictures;

namespace Saddle.Data.Archives;

/// <summary>A picture that lies in a larger file as it is.</summary>
internal sealed class FileSlice(string path, long start, long length) : PictureBytes
{
    public override long Length => length;

    public override int Read(Span<byte> room)
    {
        using FileStream file = FileBytes.Open(path);
        return Read(file, start, room);
    }

    /// <summary>Reads from a position as much as there is room for, or as there is.</summary>
    internal static int Read(Stream file, long position, Span<byte> room)
    {
        file.Position = position;
        return file.ReadAtLeast(room, room.Length, throwOnEndOfStream: false);
    }
}
