using Saddle.Data;
using Saddle.Data.Synthetic;
using Saddle.Torch;
using Xunit;

namespace Saddle.Tests.Data.Pictures;

public sealed class ResizeTests
{
    [Theory, InlineData(28, 32), InlineData(64, 16), InlineData(16, 16), InlineData(10, 64)]
    public void Resizing_agrees_with_the_antialiased_cubic_filter(int from, int to)
    {
        byte[] image = Noise(from * from);
        byte[] resized = Resize(image, [1, from, from], [1, to, to]);
        double[] expected = Reference(image, from, from, to, to);
        // Both round to whole bytes, from sums that differ in their last digits.
        Assert.All(
            resized.Zip(expected),
            pair => Assert.InRange(pair.First, Math.Round(pair.Second - 0.01), Math.Round(pair.Second + 0.01)));
    }

    [Fact]
    public void Height_and_width_are_resized_each_by_its_own_factor()
    {
        byte[] image = Noise(20 * 30);
        byte[] resized = Resize(image, [1, 20, 30], [1, 32, 16]);
        double[] expected = Reference(image, 20, 30, 32, 16);
        Assert.All(
            resized.Zip(expected),
            pair => Assert.InRange(pair.First, Math.Round(pair.Second - 0.01), Math.Round(pair.Second + 0.01)));
    }

    [Theory, InlineData(0), InlineData(1), InlineData(127), InlineData(255)]
    public void Constant_images_stay_constant(byte value)
    {
        byte[] image = [.. Enumerable.Repeat(value, 28 * 28)];
        Assert.All(Resize(image, [1, 28, 28], [1, 32, 32]), found => Assert.Equal(value, found));
        Assert.All(Resize(image, [1, 28, 28], [3, 16, 16]), found => Assert.Equal(value, found));
    }

    [Theory, InlineData(32), InlineData(16), InlineData(128)]
    public void A_ramp_of_greys_rises_all_the_way(int to)
    {
        byte[] ramp = [.. Enumerable.Range(0, 28 * 28).Select(k => (byte)(k % 28 * 9))];
        byte[] resized = Resize(ramp, [1, 28, 28], [1, to, to]);
        foreach (byte[] row in resized.Chunk(to))
        {
            Assert.All(
                row.Zip(row.Skip(1)),
                pair => Assert.True(pair.Second >= pair.First, $"{pair.First} is followed by {pair.Second}"));
        }
    }

    [Fact]
    public void Overshooting_is_cut_to_the_range_of_bytes()
    {
        // The cubic filter overshoots beside an edge between black and white.
        byte[] edge = [.. Enumerable.Range(0, 28 * 28).Select(k => (byte)(k % 28 < 14 ? 0 : 255))];
        byte[] resized = Resize(edge, [1, 28, 28], [1, 32, 32]);
        Assert.All(resized.Chunk(32), row => Assert.Equal((0, 0, 255, 255), (row[0], row[13], row[18], row[31])));
    }

    [Fact]
    public void Grey_becomes_colour_by_repeating_its_channel()
    {
        byte[] image = Noise(16);
        Assert.Equal([.. image, .. image, .. image], Resize(image, [1, 4, 4], [3, 4, 4]));
    }

    [Fact]
    public void Colour_becomes_grey_by_its_luma()
    {
        // ITU-R BT.601: 0.299 R + 0.587 G + 0.114 B.
        byte[] image = [255, 0, 0, 200, 0, 255, 0, 100, 0, 0, 255, 50];
        Assert.Equal<byte>([76, 150, 29, 124], Resize(image, [3, 2, 2], [1, 2, 2]));
    }

    [Fact]
    public void Data_of_the_right_shape_is_not_copied()
    {
        using var data = new ImageSet(torch.zeros([2, 1, 4, 4], ScalarType.Byte));
        Assert.Same(data, data.As(new SampleShape(1, 4, 4)));
    }

    [Fact]
    public void Points_cannot_be_made_images()
    {
        using DataSet points = new Ring().Open();
        Assert.Equal(
            "points [2] cannot be made 8x8 grey images.",
            Assert.Throws<InputException>(() => points.As(new SampleShape(1, 8, 8))).Message);
    }

    private static byte[] Noise(int length)
    {
        var bytes = new byte[length];
        new Random(7).NextBytes(bytes);
        return bytes;
    }

    private static byte[] Resize(byte[] image, long[] from, long[] to)
    {
        using DisposeScope scope = torch.NewDisposeScope();
        using var data = new ImageSet(torch.tensor(image, [1, .. from]));
        using var resized = (ImageSet)data.As(new SampleShape(to));
        return resized.Images.ToArray<byte>();
    }

    // Separable convolution with Keys' cubic (a = -0.5), widened by the factor when the image shrinks (PIL's definition).
    private static double[] Reference(byte[] image, int height, int width, int toHeight, int toWidth)
    {
        double[][] across = Weights(width, toWidth), down = Weights(height, toHeight);
        var result = new double[toHeight * toWidth];
        for (int y = 0; y < toHeight; y++)
        {
            for (int x = 0; x < toWidth; x++)
            {
                double sum = 0;
                for (int i = 0; i < height; i++)
                {
                    for (int j = 0; j < width; j++)
                    {
                        sum += down[y][i] * across[x][j] * image[(i * width) + j];
                    }
                }
                result[(y * toWidth) + x] = Math.Clamp(sum, 0, 255);
            }
        }
        return result;
    }

    private static double[][] Weights(int from, int to)
    {
        double scale = (double)from / to, widening = Math.Max(scale, 1);
        return [.. Enumerable.Range(0, to).Select(k =>
        {
            double centre = (k + 0.5) * scale;
            double[] weights = [.. Enumerable.Range(0, from).Select(j => Cubic((j + 0.5 - centre) / widening))];
            double sum = weights.Sum();
            return weights.Select(weight => weight / sum).ToArray();
        })];
    }

    private static double Cubic(double x)
    {
        const double a = -0.5;
        x = Math.Abs(x);
        return x < 1 ? ((((a + 2) * x) - (a + 3)) * x * x) + 1
            : x < 2 ? (((((x - 5) * x) + 8) * x) - 4) * a
            : 0;
    }
}
