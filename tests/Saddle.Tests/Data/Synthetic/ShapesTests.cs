using System.Text.RegularExpressions;
using Saddle.Data;
using Saddle.Data.Synthetic;
using Xunit;

namespace Saddle.Tests.Data.Synthetic;

public sealed partial class ShapesTests
{
    private const int Count = 600, Size = 32;

    private static readonly string[] s_kinds = ["circle", "square", "triangle", "cross", "diamond"];

    private static readonly Dictionary<string, (int R, int G, int B)> s_colours = new()
    {
        ["red"] = (228, 52, 46), ["green"] = (48, 178, 82), ["blue"] = (62, 108, 240), ["yellow"] = (250, 214, 48),
        ["purple"] = (172, 76, 214),
    };

    [Fact]
    public void The_label_is_the_kind_that_the_caption_names_first()
    {
        using DisposeScope scope = torch.NewDisposeScope();
        using var data = (ImageSet)new Shapes { Count = Count }.Open();
        Assert.Equal((new SampleShape(3, Size, Size), Count), (data.Shape, data.Count));
        Assert.Equal(s_kinds, data.Classes);
        Assert.Equal(
            data.Captions.Select(caption => (long)Array.IndexOf(s_kinds, Parse(caption).First.Kind)),
            data.Labels!.ToArray<long>());
        // Each kind is a fifth of 600 pictures, and two shapes are half of them: six standard errors.
        Assert.All(data.Labels!.ToArray<long>().CountBy(label => label), kind => Assert.InRange(kind.Value, 61, 179));
        Assert.InRange(data.Captions.Count(caption => Parse(caption).Second is not null), 227, 373);
    }

    [Fact]
    public void The_caption_tells_the_truth_of_colours_sizes_and_places()
    {
        using DisposeScope scope = torch.NewDisposeScope();
        using var data = (ImageSet)new Shapes { Count = Count, Split = ShapesSplit.All }.Open();
        byte[][] pictures = [.. data.Images.ToArray<byte>().Chunk(3 * Size * Size)];
        foreach ((byte[] picture, string caption) in pictures.Zip(data.Captions))
        {
            Told told = Parse(caption);
            (double x, double y, int area) = Find(picture, told.First.Colour);
            if (told.Second is not { } second)
            {
                // Areas are about 3.1 r squared: r at most 0.19 of 32 pixels, or at least 0.30.
                Assert.True(told.Size == "large" ? area > 200 : area is > 35 and < 130, $"{caption}: {area} pixels");
            }
            else if (second.Colour != told.First.Colour)
            {
                (double x2, double y2, _) = Find(picture, second.Colour);
                (double ahead, double aside) = told.Relation == "above" ? (y2 - y, x2 - x) : (x2 - x, y2 - y);
                Assert.True(ahead > 10 && Math.Abs(aside) < 5, $"{caption}: {ahead:F1} ahead, {aside:F1} aside");
            }
        }
    }

    [Fact]
    public void A_fifth_of_the_combinations_is_kept_for_unseen()
    {
        var train = Combinations(ShapesSplit.Train);
        var unseen = Combinations(ShapesSplit.Unseen);
        Assert.Equal((20, 5, 25), (train.Count, unseen.Count, Combinations(ShapesSplit.All).Count));
        Assert.Empty(train.Intersect(unseen));
        Assert.Equal(5, unseen.Select(what => what.Colour).Distinct().Count());
        Assert.Equal(5, unseen.Select(what => what.Kind).Distinct().Count());
    }

    [Fact]
    public void With_one_object_every_picture_shows_one()
    {
        using DisposeScope scope = torch.NewDisposeScope();
        using var data = (ImageSet)new Shapes { Count = 100, Objects = 1 }.Open();
        Assert.All(data.Captions, caption => Assert.Null(Parse(caption).Second));
    }

