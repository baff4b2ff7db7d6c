using Saddle.Conditions;
using Saddle.Data.Pictures;
using Saddle.Data.Synthetic;
using Saddle.Graphics;
using Saddle.Learners;
using Saddle.Networks;
using Saddle.Tests.Support;
using Saddle.Training;

namespace Saddle.Tests.Training;

public sealed class SampleSheetTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    private string Samples => _folder.File("run/samples");

    [Fact]
    public void A_run_whose_sheets_have_one_row_of_the_table_under_the_other_goes_on_with_them()
    {
        Tiny.Train(OfFiveClasses(1), _folder.File("run")).Dispose();
        (int width, int height) = SizeOf("000000.png");
        Assert.True(width > height, $"it is {width}x{height}");
        // As programs drew it that knew no other layout: the same cells, five in a row.
        int scale = (int)Math.Round(512 / (5 * 16.0));
        PngFile.Save(Path.Combine(Samples, "000000.png"), new byte[Side(5) * Side(12)], Side(5), Side(12), 1);
        Tiny.Resume(_folder.File("run"), images: 2 * Tiny.Batch).Dispose();
        Assert.Equal((Side(5), Side(12)), SizeOf("000002.png"));

        int Side(int cells) => cells * ((16 * scale) + 2) - 2;
    }

    [Fact]
    public void Another_picture_among_the_sheets_does_not_matter()
    {
        Tiny.Train(OfFiveClasses(1), _folder.File("run")).Dispose();
        (int, int) size = SizeOf("000000.png");
        File.WriteAllText(Path.Combine(Samples, "000000.png"), "no picture");
        Tiny.Resume(_folder.File("run"), images: 2 * Tiny.Batch).Dispose();
        Assert.Equal(size, SizeOf("000002.png"));
    }

    private (int Width, int Height) SizeOf(string name)
    {
        PictureInfo info = PictureFile.Probe(Path.Combine(Samples, name));
        return (info.Width, info.Height);
    }

    private static Recipe OfFiveClasses(int steps) => Tiny.Points(steps).WithLearner<Adversarial>(game => game with
    {
        Network = new Dcgan { Size = 16, Channels = 1, Latent = 8, GeneratorWidth = 4, DiscriminatorWidth = 4 },
        Conditioning = new ConditionalGan(),
    }) with
    { Data = new Shapes { Size = 16, Count = 20 }, SampleCount = 60, SampleEveryImages = Tiny.Batch };

    [Fact]
    public void Input_and_answers_of_a_sheet_are_parted_by_lines()
    {
        Tiny.Train(OfPairs(), _folder.File("run")).Dispose();
        // Nine strips of three, two in a row, drawn five times as large.
        Assert.Equal((2 * ((3 * 82) - 2) + 8 + 4, 5 * 82 - 2 + 4), SizeOf("000000.png"));
    }

    [Fact]
    public void A_run_whose_sheets_have_no_lines_within_strips_goes_on_with_them()
    {
        Tiny.Train(OfPairs(), _folder.File("run")).Dispose();
        (int width, int height) = (2 * ((3 * 80) + 2) - 2, 5 * 82 - 2);
        PngFile.Save(Path.Combine(Samples, "000000.png"), new byte[width * height], width, height, 1);
        Tiny.Resume(_folder.File("run"), images: 2 * Tiny.Batch).Dispose();
        Assert.Equal((width, height), SizeOf("000002.png"));
    }

    private static Recipe OfPairs() => Tiny.Points(1).WithLearner<Adversarial>(game => game with
    {
        Network = new Pix2Pix { Size = 16, Channels = 1, GeneratorWidth = 4, DiscriminatorWidth = 4, Patch = 16 },
        Conditioning = new PictureConditioning(),
    }) with
    { Data = new Fork { Size = 16, Count = 20, Frames = 1 }, SampleCount = 27, SampleEveryImages = Tiny.Batch };
}
