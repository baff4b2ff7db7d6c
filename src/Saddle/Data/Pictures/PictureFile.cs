using System.Buffers;

namespace Saddle.Data.Pictures;

/// <summary>
/// Reads pictures from JPEG, PNG, WebP, GIF and BMP files, with Skia. The content decides, whatever the name ends with. Grey
/// stays grey (of a GIF or BMP it becomes colour), all else becomes red, green and blue; of 16 bits the upper 8 are taken; what
/// is see-through is laid over a background; EXIF rotation is applied; of colour spaces and gamma nothing is made. A file has at
/// most 256 MiB, a picture at most 65,535 pixels a side (JPEG 65,500, WebP 16,383) and 100 megapixels, a JPEG at most 100 scans;
/// the sizes are checked before memory is taken, and decoding the largest takes about 1.2 GiB. A picture is still, and whole or
/// refused: what is cut off is not made up. Any number of threads may read at once.
/// </summary>
public static class PictureFile
{
    /// <summary>The most bytes that a file may have.</summary>
    public const int MaximumBytes = 256 << 20;

    // Nearly every file says what it is in here, behind its camera's thumbnail.
    private const int Beginning = 128 << 10;

    /// <summary>Reads what a file's beginning says; more of the file only where that is not enough.</summary>
    /// <exception cref="DataException">
    /// The file cannot be read, is no picture that can be, is damaged there, or is beyond the limits.
    /// </exception>
    public static PictureInfo Probe(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        return Load(path, Beginning, (bytes, whole) => TryProbe(bytes, whole, out PictureInfo? info) is null ? info : null)
            ?? Load(path, MaximumBytes, (bytes, _) => TryProbe(bytes, true, out PictureInfo? info) is string reason
                ? throw Refusal(path, bytes, reason)
                : info!);
    }

    /// <summary>Reads a picture.</summary>
    /// <param name="path">The file.</param>
    /// <param name="background">The colour behind what is see-through.</param>
    /// <exception cref="DataException">
    /// The file cannot be read, is no picture that can be, is damaged, or is beyond the limits.
    /// </exception>
    public static Picture Read(string path, PictureBackground background)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        return Load(path, MaximumBytes, (bytes, _) => Decode(bytes, path, background));
    }

    /// <summary>Decodes a picture from a file's bytes.</summary>
    /// <param name="bytes">The whole file.</param>
    /// <param name="name">The file's name for messages.</param>
    /// <param name="background">The colour behind what is see-through.</param>
    /// <exception cref="DataException">It is no picture that can be read, is damaged, or is beyond the limits.</exception>
    public static Picture Decode(ReadOnlySpan<byte> bytes, string name, PictureBackground background)
    {
        string? reason = PictureCodec.Probe(bytes, out PictureHeader header);
        if (reason is not null)
        {
            throw Refusal(name, bytes, reason);
        }
        Memory<byte> pixels = Picture.Room(header.Width, header.Height, header.Channels);
        reason = PictureCodec.Decode(bytes, header, background, pixels);
        return reason is null
            ? new Picture(header.Width, header.Height, header.Channels, pixels)
                .Upright(ExifOrientation.Find(bytes, header.Format))
            : throw Refusal(name, bytes, reason);
    }

    // Null, or why the bytes are not enough.
    private static string? TryProbe(ReadOnlySpan<byte> bytes, bool whole, out PictureInfo? info)
    {
        info = null;
        string? reason = PictureCodec.Probe(bytes, out PictureHeader header);
        PictureFormat format = header.Format;
        if (reason is not null || (!whole && format == PictureFormat.WebP && ExifOrientation.IsPromised(bytes)))
        {
            return reason ?? "its EXIF data come later";
        }
        bool turned = ExifOrientation.Find(bytes, format) >= 5;
        (int width, int height) = turned ? (header.Height, header.Width) : (header.Width, header.Height);
        info = new PictureInfo(format, width, height, header.Channels, header.HasOpacity);
        return null;
    }

    private static DataException Refusal(string name, ReadOnlySpan<byte> bytes, string reason)
        => new($"{name}: {ForeignPicture.Describe(bytes) ?? reason}.");

    private delegate T Use<T>(ReadOnlySpan<byte> bytes, bool whole);

    private static T Load<T>(string path, int maximum, Use<T> use)
    {
        byte[]? buffer = null;
        try
        {
            // Asked before it is opened: opening a pipe waits for its writer.
            long length = LengthOf(path);
            int count = (int)Math.Min(CheckedLength(path, length), maximum);
            using FileStream file = new(
                path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0);
            buffer = ArrayPool<byte>.Shared.Rent(count);
            int got = file.ReadAtLeast(buffer.AsSpan(0, count), count, throwOnEndOfStream: false);
            return use(buffer.AsSpan(0, got), got == length);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new DataException($"{path}: cannot be read ({error.Message.TrimEnd('.')}).", error);
        }
        finally
        {
            if (buffer is not null)
            {
                ArrayPool<byte>.Shared.Return(buffer);
            }
        }
    }

    // Of a symbolic link, what it leads to counts.
    private static long LengthOf(string path)
        => File.ResolveLinkTarget(path, returnFinalTarget: true) is FileInfo target ? target.Length : new FileInfo(path).Length;

    private static long CheckedLength(string path, long length) => length switch
    {
        0 => throw new DataException($"{path}: it is empty; a picture was expected."),
        > MaximumBytes =>
            throw new DataException($"{path}: it has {length} bytes; a picture file has at most {MaximumBytes} (256 MiB)."),
        _ => length,
    };
}
