using Saddle.Data.Pictures;

namespace Saddle.Data.Archives;

/// <summary>A picture in a row of a Parquet file.</summary>
internal sealed class ParquetBytes(RowGroups groups, string path, int group, int row) : PictureBytes
{
    private byte[]? _bytes;

    public override long Length => Bytes.Length;

    public override int Read(Span<byte> room)
    {
        int count = Math.Min(room.Length, Bytes.Length);
        Bytes.AsSpan(0, count).CopyTo(room);
        return count;
    }

    private byte[] Bytes => _bytes ??= groups.Picture(path, group, row);
}
