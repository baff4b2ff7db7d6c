using System.Buffers;
using System.Globalization;

namespace Saddle.Runtime;

/// <summary>The pictures that are translated, one for all samples or one for each; of films, the past frames.</summary>
internal sealed class InputImages
{
    private readonly Padding[] _paddings;
    private readonly int _channels;
    private readonly Action<int, Memory<float>> _fill;

    private InputImages(Padding[] paddings, int channels, Action<int, Memory<float>> fill)
        => (_paddings, _channels, _fill) = (paddings, channels, fill);

    /// <summary>How many inputs there are.</summary>
    internal int Count => _paddings.Length;

    /// <summary>Takes pictures.</summary>
    /// <param name="pictures">One or, of a film, several for each input.</param>
    /// <param name="metadata">What the file takes.</param>
    /// <exception cref="ExportException">Their number, channels or sizes do not fit.</exception>
    internal static InputImages Of(IReadOnlyList<Picture> pictures, ExportMetadata metadata)
    {
        int each = metadata.InputPictures, channels = metadata.InputChannels / each;
        if (pictures.Count == 0 || pictures.Count % each != 0)
        {
            throw new ExportException(string.Create(
                CultureInfo.InvariantCulture, $"Expected {each} input picture(s) a sample, received {pictures.Count} in all."));
        }
        for (int k = 0; k < pictures.Count; k++)
        {
            Check(pictures[k], pictures[k / each * each], channels);
        }
        Padding[] paddings =
        [
            .. Enumerable.Range(0, pictures.Count / each).Select(k => pictures[k * each])
                .Select(first => Padding.Of(first.Width, first.Height, metadata.Multiple)),
        ];
        return new InputImages(paddings, metadata.InputChannels, (k, planes) =>
        {
            int length = planes.Length / each;
            for (int frame = 0; frame < each; frame++)
            {
                Picture picture = pictures[(k * each) + frame];
                PixelValues.ToPlanes(picture.Pixels, picture.Channels, planes.Span.Slice(frame * length, length));
            }
        });
    }

    /// <summary>Takes one input's values, as what was generated last has them.</summary>
    /// <param name="planes"><c>[C, height, width]</c> in [-1, 1]; read when samples are drawn.</param>
    /// <param name="width">The width.</param>
    /// <param name="height">The height.</param>
    /// <param name="metadata">What the file takes.</param>
    internal static InputImages Of(ReadOnlyMemory<float> planes, int width, int height, ExportMetadata metadata)
        => new([Padding.Of(width, height, metadata.Multiple)], metadata.InputChannels, (_, target) => planes.CopyTo(target));

    /// <summary>How a sample's input is brought to a size that the layers take.</summary>
    /// <param name="sample">The sample, from 0.</param>
    internal Padding PaddingOf(int sample) => _paddings[Count == 1 ? 0 : sample];

    /// <summary>Writes a sample's input.</summary>
    /// <param name="sample">The sample, from 0.</param>
    /// <param name="target"><c>[C, H, W]</c>, padded.</param>
    internal void Fill(int sample, Memory<float> target)
    {
        int row = Count == 1 ? 0 : sample;
        Padding padding = _paddings[row];
        if (padding.IsNone)
        {
            _fill(row, target);
            return;
        }
        int length = _channels * padding.Width * padding.Height;
        float[] planes = ArrayPool<float>.Shared.Rent(length);
        try
        {
            _fill(row, planes.AsMemory(0, length));
            padding.Apply(planes.AsSpan(0, length), target.Span);
        }
        finally
        {
            ArrayPool<float>.Shared.Return(planes);
        }
    }

    private static void Check(Picture picture, Picture first, int channels)
    {
        ArgumentNullException.ThrowIfNull(picture);
        if (picture.Channels != channels)
        {
            throw new ExportException(string.Create(
                CultureInfo.InvariantCulture,
                $"The generator translates pictures of {channels} channel(s), but received one of {picture.Form}."));
        }
        if ((picture.Width, picture.Height) != (first.Width, first.Height))
        {
            throw new ExportException(
                $"The frames of a film have one size, but one is {first.Form} and another {picture.Form}.");
        }
    }
}
