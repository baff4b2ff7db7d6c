using Saddle.Data;
using Saddle.Data.Pictures;
using Saddle.Tests.Support;
using Saddle.Torch;
using Xunit;

namespace Saddle.Tests.Data.Pictures;

public sealed class PictureScalerTests
{
    private static readonly Golden s_goldens = Golden.Load("pictures");

    public static TheoryData<string, PictureFit> Fits => new(
        from key in s_goldens.Keys
        where key.StartsWith("fit_", StringComparison.Ordinal) && !key.EndsWith("/picture", StringComparison.Ordinal)
        select (key.Split('/')[0], Enum.Parse<PictureFit>(key.Split('/')[1], ignoreCase: true)));

    // PIL adds up whole numbers, this floats: a sum near a half may be rounded the other way.
    [Theory, MemberData(nameof(Fits))]
    public void Pictures_become_what_PIL_makes_of_them(string name, PictureFit fit)
    {
        string expected = $"{name}/{fit.ToString().ToLowerInvariant()}";
        long[] shape = s_goldens.Shape(expected);
        byte[] found = Fit(Source(name), new SampleShape(shape[2], shape[0], shape[1]), fit);
        Assert.All(
            Planar(s_goldens.Bytes(expected), (int)shape[2]).Zip(found), pair => Assert.InRange(pair.Second - pair.First, -1, 1));
    }

    [Theory, InlineData(3, 16, 16), InlineData(3, 90, 70), InlineData(1, 24, 40)]
    public void The_filter_is_that_of_libtorch(int channels, int width, int height)
    {
        using DisposeScope scope = torch.NewDisposeScope();
        Picture picture = Source("fit_61x43x3_to_16x16");
        using var set = new ImageSet(torch.tensor(Planar(picture.Pixels.ToArray(), 3), 1, 3, 43, 61));
        using var resized = (ImageSet)set.As(new SampleShape(channels, height, width));
        byte[] found = Fit(picture, new SampleShape(channels, height, width), PictureFit.Stretch);
        // libtorch neither rounds nor cuts off between rows and columns.
        Assert.All(resized.Images.ToArray<byte>().Zip(found), pair => Assert.InRange(pair.Second - pair.First, -2, 2));
    }

    [Theory, InlineData(PictureFit.Crop), InlineData(PictureFit.Pad), InlineData(PictureFit.Stretch)]
    public void A_picture_of_the_right_shape_stays_as_it_is(PictureFit fit)
    {
        Picture picture = Source("fit_40x30x3_to_24x32");
        Assert.Equal(Planar(picture.Pixels.ToArray(), 3), Fit(picture, new SampleShape(3, 30, 40), fit));
    }

    [Fact]
    public void Grey_is_repeated_and_colour_becomes_its_luma()
    {
        Picture grey = new(2, 1, 1, (byte[])[7, 200]), colour = new(2, 1, 3, (byte[])[255, 0, 0, 200, 100, 50]);
        Assert.Equal<byte>([7, 200, 7, 200, 7, 200], Fit(grey, new SampleShape(3, 1, 2), PictureFit.Stretch));
        Assert.Equal<byte>([76, 124], Fit(colour, new SampleShape(1, 1, 2), PictureFit.Stretch));
    }

    [Theory, InlineData(1, 1), InlineData(500, 1), InlineData(1, 500), InlineData(2, 3)]
    public void The_smallest_and_the_longest_pictures_fit(int width, int height)
    {
        var picture = new Picture(width, height, 1, (byte[])[.. Enumerable.Repeat((byte)90, width * height)]);
        foreach (PictureFit fit in Enum.GetValues<PictureFit>())
        {
            byte[] found = Fit(picture, new SampleShape(1, 8, 8), fit);
            // Teal's luma surrounds what is padded.
            Assert.All(found, value => Assert.True(value == 90 || (fit == PictureFit.Pad && value == 93), $"{value}"));
            Assert.Contains((byte)90, found);
        }
    }

    [Fact]
    public void Shapes_that_are_no_images_and_room_of_the_wrong_size_are_refused()
    {
        Picture picture = Source("fit_33x33x1_to_32x32");
        Assert.StartsWith(
            "Pictures become grey or colour images, but the shape is points [2].",
            Assert.Throws<ArgumentException>(() => Fit(picture, new SampleShape(2), PictureFit.Crop)).Message);
        Assert.StartsWith(
            "8x8 colour images take 192 bytes, but there is room for 100.",
            Assert.Throws<ArgumentException>(
                () => PictureScaler.Fit(
                    picture, new SampleShape(3, 8, 8), PictureFit.Crop, PictureBackground.White, new byte[100]))
                .Message);
    }

    private static Picture Source(string name)
    {
        long[] shape = s_goldens.Shape(name + "/picture");
        return new Picture((int)shape[1], (int)shape[0], (int)shape[2], s_goldens.Bytes(name + "/picture"));
    }

    private static byte[] Fit(Picture picture, SampleShape shape, PictureFit fit)
    {
        var bytes = new byte[shape.Elements];
        PictureScaler.Fit(picture, shape, fit, new PictureBackground(10, 130, 120), bytes);
        return bytes;
    }

    // From [H, W, C] to [C, H, W].
    private static byte[] Planar(byte[] pixels, int channels)
        => [.. Enumerable.Range(0, channels).SelectMany(channel => pixels.Where((_, at) => at % channels == channel))];
}
