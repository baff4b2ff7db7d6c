namespace Saddle.Data.Pictures;

/// <summary>
/// The bytes of one picture, wherever they lie: in a file of their own, or as a member of an archive. Asked by one thread; any
/// number of pictures may be read at once.
/// </summary>
public abstract class PictureBytes
{
    /// <summary>How many there are.</summary>
    /// <exception cref="IOException">They cannot be reached.</exception>
    /// <exception cref="InvalidDataException">They are damaged; the message says how, without a full stop.</exception>
    public abstract long Length { get; }

    /// <summary>Reads the first of them, as many as there is room for.</summary>
    /// <returns>How many were read; fewer than there is room for only where there are no more.</returns>
    /// <exception cref="IOException">They cannot be reached.</exception>
    /// <exception cref="InvalidDataException">They are damaged; the message says how, without a full stop.</exception>
    public abstract int Read(Span<byte> room);
}
