using Saddle.Data;
using Saddle.Data.Pictures;
using Saddle.Graphics;
using Saddle.Tests.Support;
using Xunit;

namespace Saddle.Tests.Data.Pictures;

public sealed class PairsSourceTests : IDisposable
{
    private static readonly SampleShape s_shape = new(1, 8, 8);

    private readonly PictureFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory, InlineData(PairDirection.AToB, 20, 200), InlineData(PairDirection.BToA, 200, 20)]
    public void The_halves_of_a_file_are_a_pair_and_the_direction_says_which_is_the_input(
        PairDirection direction, int input, int real)
    {
        using DisposeScope scope = torch.NewDisposeScope();
        AddBoth("one.png", 16, 8, left: 20, right: 200);
        using DataSet opened = new PairsSource { Path = _folder.Path, Direction = direction }.Open();
        Assert.Equal((s_shape, 1), (opened.Shape, opened.Count));
        AssertPair(opened, input, real);
    }

    [Fact]
    public void Folders_A_and_B_are_recognised_and_joined_by_name()
    {
        using DisposeScope scope = torch.NewDisposeScope();
        AddFolders();
        _folder.Add("A/one.png", 8, 8, 20);
        _folder.Add("B/one.png", 8, 8, 200);
        _folder.Add("A/deep/two.png", 8, 8, 30);
        _folder.Add("B/deep/two.png", 16, 16, 210);
        DataSource source = DataSource.FromSpec(_folder.Path, out string why);
        Assert.IsType<PairsSource>(source);
        Assert.Equal("its folders A and B hold pictures of the same names", why);
        using DataSet opened = source.Open();
        Assert.Equal(2, opened.Count);
        using DataSet set = opened.As(s_shape);
        using var images = (ImageSet)set;
        byte[] rows = images.Rows(0, 1).ToArray<byte>();
        // Input, real, input, real; in the order of the names.
        Assert.Equal([30, 210, 20, 200], rows.Chunk(64).Select(picture => (int)Assert.Single(picture.Distinct())));
    }

    [Fact]
    public void Pictures_without_a_partner_are_told_and_left_out()
    {
        AddFolders();
        foreach (string name in new[] { "A/one.png", "B/one.png", "A/two.png", "B/three.png", "A/four.png", "B/four.png" })
        {
            _folder.Add(name, 8, name == "B/four.png" ? 10 : 8, 50);
        }
        for (int k = 0; k < 20; k++)
        {
            _folder.Add($"A/more{k}.png", 8, 8, 50);
            _folder.Add($"B/more{k}.png", 8, 8, 50);
        }
        using DataSet opened = new PairsSource { Path = _folder.Path }.Open();
        Assert.Equal(21, opened.Count);
        Assert.Equal(
            [
                "A/four.png (it is 8x8, but B/four.png is 8x10: a pair has equal proportions)",
                "A/two.png (there is no picture of that name in B)",
                "B/three.png (there is no picture of that name in A)",
            ],
            opened.Report.Skipped.Select(file => file.ToString()));
    }

    [Theory]
    [InlineData(9, "1 of 10 names in A and B have no partner", false)]
    [InlineData(8, "1 of 9 names in A and B have no partner, more than a tenth", true)]
    [InlineData(0, "1 of 1 names in A and B have no partner, none has one", true)]
    public void More_than_a_tenth_without_partner_is_an_error_that_lists_them(int pairs, string found, bool isError)
    {
        AddFolders();
        _folder.Add("A/alone.png", 8, 8, 50);
        for (int k = 0; k < pairs; k++)
        {
            _folder.Add($"A/{k}.png", 8, 8, 50);
            _folder.Add($"B/{k}.png", 8, 8, 50);
        }
        Exception? error = Record.Exception(() => new PairsSource { Path = _folder.Path }.Open().Dispose());
        Assert.Equal(isError
            ? $"{_folder.Path}: {found}; give them one of the same name in the other folder, or remove them:{Environment.NewLine}"
                + "  A/alone.png (there is no picture of that name in B)"
            : null, (error as DataException)?.Message);
    }

    [Fact]
    public void A_picture_of_odd_width_is_no_pair()
    {
        for (int k = 0; k < 20; k++)
        {
            AddBoth($"{k}.png", 16, 8, 20, 200);
        }
        string odd = _folder.Add("odd.png", 15, 8, 50);
        Assert.Equal(
            $"{odd}: it is of odd width (15 pixels): two pictures side by side were expected.",
            Assert.Throws<DataException>(() => new PairsSource { Path = _folder.Path }.Open()).Message);
    }

    [Fact]
    public void Classes_named_A_and_B_without_common_names_are_no_pairs()
    {
        AddFolders();
        _folder.Add("A/one.png", 8, 8, 20);
        _folder.Add("B/two.png", 8, 8, 200);
        Assert.IsType<FolderSource>(DataSource.FromSpec(_folder.Path));
        Assert.IsType<PairsSource>(DataSource.FromSpec($"pairs:{_folder.Path}"));
    }

    [Fact]
    public void A_sheet_shows_the_input_beside_the_answer()
    {
        using DisposeScope scope = torch.NewDisposeScope();
        AddBoth("one.png", 16, 8, left: 0, right: 255);
        using DataSet opened = new PairsSource { Path = _folder.Path }.Open();
        Tensor preview = opened.Preview(64);
        Assert.Equal([1L, 1L, 128L, 256L], preview.shape.ToArray());
        Assert.Equal((-1, 1), (preview.narrow(3, 0, 128).max().item(), preview.narrow(3, 128, 128).min().item()));
        using DataSet set = opened.As(s_shape);
        Tensor small = set.Preview(64);
        Assert.Equal([1L, 1L, 8L, 16L], small.shape.ToArray());
        Assert.Equal((-1, 1), (small.narrow(3, 0, 8).max().item(), small.narrow(3, 8, 8).min().item()));
    }

    private static void AssertPair(DataSet opened, int input, int real)
    {
        using DataSet set = opened.As(s_shape);
        Batch batch = set.Sampler(1, Device.Cpu).Next(1);
        Assert.Equal([1L, 1L, 8L, 8L], batch.Input!.shape.ToArray());
        Assert.All(batch.Input!.ToArray<double>(), value => Assert.Equal((input - 127.5) / 127.5, value, 1e-6));
        Assert.All(batch.Real.ToArray<double>(), value => Assert.Equal((real - 127.5) / 127.5, value, 1e-6));
    }

    private void AddFolders()
    {
        Directory.CreateDirectory(_folder.File("A/deep"));
        Directory.CreateDirectory(_folder.File("B/deep"));
    }

    private void AddBoth(string name, int width, int height, byte left, byte right)
        => PngFile.Save(
            _folder.File(name), [.. Enumerable.Range(0, width * height).Select(k => k % width < width / 2 ? left : right)], width,
            height, 1);
}
