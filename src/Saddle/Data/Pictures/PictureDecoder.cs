using System.Buffers;
using Microsoft.Win32.SafeHandles;

namespace Saddle.Data.Pictures;

/// <summary>Decodes the samples of a set into rows of one shape in a file; any number of threads may.</summary>
internal sealed class PictureDecoder
{
    private readonly PictureSet _set;
    private readonly SampleShape _picture;
    private readonly int _least;

    /// <summary>Decodes into rows of a shape.</summary>
    /// <param name="set">What is decoded.</param>
    /// <param name="row">The shape of a row: the channels of every picture of a sample, one after the other.</param>
    internal PictureDecoder(PictureSet set, SampleShape row)
    {
        (_set, Row) = (set, row);
        _picture = new SampleShape(row.Channels / set.Source.PicturesPerSample, row.Height, row.Width);
        RowBytes = checked((int)row.Elements);
        // What the resizing filter then makes of it is hardly another picture.
        _least = set.Source.Jpeg == JpegSize.Reduced ? checked(2 * (int)Math.Max(row.Height, row.Width)) : 0;
    }

    internal SampleShape Row { get; }

    internal int RowBytes { get; }

    /// <summary>Decodes a sample and writes it.</summary>
    /// <param name="file">Where to.</param>
    /// <param name="place">The number of the row.</param>
    /// <param name="entry">The number of the entry.</param>
    /// <returns>Why it cannot be used, or null.</returns>
    internal string? Write(SafeFileHandle file, long place, int entry)
    {
        PictureEntry sample = _set.Listing.Entries[entry];
        byte[] bytes = ArrayPool<byte>.Shared.Rent(RowBytes);
        try
        {
            int filled = 0, length = checked((int)_picture.Elements);
            foreach (Picture picture in _set.Source.Read(_set.Listing, sample, _least))
            {
                if (_set.IsSampled && picture.Channels > _set.Shape.Channels)
                {
                    picture.GiveBack();
                    return "it is in colour, where those that were looked at are grey";
                }
                PictureScaler.Fit(picture, _picture, _set.Source.Fit, _set.Source.BackgroundColour, bytes.AsSpan(filled, length));
                picture.GiveBack();
                filled += length;
            }
            RandomAccess.Write(file, bytes.AsSpan(0, RowBytes), place * RowBytes);
            return null;
        }
        catch (DataException error)
        {
            return PictureSet.Reason(_set.Listing, sample, error);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(bytes);
        }
    }
}
