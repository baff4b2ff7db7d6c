using Saddle.Graphics;
using Saddle.Tests.Support;
using Xunit;

namespace Saddle.Tests.Graphics;

public class PngFileTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(4)]
    public void Pixels_come_back_as_they_were(int channels)
    {
        const int width = 37, height = 23;
        byte[] pixels = [.. Enumerable.Range(0, width * height * channels).Select(k => (byte)((k * k) + (k >> 3)))];

        PngReader.Picture picture = PngReader.Read(PngFile.Encode(pixels, width, height, channels));

        Assert.Equal((width, height, channels), (picture.Width, picture.Height, picture.Channels));
        Assert.Equal(pixels, picture.Pixels);
    }

    [Fact]
    public void The_reader_undoes_every_filter()
    {
        // Three grey pixels a row, each row 10 20 30 by another filter: none, sub, up, average, Paeth.
        byte[] filtered = [0, 10, 20, 30, 1, 10, 10, 10, 2, 0, 0, 0, 3, 5, 5, 5, 4, 0, 0, 0];
        byte[] pixels = PngReader.Unfilter(filtered, rowBytes: 3, height: 5, channels: 1);
        Assert.Equal([10, 20, 30, 10, 20, 30, 10, 20, 30, 10, 20, 30, 10, 20, 30], pixels);
    }

    [Fact]
    public void Too_few_bytes_are_refused_with_both_counts()
    {
        ArgumentException error = Assert.Throws<ArgumentException>(() => PngFile.Encode(new byte[11], 2, 2, 3));
        Assert.StartsWith("Expected 2 x 2 x 3 = 12 bytes, received 11", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0, 1, 1, "width")]
    [InlineData(1, -1, 1, "height")]
    [InlineData(1, 1, 2, "channels")]
    public void Impossible_sizes_are_refused_by_name(int width, int height, int channels, string name)
    {
        var error = Assert.Throws<ArgumentOutOfRangeException>(() => PngFile.Encode([0, 0], width, height, channels));
        Assert.Equal(name, error.ParamName);
    }
}