    [Fact]
    public void The_seed_fixes_the_pictures()
    {
        using DisposeScope scope = torch.NewDisposeScope();
        Assert.Equal(Pixels(seed: 1), Pixels(seed: 1));
        Assert.NotEqual(Pixels(seed: 1), Pixels(seed: 2));
        static byte[] Pixels(int seed)
        {
            using var data = (ImageSet)new Shapes { Count = 20, Seed = seed }.Open();
            return data.Images.ToArray<byte>();
        }
    }

    [Theory, InlineData("circle"), InlineData("square"), InlineData("triangle"), InlineData("cross"), InlineData("diamond")]
    public void A_shapes_pixels_are_the_share_of_them_that_it_covers(string kind)
    {
        const int size = 48, fine = 16;
        var shape = new DrawnShape(
            Enum.Parse<ShapeKind>(kind, ignoreCase: true), new ShapeColour("", 255, 255, 255), 0.47, 0.52, 0.31);
        byte[] coarse = new byte[3 * size * size], large = new byte[3 * size * size * fine * fine];
        shape.Paint(coarse, size);
        shape.Paint(large, size * fine);
        for (int at = 0; at < size * size; at++)
        {
            double covered = 0;
            for (int k = 0; k < fine * fine; k++)
            {
                covered += large[((((at / size) * fine) + (k / fine)) * size * fine) + ((at % size) * fine) + (k % fine)];
            }
            // The distance to the edge stands for the share: exact along axes, within a seventh on slopes, less so in corners.
            Assert.InRange(coarse[at] - (covered / (fine * fine)), -90, 90);
        }
        // Over the whole shape the errors are out: within two per cent of its area.
        double whole = large[..(large.Length / 3)].Sum(value => (double)value) / (fine * fine);
        Assert.InRange(coarse[..(size * size)].Sum(value => value) / whole, 0.98, 1.02);
    }

    [Fact]
    public void More_than_two_gigabytes_are_refused()
        => Assert.Equal(
            "data source shapes: 1000000 pictures of 64x64 are 12288000000 bytes; at most 2 GiB can be drawn: "
            + "choose a smaller count or size.",
            Assert.Throws<DataException>(() => new Shapes { Size = 64, Count = 1_000_000 }.Open()).Message);

    private sealed record Told(
        string? Size, (string Colour, string Kind) First, string? Relation, (string Colour, string Kind)? Second);

    private static Told Parse(string caption)
    {
        Match match = Caption().Match(caption);
        Assert.True(match.Success, caption);
        string? Group(string name) => match.Groups[name] is { Success: true, Value: var value } ? value : null;
        return new Told(
            Group("size"), (Group("c1")!, Group("k1")!), Group("relation"),
            Group("c2") is { } colour ? (colour, Group("k2")!) : null);
    }

    private static HashSet<(string Colour, string Kind)> Combinations(ShapesSplit split)
    {
        using var data = (ImageSet)new Shapes { Count = Count, Split = split }.Open();
        return [
            .. data.Captions.Select(Parse)
                .SelectMany(told => told.Second is { } second ? new[] { told.First, second } : [told.First]),
        ];
    }

    // The middle and number of the pixels that are of a colour for the most part.
    private static (double X, double Y, int Area) Find(byte[] picture, string colour)
    {
        (int r, int g, int b) = s_colours[colour];
        int[] at =
        [
            .. Enumerable.Range(0, Size * Size).Where(k =>
                Math.Abs(picture[k] - r) + Math.Abs(picture[k + (Size * Size)] - g)
                    + Math.Abs(picture[k + (2 * Size * Size)] - b) < 40),
        ];
        return (at.Average(k => k % Size), at.Average(k => k / Size), at.Length);
    }

    [GeneratedRegex(
        "^a ((?<size>large|small) )?(?<c1>[a-z]+) (?<k1>[a-z]+)( (?<relation>above|left of) a (?<c2>[a-z]+) "
        + "(?<k2>[a-z]+))?$")]
    private static partial Regex Caption();
}
