using System.Buffers;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Saddle.Data.Pictures;

/// <summary>
/// Brings pictures to the shape of the samples, with PIL's antialiased bicubic filter. libtorch's kernel (see
/// <see cref="ImageSet.As"/>) takes longer for a photograph than its decoding; this one takes a fraction of that, on the calling
/// thread alone. Columns are resized first, as whole rows of bytes are what a processor sums fastest, and nothing is rounded in
/// between.
/// </summary>
public static class PictureScaler
{
    /// <summary>
    /// Crops, pads or stretches a picture and resizes it. Grey becomes colour by repetition, colour grey by its luma (ITU-R
    /// BT.601).
    /// </summary>
    /// <param name="picture">The picture.</param>
    /// <param name="shape">Images of 1 or 3 channels.</param>
    /// <param name="fit">What happens if the proportions differ.</param>
    /// <param name="background">The colour around a padded picture.</param>
    /// <param name="destination">Receives bytes <c>[C, H, W]</c> of the shape.</param>
    /// <exception cref="ArgumentException">The shape is not that of images, or the destination has another length.</exception>
    public static void Fit(
        Picture picture, SampleShape shape, PictureFit fit, PictureBackground background, Span<byte> destination)
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
                $"{shape} take {target.Width * target.Height * shape.Channels} bytes, "
                + $"but there is room for {destination.Length}.",
                nameof(destination));
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
        byte first = channels == 1
            ? (byte)((0.299 * background.Red) + (0.587 * background.Green) + (0.114 * background.Blue) + 0.5)
            : background.Red;
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
        int stride = picture.Width * picture.Channels, width = from.Width * picture.Channels;
        ReadOnlySpan<byte> pixels = picture.Pixels.Span[((from.Top * stride) + (from.Left * picture.Channels))..];
        // Reading a pixel of three numbers as four reaches one number further.
        float[] sums = ArrayPool<float>.Shared.Rent(width + 1);
        Vector128<float>[] line = ArrayPool<Vector128<float>>.Shared.Rent(from.Width + across.Taps);
        Vector128<float>[] resized = ArrayPool<Vector128<float>>.Shared.Rent(to.Width);
        // What has weight 0 must be a number.
        line.AsSpan(from.Width, across.Taps).Clear();
        sums[width] = 0;
        for (int y = 0; y < to.Height; y++)
        {
            ReadOnlySpan<byte> rows = pixels[(down.Start(y) * stride)..];
            int count = Math.Min(down.Taps, from.Height - down.Start(y));
            if (Avx2.IsSupported && width >= Vector256<byte>.Count)
            {
                (int[] pairs, float unit) = down.WholeWeights;
                SumRowPairs(rows, stride, count, pairs.AsSpan(y * down.Taps / 2, down.Taps / 2), unit, sums.AsSpan(0, width));
            }
            else
            {
                SumRows(rows, stride, down.Weights(y)[..count], sums.AsSpan(0, width));
            }
            PixelRow.Load(sums.AsSpan(0, width + 1), picture.Channels, channels == 1, line.AsSpan(0, from.Width));
            ResizeRow(line, across, resized.AsSpan(0, to.Width));
            PixelRow.Store(
                resized.AsSpan(0, to.Width), destination, channels, ((to.Top + y) * canvas.Width) + to.Left,
                canvas.Width * canvas.Height);
        }
        ArrayPool<float>.Shared.Return(sums);
        ArrayPool<Vector128<float>>.Shared.Return(line);
        ArrayPool<Vector128<float>>.Shared.Return(resized);
    }

    // The weighted sum of rows of bytes, whatever their channels: two rows at a time as 16-bit numbers, which is what a processor
    // multiplies and adds fastest, and 32 columns at a time, whose sums stay in registers while the rows pass by.
    private static void SumRowPairs(
        ReadOnlySpan<byte> rows, int stride, int count, ReadOnlySpan<int> pairs, float unit, Span<float> sums)
    {
        // Checked once here and not at every load below.
        ref byte origin = ref MemoryMarshal.GetReference(rows[..(((count - 1) * stride) + sums.Length)]);
        for (int x = 0; x < sums.Length; x += Vector256<byte>.Count)
        {
            // The last block overlaps the one before.
            int column = Math.Min(x, sums.Length - Vector256<byte>.Count);
            Vector256<int> first = default, second = default, third = default, fourth = default;
            for (int j = 0; j < count; j += 2)
            {
                Vector256<byte> row = Vector256.LoadUnsafe(ref origin, (nuint)((j * stride) + column));
                Vector256<byte> next = j + 1 < count
                    ? Vector256.LoadUnsafe(ref origin, (nuint)(((j + 1) * stride) + column))
                    : row;
                Vector256<short> weights = Vector256.Create(pairs[j / 2]).AsInt16();
                Vector256<byte> lower = Avx2.UnpackLow(row, next), upper = Avx2.UnpackHigh(row, next);
                first += Avx2.MultiplyAddAdjacent(Avx2.UnpackLow(lower, Vector256<byte>.Zero).AsInt16(), weights);
                second += Avx2.MultiplyAddAdjacent(Avx2.UnpackHigh(lower, Vector256<byte>.Zero).AsInt16(), weights);
                third += Avx2.MultiplyAddAdjacent(Avx2.UnpackLow(upper, Vector256<byte>.Zero).AsInt16(), weights);
                fourth += Avx2.MultiplyAddAdjacent(Avx2.UnpackHigh(upper, Vector256<byte>.Zero).AsInt16(), weights);
            }
            Span<float> to = sums.Slice(column, Vector256<byte>.Count);
            Store(first, unit, to);
            Store(second, unit, to[4..]);
            Store(third, unit, to[8..]);
            Store(fourth, unit, to[12..]);
        }
    }

    // Unpacking works on each half of a vector by itself: four columns lie in the lower, and those 16 further on in the upper.
    private static void Store(Vector256<int> sums, float unit, Span<float> to)
    {
        Vector256<float> scaled = Vector256.ConvertToSingle(sums) * unit;
        scaled.GetLower().CopyTo(to);
        scaled.GetUpper().CopyTo(to[16..]);
    }

    // The same on any processor.
    private static void SumRows(ReadOnlySpan<byte> rows, int stride, ReadOnlySpan<Vector128<float>> weights, Span<float> sums)
    {
        sums.Clear();
        for (int j = 0; j < weights.Length; j++)
        {
            ReadOnlySpan<byte> row = rows.Slice(j * stride, sums.Length);
            float weight = weights[j][0];
            for (int x = 0; x < sums.Length; x++)
            {
                sums[x] += weight * row[x];
            }
        }
    }

    private static void ResizeRow(ReadOnlySpan<Vector128<float>> line, CubicFilter filter, Span<Vector128<float>> resized)
    {
        for (int k = 0; k < resized.Length; k++)
        {
            // Two pixels at a time, and two sums, because an addition must wait for the one before.
            ReadOnlySpan<Vector256<float>> weights = MemoryMarshal.Cast<Vector128<float>, Vector256<float>>(filter.Weights(k));
            ReadOnlySpan<Vector256<float>> pixels =
                MemoryMarshal.Cast<Vector128<float>, Vector256<float>>(
                    line.Slice(filter.Start(k), filter.Taps))[..weights.Length];
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
            resized[k] = sum.GetLower() + sum.GetUpper();
        }
    }
}
