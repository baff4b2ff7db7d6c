using System.Buffers;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using Saddle.Networks;

namespace Saddle.Data;

/// <summary>
/// Brings pictures to the shape of the samples, with PIL's antialiased bicubic filter. libtorch's kernel (see
/// <see cref="ImageSet.As"/>) takes longer for a photograph than its decoding; this one takes a third of that, on the calling thread
/// alone. As in PIL, rows are resized first and rounded to bytes, columns after that.
/// </summary>
public static class PictureScaler
{
    /// <summary>
    /// Crops, pads or stretches a picture and resizes it. Grey becomes colour by repetition, colour grey by its luma (ITU-R BT.601).
    /// </summary>
    /// <param name="picture">The picture.</param>
    /// <param name="shape">Images of 1 or 3 channels.</param>
    /// <param name="fit">What happens if the proportions differ.</param>
    /// <param name="background">The colour around a padded picture.</param>
    /// <param name="destination">Receives bytes <c>[C, H, W]</c> of the shape.</param>
    /// <exception cref="ArgumentException">The shape is not that of images, or the destination has another length.</exception>
    public static void Fit(Picture picture, SampleShape shape, PictureFit fit, PictureBackground background, Span<byte> destination)
    {
        ArgumentNullException.ThrowIfNull(picture);
        ArgumentNullException.ThrowIfNull(shape);
        if (!shape.IsImage || shape.Channels is not (1 or 3))
        {
            throw new ArgumentException($"Pictures become grey or colour images, but the shape is {shape}.", nameof(shape));
        }
        var target = new Area(0, 0, (int)shape.Width, (int)shape.Height);
        if (destination.Length != target.Width * target.Height * shape.Channels)
        {
            throw new ArgumentException(
                $"{shape} take {target.Width * target.Height * shape.Channels} bytes, but there is room for {destination.Length}.", nameof(destination));
        }
        var source = new Area(0, 0, picture.Width, picture.Height);
        Area from = fit == PictureFit.Crop ? source.Largest(target) : source;
        Area to = fit == PictureFit.Pad ? target.Largest(source) : target;
        if (to != target)
        {
            Paint(destination, background, (int)shape.Channels);
        }
        Resize(picture, from, to, target, (int)shape.Channels, destination);
    }

    // Part of a picture, in pixels.
    private readonly record struct Area(int Left, int Top, int Width, int Height)
    {
        // The largest part with the other's proportions, in the middle.
        internal Area Largest(Area other)
        {
            int width = Math.Clamp(Quotient((long)Height * other.Width, other.Height), 1, Width);
            int height = Math.Clamp(Quotient((long)Width * other.Height, other.Width), 1, Height);
            return new Area((Width - width) / 2, (Height - height) / 2, width, height);
        }

        // To the nearest, and no further than any side is long.
        private static int Quotient(long a, long b) => (int)Math.Min(((2 * a) + b) / (2 * b), int.MaxValue);
    }

    private static void Paint(Span<byte> destination, PictureBackground background, int channels)
    {
        int plane = destination.Length / channels;
        byte first = channels == 1 ? (byte)((0.299 * background.Red) + (0.587 * background.Green) + (0.114 * background.Blue) + 0.5) : background.Red;
        destination[..plane].Fill(first);
        if (channels == 3)
        {
            destination.Slice(plane, plane).Fill(background.Green);
            destination[(2 * plane)..].Fill(background.Blue);
        }
    }

    private static void Resize(Picture picture, Area from, Area to, Area canvas, int channels, Span<byte> destination)
    {
        var across = new CubicFilter(from.Width, to.Width);
        var down = new CubicFilter(from.Height, to.Height);
        // A pixel is four numbers: one or three channels and what does not count.
        int lineLength = from.Width + across.Taps, middleLength = (from.Height + down.Taps) * to.Width;
        Vector128<float>[] buffer = ArrayPool<Vector128<float>>.Shared.Rent(lineLength + middleLength + to.Width + 1);
        Span<Vector128<float>> line = buffer.AsSpan(0, lineLength), middle = buffer.AsSpan(lineLength, middleLength);
        // What has weight 0 must be a number.
        line[from.Width..].Clear();
        middle[(from.Height * to.Width)..].Clear();
        for (int y = 0; y < from.Height; y++)
        {
            int first = (((from.Top + y) * picture.Width) + from.Left) * picture.Channels;
            ReadOnlySpan<byte> bytes = picture.Pixels.AsSpan(first, from.Width * picture.Channels);
            Span<Vector128<float>> resized = middle.Slice(y * to.Width, to.Width);
            if (Avx2.IsSupported && picture.Channels == 3 && channels == 3)
            {
                Span<byte> room = MemoryMarshal.AsBytes(line);
                bytes.CopyTo(room);
                ResizeColour(room, across, resized);
                continue;
            }
            PixelRow.Load(bytes, channels == 1, line[..from.Width]);
            ResizeRow(line, across, resized);
        }
        Span<Vector128<float>> sums = buffer.AsSpan(lineLength + middleLength, to.Width);
        for (int y = 0; y < to.Height; y++)
        {
            SumRows(middle.Slice(down.Start(y) * to.Width, down.Taps * to.Width), down.Weights(y), sums);
            PixelRow.Store(sums, destination, channels, ((to.Top + y) * canvas.Width) + to.Left, canvas.Width * canvas.Height);
        }
        ArrayPool<Vector128<float>>.Shared.Return(buffer);
    }

