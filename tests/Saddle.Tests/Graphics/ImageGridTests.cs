using Saddle.Graphics;
using Saddle.Tests.Support;
using Saddle.Torch;
using Xunit;

namespace Saddle.Tests.Graphics;

public class ImageGridTests
{
    [Fact]
    public void A_grid_of_four_images_has_two_rows()
    {
        // Each image one pixel: -1, 0, 0.5 and 1 are bytes 0, 128, 191 and 255.
        using Tensor images = torch.tensor([-1f, 0f, 0.5f, 1f], 4, 1, 1, 1);
        PngReader.Picture picture = PngReader.Read(ImageGrid.Encode(images, scale: 1));
        Assert.Equal((4, 4, 1), (picture.Width, picture.Height, picture.Channels));
        Assert.Equal<byte>([0, 128, 128, 128, 128, 128, 128, 128, 128, 128, 128, 128, 191, 128, 128, 255], picture.Pixels);
    }

    [Fact]
    public void A_last_row_that_is_not_full_ends_in_padding()
    {
        using Tensor images = torch.ones([5, 1, 2, 2]);
        PngReader.Picture picture = PngReader.Read(ImageGrid.Encode(images, scale: 1));
        Assert.Equal((10, 6), (picture.Width, picture.Height));
        Assert.Equal([255], picture[5, 4]);
        Assert.Equal([128], picture[8, 4]);
    }

    [Fact]
    public void Colours_keep_their_places_and_pixels_are_enlarged_whole()
    {
        // One image, two pixels side by side: red, then blue; planes are red, green, blue.
        using Tensor images = torch.tensor([1f, -1f, -1f, -1f, -1f, 1f], 1, 3, 1, 2);
        PngReader.Picture picture = PngReader.Read(ImageGrid.Encode(images, scale: 3));
        Assert.Equal((6, 3, 3), (picture.Width, picture.Height, picture.Channels));
        for (int k = 0; k < 18; k++)
        {
            Assert.Equal(k % 6 < 3 ? [255, 0, 0] : new byte[] { 0, 0, 255 }, picture[k % 6, k / 6]);
        }
    }

    [Fact]
    public void Values_are_clamped_and_rounded_to_the_nearest_byte()
    {
        using Tensor images = torch.tensor([-7f, 7f, (100.4f / 127.5f) - 1, (100.6f / 127.5f) - 1], 1, 1, 1, 4);
        Assert.Equal<byte>([0, 255, 100, 101], PngReader.Read(ImageGrid.Encode(images, scale: 1)).Pixels);
    }

    [Theory]
    [InlineData(64, 28, null, 8 * ((28 * 2) + 2) - 2)]
    [InlineData(1, 16, null, 512)]
    [InlineData(4, 600, null, 1202)]
    [InlineData(6, 100, 6, 6 * 102 - 2)]
    public void Small_images_are_enlarged_until_the_grid_is_near_512_wide(int count, int side, int? columns, int width)
    {
        using Tensor images = torch.zeros([count, 1, side, side]);
        Assert.Equal(width, PngReader.Read(ImageGrid.Encode(images, columns)).Width);
    }

    [Fact]
    public void Images_that_need_gradients_or_lie_otherwise_in_memory_are_drawn_alike()
    {
        using DisposeScope scope = torch.NewDisposeScope();
        using RandomGenerator generator = new(7);
        Tensor images = torch.randn([3, 3, 4, 5], generator);
        Tensor other = images.contiguous(MemoryFormat.ChannelsLast).detach().requires_grad_();
        Assert.Equal(ImageGrid.Encode(images), ImageGrid.Encode(other));
        Assert.Equal(ImageGrid.Encode(images), ImageGrid.Encode(images.to(ScalarType.Float64)));
    }

    [Fact]
    public void Saving_leaves_no_tensor_behind_and_writes_what_encoding_gives()
    {
        using var folder = new TemporaryFolder();
        using DisposeScope scope = torch.NewDisposeScope();
        Tensor images = torch.ones([2, 1, 3, 3]);
        ImageGrid.Save(images, folder.File("samples/000001.png"));
        Assert.Equal(1, scope.Count);
        Assert.Equal(ImageGrid.Encode(images), File.ReadAllBytes(folder.File("samples/000001.png")));
    }

    [Theory]
    [InlineData(new long[] { 3, 4, 4 }, "Expected images [N, C, H, W], received [3, 4, 4]")]
    [InlineData(new long[] { 2, 4, 4, 3 }, "permute(0, 3, 1, 2)")]
    [InlineData(new long[] { 0, 1, 4, 4 }, "at least one image")]
    public void A_wrong_shape_is_refused_with_what_came_and_what_to_do(long[] shape, string part)
    {
        using Tensor images = torch.zeros(shape);
        Assert.Contains(part, Refusal(images), StringComparison.Ordinal);
    }

    [Fact]
    public void Bytes_and_values_that_are_not_finite_are_refused()
    {
        using Tensor bytes = torch.zeros([1, 1, 2, 2], ScalarType.Byte);
        using Tensor broken = torch.full([1, 1, 2, 2], double.NaN);
        Assert.Contains("images / 127.5 - 1", Refusal(bytes), StringComparison.Ordinal);
        Assert.Contains("diverged", Refusal(broken), StringComparison.Ordinal);
    }

    private static string Refusal(Tensor images)
        => Assert.Throws<ArgumentException>(() => ImageGrid.Encode(images)).Message;

    [Fact]
    public void Pictures_that_belong_together_have_a_line_between_and_around_and_more_to_the_next()
    {
        using Tensor left = torch.ones([2, 1, 1, 1]), right = torch.ones([2, 1, 1, 1]);
        PngReader.Picture picture = PngReader.Read(ImageGrid.Encode([left, right], columns: 2, scale: 1));
        Assert.Equal((2 + 1 + 2 + 1 + 8 + 1 + 2 + 1 + 2, 5), (picture.Width, picture.Height));
        Assert.Equal(
            "..#..#........#..#..",
            string.Concat(Enumerable.Range(0, picture.Width).Select(x => picture[x, 2][0] == 255 ? '#' : '.')));
        Assert.All(Enumerable.Range(0, picture.Width), x => Assert.Equal<byte>([128], picture[x, 0]));
    }
}
