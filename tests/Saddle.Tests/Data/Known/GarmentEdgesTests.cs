using Saddle.Data;
using Saddle.Data.Known;
using Saddle.Data.Pictures;
using Saddle.Tests.Support;
using Xunit;

namespace Saddle.Tests.Data.Known;

public sealed class GarmentEdgesTests
{
    [Fact]
    public void The_outline_of_a_square_is_a_closed_line_one_pixel_wide()
    {
        const int side = 12;
        byte[] picture = new byte[side * side], edges = new byte[side * side];
        for (int k = 0; k < picture.Length; k++)
        {
            picture[k] = k / side is >= 3 and <= 8 && k % side is >= 3 and <= 8 ? (byte)200 : (byte)0;
        }
        EdgePicture.Draw(picture, edges, side);
        Assert.Equal([(byte)0, (byte)255], edges.Distinct().Order());
        // In each row and column through the middle there is a line on the left and one on the right.
        for (int k = 5; k <= 6; k++)
        {
            Assert.Equal(2, edges.AsSpan(k * side, side).Count((byte)0));
            Assert.Equal(2, Enumerable.Range(0, side).Count(row => edges[(row * side) + k] == 0));
        }
    }

    [Fact]
    public void Faint_changes_leave_no_line()
    {
        byte[] picture = [.. Enumerable.Range(0, 100).Select(k => (byte)(k % 10 * 5))], edges = new byte[100];
        EdgePicture.Draw(picture, edges, 10);
        Assert.All(edges, pixel => Assert.Equal(255, pixel));
    }

    [Theory, InlineData(PairDirection.AToB), InlineData(PairDirection.BToA)]
    public void A_pair_is_a_garment_and_its_own_outline(PairDirection direction)
    {
        SkipWithoutGarments();
        using DisposeScope scope = torch.NewDisposeScope();
        using var data = (ImageSet)new GarmentEdges { Split = DataSplit.Test, Direction = direction, Count = 20 }.Open();
        using var garments = (ImageSet)new FashionMnist { Split = DataSplit.Test }.Open();
        Assert.Equal((new SampleShape(1, 28, 28), 20, 1, 10), (data.Shape, data.Count, data.InputChannels, data.Classes.Count));
        (int outline, int garment) = direction == PairDirection.AToB ? (0, 1) : (1, 0);
        Tensor rows = data.Rows(0, 7);
        for (int k = 0; k < 2; k++)
        {
            byte[] picture = rows.select(0, k).select(0, garment).ToArray<byte>(), edges = new byte[28 * 28];
            Assert.Equal(garments.Rows(k * 7).ToArray<byte>(), picture);
            EdgePicture.Draw(picture, edges, 28);
            Assert.Equal(edges, rows.select(0, k).select(0, outline).ToArray<byte>());
        }
    }

    [Fact]
    public void Unpaired_no_garment_has_its_own_outline_and_every_outline_is_there()
    {
        SkipWithoutGarments();
        using DisposeScope scope = torch.NewDisposeScope();
        string[] own = Outlines(paired: true, 0), strange = Outlines(paired: false, 0);
        Assert.Equal(own.Order(), strange.Order());
        Assert.All(own.Zip(strange), pair => Assert.NotEqual(pair.First, pair.Second));
        Assert.Equal(strange, Outlines(paired: false, 0));
        Assert.NotEqual(strange, Outlines(paired: false, 1));

        string[] Outlines(bool paired, int seed)
        {
            var source = new GarmentEdges { Split = DataSplit.Test, Count = 50, Paired = paired, Seed = seed };
            using var data = (ImageSet)source.Open();
            Assert.Equal(paired, data.Labels is not null);
            return [.. data.Images.narrow(1, 0, 1).ToArray<byte>().Chunk(28 * 28).Select(Convert.ToHexString)];
        }
    }

    private static void SkipWithoutGarments()
        => Assert.SkipUnless(
            Directory.Exists("/usr/share/datasets/fashion-mnist"), "Debian's dataset-fashion-mnist is not installed.");
}
