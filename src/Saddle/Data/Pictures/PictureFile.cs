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
        return Probe(new FileBytes(path), path);
    }

    /// <summary>Reads what the beginning of a picture's bytes says; more of them only where that is not enough.</summary>
    /// <param name="picture">The bytes.</param>
    /// <param name="name">What they are called in messages.</param>
    /// <exception cref="DataException">
    /// They cannot be read, are no picture that can be, are damaged there, or are beyond the limits.
    /// </exception>
    public static PictureInfo Probe(PictureBytes picture, string name)
    {
        ArgumentNullException.ThrowIfNull(picture);
        return Load(
            picture, name, Beginning, (bytes, whole) => TryProbe(bytes, whole, out PictureInfo? info) is null ? info : null)
            ?? Load(picture, name, MaximumBytes, (bytes, _) => TryProbe(bytes, true, out PictureInfo? info) is string reason
                ? throw Refusal(name, bytes, reason)
                : info!);
    }

    /// <summary>Reads a picture.</summary>
    /// <param name="path">The file.</param>
    /// <param name="background">The colour behind what is see-through.</param>
    /// <param name="least">
    /// A JPEG may come at a half, a quarter or an eighth of its size, with no side shorter than this; 0 for its own size.
    /// </param>
    /// <exception cref="DataException">
    /// The file cannot be read, is no picture that can be, is damaged, or is beyond the limits.
    /// </exception>
    public static Picture Read(string path, PictureBackground background, int least = 0)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        return Read(new FileBytes(path), path, background, least);
    }

    /// <summary>Reads a picture.</summary>
    /// <param name="picture">Its bytes.</param>
    /// <param name="name">What they are called in messages.</param>
    /// <param name="background">The colour behind what is see-through.</param>
    /// <param name="least">
    /// A JPEG may come at a half, a quarter or an eighth of its size, with no side shorter than this; 0 for its own size.
    /// </param>
    /// <exception cref="DataException">
    /// They cannot be read, are no picture that can be, are damaged, or are beyond the limits.
    /// </exception>
    public static Picture Read(PictureBytes picture, string name, PictureBackground background, int least = 0)
    {
        ArgumentNullException.ThrowIfNull(picture);
        return Load(picture, name, MaximumBytes, (bytes, _) => Decode(bytes, name, background, least));
    }

    /// <summary>Decodes a picture from a file's bytes.</summary>
    /// <param name="bytes">The whole file.</param>
    /// <param name="name">The file's name for messages.</param>
    /// <param name="background">The colour behind what is see-through.</param>
    /// <param name="least">
    /// A JPEG may come at a half, a quarter or an eighth of its size, with no side shorter than this; 0 for its own size.
    /// </param>
    /// <exception cref="DataException">It is no picture that can be read, is damaged, or is beyond the limits.</exception>
    public static Picture Decode(ReadOnlySpan<byte> bytes, string name, PictureBackground background, int least = 0)
    {
        string? reason = PictureCodec.Probe(bytes, out PictureHeader header);
        if (reason is not null)
        {
            throw Refusal(name, bytes, reason);
        }
        header = header.Reduced(least);
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

    private static T Load<T>(PictureBytes picture, string name, int maximum, Use<T> use)
    {
        byte[]? buffer = null;
        try
        {
            long length = CheckedLength(name, picture.Length);
            int count = (int)Math.Min(length, maximum);
            buffer = PictureRoom.Rent(count);
            int got = picture.Read(buffer.AsSpan(0, count));
            return use(buffer.AsSpan(0, got), got == length);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new DataException($"{name}: cannot be read ({error.Message.TrimEnd('.')}).", error);
        }
        catch (InvalidDataException error)
        {
            throw new DataException($"{name}: {error.Message.TrimEnd('.')}.", error);
        }
        finally
        {
            if (buffer is not null)
            {
                PictureRoom.Return(buffer);
            }
        }
    }

    private static long CheckedLength(string name, long length) => length switch
    {
        0 => throw new DataException($"{name}: it is empty; a picture was expected."),
        > MaximumBytes =>
            throw new DataException($"{name}: it has {length} bytes; a picture file has at most {MaximumBytes} (256 MiB)."),
        _ => length,
    };
}
