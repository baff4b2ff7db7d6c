using Saddle.Data;
using Saddle.Reporting;
using Saddle.Tests.Support;
using Xunit;

namespace Saddle.Tests.Reporting;

public class ContactSheetTests
{
    private static readonly int[] s_lines = [0, 1, 258, 259, 516, 517], s_pictures = [2, 257, 260, 515];

    [Fact]
    public void White_pictures_of_a_pair_end_in_a_grey_line_each()
    {
        using DisposeScope scope = torch.NewDisposeScope();
        Tensor white = torch.full([1, 2, 8, 8], 255, ScalarType.Byte);
        using var data = new ImageSet(new TensorStore(white), null, [], [], 1);
        PngReader.Picture picture = PngReader.Read(ContactSheet.Encode(data));
        // Two of 8 pixels are drawn 32 times as large; a frame of two pixels and a line of two.
        Assert.Equal((2 + 256 + 2 + 256 + 2, 2 + 256 + 2), (picture.Width, picture.Height));
        Assert.All(s_lines, x => Assert.Equal<byte>([128], picture[x, 100]));
        Assert.All(s_pictures, x => Assert.Equal<byte>([255], picture[x, 100]));
        Assert.Equal(((byte)128, (byte)255), (picture[100, 1][0], picture[100, 2][0]));
        Assert.Equal(((byte)255, (byte)128), (picture[100, 257][0], picture[100, 258][0]));
    }
}