    // Straight from bytes, four pixels at a time. What lies behind the row has weight 0.
    private static void ResizeColour(ReadOnlySpan<byte> line, CubicFilter filter, Span<Vector128<float>> resized)
    {
        const byte none = 0x80;
        // Two reds, two greens, two blues, each as 16 bits; then those of the next two pixels.
        var pairs = Vector256.Create(
            0, none, 3, none, 1, none, 4, none, 2, none, 5, none, none, none, none, none,
            6, none, 9, none, 7, none, 10, none, 8, none, 11, none, none, none, none, none);
        for (int k = 0; k < resized.Length; k++)
        {
            ReadOnlySpan<Vector256<short>> weights = filter.WholeWeights(k);
            // Checked once here and not at every load below, which would take as long again.
            ref byte first = ref MemoryMarshal.GetReference(line.Slice(3 * filter.Start(k), (3 * filter.Taps) + 4));
            Vector256<int> sum = default;
            for (int j = 0; j < weights.Length; j++)
            {
                Vector128<byte> four = Vector128.LoadUnsafe(ref first, (nuint)(12 * j));
                sum += Avx2.MultiplyAddAdjacent(Avx2.Shuffle(Vector256.Create(four), pairs).AsInt16(), weights[j]);
            }
            resized[k] = PixelRow.Round(Vector128.ConvertToSingle(sum.GetLower() + sum.GetUpper()) * filter.Unit);
        }
    }

    private static void ResizeRow(ReadOnlySpan<Vector128<float>> line, CubicFilter filter, Span<Vector128<float>> resized)
    {
        for (int k = 0; k < resized.Length; k++)
        {
            // Two pixels at a time, and two sums, because an addition must wait for the one before.
            ReadOnlySpan<Vector256<float>> weights = MemoryMarshal.Cast<Vector128<float>, Vector256<float>>(filter.Weights(k));
            ReadOnlySpan<Vector256<float>> pixels =
                MemoryMarshal.Cast<Vector128<float>, Vector256<float>>(line.Slice(filter.Start(k), filter.Taps))[..weights.Length];
            Vector256<float> even = default, odd = default;
            int j = 0;
            for (; j < weights.Length - 1; j += 2)
            {
                even = Vector256.MultiplyAddEstimate(weights[j], pixels[j], even);
                odd = Vector256.MultiplyAddEstimate(weights[j + 1], pixels[j + 1], odd);
            }
            if (j < weights.Length)
            {
                even = Vector256.MultiplyAddEstimate(weights[j], pixels[j], even);
            }
            Vector256<float> sum = even + odd;
            resized[k] = PixelRow.Round(sum.GetLower() + sum.GetUpper());
        }
    }

    private static void SumRows(ReadOnlySpan<Vector128<float>> rows, ReadOnlySpan<Vector128<float>> weights, Span<Vector128<float>> sums)
    {
        sums.Clear();
        // Rows of an odd number of pixels end in one that is summed alone.
        Span<Vector256<float>> pairs = MemoryMarshal.Cast<Vector128<float>, Vector256<float>>(sums);
        for (int j = 0; j < weights.Length; j++)
        {
            var weight = Vector256.Create(weights[j], weights[j]);
            ReadOnlySpan<Vector128<float>> row = rows.Slice(j * sums.Length, sums.Length);
            ReadOnlySpan<Vector256<float>> rowPairs = MemoryMarshal.Cast<Vector128<float>, Vector256<float>>(row)[..pairs.Length];
            for (int x = 0; x < pairs.Length; x++)
            {
                pairs[x] = Vector256.MultiplyAddEstimate(weight, rowPairs[x], pairs[x]);
            }
            if (sums.Length % 2 == 1)
            {
                sums[^1] = Vector128.MultiplyAddEstimate(weights[j], row[^1], sums[^1]);
            }
        }
    }
}
