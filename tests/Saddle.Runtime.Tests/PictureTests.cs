using Saddle.Runtime.Tests.Support;

namespace Saddle.Runtime.Tests;

public sealed class PictureTests
{
    [Theory, InlineData(1), InlineData(3), InlineData(4)]
    public void A_png_holds_the_pixels(int channels)
    {
        foreach ((int width, int height) in new[] { (1, 1), (1, 9), (17, 1), (40, 33) })
        {
            foreach (Func<int, byte> fill in new Func<int, byte>[] { k => (byte)(k * 7919 >> 3), k => (byte)(k / 5), _ => 200 })
            {
                var picture = Filled(width, height, channels, fill);
                Picture read = PngReader.Read(picture.ToPng());
                Assert.Equal((width, height, channels), (read.Width, read.Height, read.Channels));
                Assert.Equal(picture.Pixels, read.Pixels);
            }
        }
    }

    [Fact]
    public void A_smooth_picture_is_packed_well()
        => Assert.InRange(Filled(256, 256, 1, k => (byte)((k % 256) + (k / 256))).ToPng().Length, 1, 2000);

    [Fact]
    public void A_file_is_replaced_as_a_whole()
    {
        using var folder = new TemporaryFolder();
        string path = folder[Path.Combine("new", "picture.png")];
        Filled(3, 2, 3, k => (byte)k).SavePng(path);
        Filled(2, 2, 1, k => (byte)(9 * k)).SavePng(path);
        Assert.Equal([0, 9, 18, 27], PngReader.Read(File.ReadAllBytes(path)).Pixels);
        Assert.Equal(["picture.png"], Directory.GetFiles(Path.GetDirectoryName(path)!).Select(Path.GetFileName));
    }

    [Fact]
    public void What_fails_leaves_nothing_behind()
    {
        using var folder = new TemporaryFolder();
        Directory.CreateDirectory(folder["picture.png"]);
        Exception error = Assert.ThrowsAny<SystemException>(() => Filled(2, 2, 1, _ => 0).SavePng(folder["picture.png"]));
        Assert.True(error is IOException or UnauthorizedAccessException);
        Assert.Empty(Directory.GetFiles(folder.Path));
    }

    [Fact]
    public void A_grid_has_its_pictures_two_grey_pixels_apart()
    {
        Picture grid = Picture.Grid([Filled(1, 1, 1, _ => 1), Filled(1, 1, 1, _ => 2), Filled(1, 1, 1, _ => 3)], columns: 2);
        Assert.Equal((4, 4), (grid.Width, grid.Height));
        Assert.Equal([1, 128, 128, 2, 128, 128, 128, 128, 128, 128, 128, 128, 3, 128, 128, 128], grid.Pixels);
    }

    [Fact]
    public void A_grid_enlarges_pixels()
    {
        Picture grid = Picture.Grid([Filled(2, 1, 3, k => (byte)k)], scale: 2);
        byte[] row = [0, 1, 2, 0, 1, 2, 3, 4, 5, 3, 4, 5];
        Assert.Equal([.. row, .. row], grid.Pixels);
    }

    [Fact]
    public void A_grid_is_nearly_square()
    {
        Picture grid = Picture.Grid([.. Enumerable.Range(0, 10).Select(_ => Filled(8, 8, 1, _ => 0))]);
        Assert.Equal(((4 * 10) - 2, (3 * 10) - 2), (grid.Width, grid.Height));
    }

    [Fact]
    public void A_grid_of_none_or_of_different_pictures_is_refused()
    {
        Assert.Throws<ArgumentException>(() => Picture.Grid([]));
        ArgumentException error = Assert.Throws<ArgumentException>(
            () => Picture.Grid([Filled(1, 1, 1, _ => 0), Filled(2, 1, 3, _ => 0)]));
        Assert.StartsWith(
            "A grid's pictures are of one form, but one is 1x1 with 1 channels and another 2x1 with 3", error.Message);
        Assert.Throws<ArgumentOutOfRangeException>(() => Picture.Grid([Filled(1, 1, 1, _ => 0)], columns: 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => Picture.Grid([Filled(1, 1, 1, _ => 0)], scale: 0));
    }

    [Fact]
    public void Pixels_that_do_not_fit_are_refused()
    {
        ArgumentException error = Assert.Throws<ArgumentException>(() => new Picture(new byte[5], 2, 1, 3));
        Assert.StartsWith("Expected 1 x 2 x 3 bytes, received 5", error.Message);
        Assert.Throws<ArgumentOutOfRangeException>(() => new Picture(new byte[4], 2, 1, 2));
        Assert.Throws<ArgumentOutOfRangeException>(() => new Picture([], 0, 1, 1));
    }

    [Theory]
    [InlineData(-1f, 0), InlineData(1f, 255), InlineData(-7f, 0), InlineData(7f, 255), InlineData(0f, 128)]
    // 126.5 and 128.5: halves go to the even neighbour.
    [InlineData(-1 / 127.5f, 126), InlineData(1 / 127.5f, 128), InlineData(-0.99f, 1), InlineData(0.5f, 191)]
    public void A_value_is_rounded_to_its_byte(float value, byte expected) => Assert.Equal(expected, PixelValues.ToByte(value));

    [Fact]
    public void Every_byte_comes_back()
        => Assert.All(Enumerable.Range(0, 256), k => Assert.Equal(k, PixelValues.ToByte(PixelValues.ToValue((byte)k))));

    private static Picture Filled(int width, int height, int channels, Func<int, byte> fill)
        => new([.. Enumerable.Range(0, width * height * channels).Select(fill)], width, height, channels);
}
