using System.Buffers.Binary;
using System.IO.Compression;
using System.IO.Hashing;
using Saddle.Data.Pictures;

namespace Saddle.Data.Archives;

/// <summary>
/// A member of a zip, stored or deflated. No more is unpacked than there is room for, whatever it would grow to.
/// </summary>
/// <param name="path">The zip.</param>
/// <param name="place">Where the member's own header begins.</param>
/// <param name="length">How many bytes it has, unpacked.</param>
/// <param name="checksum">Their CRC-32.</param>
internal sealed class ZipBytes(string path, long place, long length, uint checksum) : PictureBytes
{
    private const int HeaderBytes = 30, Stored = 0, Deflated = 8;
    private const uint HeaderSign = 0x04034B50;

    public override long Length => length;

    public override int Read(Span<byte> room)
    {
        using FileStream file = FileBytes.Open(path);
        Span<byte> header = stackalloc byte[HeaderBytes];
        if (FileSlice.Read(file, place, header) < HeaderBytes || BinaryPrimitives.ReadUInt32LittleEndian(header) != HeaderSign)
        {
            throw new InvalidDataException("its own header in the zip is damaged");
        }
        if ((header[6] & 1) != 0)
        {
            throw new InvalidDataException("it is encrypted");
        }
        long start = place + HeaderBytes + BinaryPrimitives.ReadUInt16LittleEndian(header[26..])
            + BinaryPrimitives.ReadUInt16LittleEndian(header[28..]);
        int got = BinaryPrimitives.ReadUInt16LittleEndian(header[8..]) switch
        {
            Stored => FileSlice.Read(file, start, room),
            Deflated => Inflate(file, start, room),
            var method => throw new InvalidDataException(
                $"it is packed by method {method}; what is stored or deflated can be read"),
        };
        return got < room.Length
            ? throw new InvalidDataException("the zip ends within it")
            : got == length && Crc32.HashToUInt32(room) != checksum
                ? throw new InvalidDataException("it is damaged: its checksum is another")
            : got;
    }

    private static int Inflate(FileStream file, long start, Span<byte> room)
    {
        file.Position = start;
        using var packed = new BufferedStream(file);
        using var content = new DeflateStream(packed, CompressionMode.Decompress);
        try
        {
            return content.ReadAtLeast(room, room.Length, throwOnEndOfStream: false);
        }
        catch (InvalidDataException error)
        {
            throw new InvalidDataException("its packed bytes are damaged", error);
        }
    }
}
