using System.Buffers.Binary;
using System.IO.Compression;

namespace Saddle.Data.Known;

/// <summary>
/// A file in the idx format of MNIST, plain or gzip: two zero bytes, the element type (8 for bytes), the number of dimensions,
/// their sizes as big-endian 32-bit integers, and the elements.
/// </summary>
/// <param name="Path">Where it was read from.</param>
/// <param name="Sizes">The dimensions: <c>[N, H, W]</c> for images, <c>[N]</c> for labels.</param>
/// <param name="Bytes">The elements, row by row.</param>
public sealed record IdxFile(string Path, int[] Sizes, byte[] Bytes)
{
    private const int FirstBytes = 1 << 20;

    /// <summary>Reads a file.</summary>
    /// <exception cref="DataException">It is missing, truncated, no idx file, or its counts disagree.</exception>
    public static IdxFile Read(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        try
        {
            using FileStream file = File.OpenRead(path);
            return Read(path, file);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new DataException($"{path}: cannot be read ({error.Message.TrimEnd('.')}).", error);
        }
    }

    /// <summary>Whether a file, plain or gzip, begins as files of bytes in this format do.</summary>
    internal static bool IsIdx(string path)
    {
        try
        {
            using FileStream file = File.OpenRead(path);
            using Stream stream = IsGzip(file) ? new GZipStream(file, CompressionMode.Decompress) : file;
            Span<byte> header = stackalloc byte[4];
            return stream.ReadAtLeast(header, header.Length, throwOnEndOfStream: false) == 4
                && header is [0, 0, 8, >= 1 and <= 4];
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or InvalidDataException)
        {
            return false;
        }
    }

    /// <summary>Reads from an open stream, plain or gzip.</summary>
    /// <param name="path">The name for messages.</param>
    /// <param name="file">Positioned at its first byte; it can seek.</param>
    internal static IdxFile Read(string path, Stream file)
    {
        try
        {
            using Stream stream = IsGzip(file) ? new GZipStream(file, CompressionMode.Decompress) : file;
            return ReadContent(path, stream);
        }
        catch (InvalidDataException error)
        {
            throw new DataException(
                $"{path}: the gzip data is damaged ({error.Message.TrimEnd('.')}); download the file again.", error);
        }
    }

    private static IdxFile ReadContent(string path, Stream stream)
    {
        Span<byte> header = stackalloc byte[4];
        int got = stream.ReadAtLeast(header, header.Length, throwOnEndOfStream: false);
        if (got < 4 || header[0] != 0 || header[1] != 0)
        {
            throw new DataException(
                $"{path}: not an idx file: expected it to begin with two zero bytes, "
                + $"found {Convert.ToHexString(header[..got])}.");
        }
        if (header[2] != 8)
        {
            throw new DataException($"{path}: its elements are of idx type 0x{header[2]:x2}; only bytes (0x08) can be read.");
        }
        if (header[3] is < 1 or > 4)
        {
            throw new DataException($"{path}: it has {header[3]} dimensions; labels have 1, images 3 or 4.");
        }
        int[] sizes = ReadSizes(path, stream, header[3]);
        byte[] bytes = ReadElements(path, stream, sizes);
        return stream.ReadByte() == -1
            ? new IdxFile(path, sizes, bytes)
            : throw new DataException(
                $"{path}: its header promises {bytes.Length} bytes ({string.Join(" x ", sizes)}), but it holds more.");
    }

    private static int[] ReadSizes(string path, Stream stream, int dimensions)
    {
        Span<byte> bytes = stackalloc byte[4 * dimensions];
        if (stream.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false) < bytes.Length)
        {
            throw new DataException($"{path}: truncated within its header.");
        }
        var sizes = new int[dimensions];
        for (int k = 0; k < dimensions; k++)
        {
            sizes[k] = BinaryPrimitives.ReadInt32BigEndian(bytes[(4 * k)..]);
        }
        return sizes;
    }

    // A header may promise gigabytes that are not there, so room is made only as the bytes come.
    private static byte[] ReadElements(string path, Stream stream, int[] sizes)
    {
        int length = CheckedLength(path, sizes);
        var bytes = new byte[Math.Min(length, FirstBytes)];
        int read = 0;
        while (true)
        {
            read += stream.ReadAtLeast(bytes.AsSpan(read), bytes.Length - read, throwOnEndOfStream: false);
            if (read < bytes.Length)
            {
                throw new DataException(
                    $"{path}: truncated: its header promises {length} bytes ({string.Join(" x ", sizes)}), but it holds {read}; "
                    + "copy or download the file again.");
            }
            if (read == length)
            {
                return bytes;
            }
            Array.Resize(ref bytes, (int)Math.Min(length, 2L * bytes.Length));
        }
    }

    private static int CheckedLength(string path, int[] sizes)
    {
        long length = 1;
        foreach (int size in sizes)
        {
            if (size < 0)
            {
                throw new DataException($"{path}: its header has a negative size ({string.Join(" x ", sizes)}).");
            }
            length *= size;
            if (length > Array.MaxLength)
            {
                throw new DataException(
                    $"{path}: its header promises {string.Join(" x ", sizes)} bytes; at most 2 GiB can be read.");
            }
        }
        return length > 0
            ? (int)length
            : throw new DataException($"{path}: it is empty ({string.Join(" x ", sizes)}); at least one is needed.");
    }

    private static bool IsGzip(Stream file)
    {
        Span<byte> magic = stackalloc byte[2];
        int got = file.ReadAtLeast(magic, 2, throwOnEndOfStream: false);
        file.Position = 0;
        return got == 2 && magic[0] == 0x1f && magic[1] == 0x8b;
    }
}
