using Saddle.Data;
using Saddle.Data.Pictures;
using Saddle.Tests.Support;
using Xunit;

namespace Saddle.Tests.Data.Pictures;

public sealed class UnpairedSourceTests : IDisposable
{
    private static readonly SampleShape s_shape = new(1, 8, 8);

    private readonly PictureFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(7, 3, PairDirection.AToB)]
    [InlineData(3, 7, PairDirection.AToB)]
    [InlineData(7, 3, PairDirection.BToA)]
    [InlineData(5, 5, PairDirection.AToB)]
    public void Every_picture_of_the_larger_set_comes_once_and_those_of_the_other_equally_often(
        int a, int b, PairDirection direction)
    {
        using DisposeScope scope = torch.NewDisposeScope();
        Add("A", a, 10);
        Add("B", b, 100);
        UnpairedSource source = Assert.IsType<UnpairedSource>(DataSource.FromSpec($"unpaired:{_folder.Path}"));
        using DataSet opened = (source with { Direction = direction }).Open();
        Assert.Equal((7L - (a == b ? 2 : 0), 1L), (opened.Count!.Value, opened.InputChannels));
        using var set = (ImageSet)opened.As(s_shape);
        int[][] pairs = [.. Values(set).Chunk(2).Select(pair => direction == PairDirection.AToB ? pair : [pair[1], pair[0]])];
        AssertEven(pairs.Select(pair => pair[0] - 10), a, pairs.Length);
        AssertEven(pairs.Select(pair => pair[1] - 100), b, pairs.Length);
    }

    [Fact]
    public void The_seed_fixes_what_is_put_together()
    {
        using DisposeScope scope = torch.NewDisposeScope();
        Add("A", 9, 10);
        Add("B", 9, 100);
        Assert.Equal(Pairs(1), Pairs(1));
        Assert.NotEqual(Pairs(1), Pairs(2));

        int[] Pairs(int seed)
        {
            using DataSet opened = new UnpairedSource { Path = _folder.Path, Seed = seed }.Open();
            using var set = (ImageSet)opened.As(s_shape);
            return Values(set);
        }
    }

    [Fact]
    public void A_missing_or_empty_folder_is_named()
    {
        Add("A", 2, 10);
        Assert.Equal(
            $"{_folder.File("B")}: there is no such folder; data source unpaired expects the sub-folders A and B, "
            + "each with JPEG, PNG, WebP, GIF or BMP files.",
            Assert.Throws<DataException>(() => new UnpairedSource { Path = _folder.Path }.Open()).Message);
        Directory.CreateDirectory(_folder.File("B"));
        Assert.StartsWith(
            $"{_folder.File("B")}: there are no pictures in it;",
            Assert.Throws<DataException>(() => new UnpairedSource { Path = _folder.Path }.Open()).Message);
    }

    private void Add(string name, int count, byte first)
    {
        for (int k = 0; k < count; k++)
        {
            _folder.Add($"{name}/{k}.png", 8 + k, 8, (byte)(first + k));
        }
    }

    // One value a picture, input and real in turn.
    private static int[] Values(ImageSet set)
        => [
            .. set.Rows([.. Enumerable.Range(0, (int)set.Count!.Value).Select(k => (long)k)]).ToArray<byte>().Chunk(64)
                .Select(picture => (int)picture[0]),
        ];

    private static void AssertEven(IEnumerable<int> pictures, int count, int samples)
    {
        int[] times = [.. pictures.CountBy(picture => picture).OrderBy(pair => pair.Key).Select(pair => pair.Value)];
        Assert.Equal(count, times.Length);
        Assert.All(times, time => Assert.InRange(time, samples / count, (samples + count - 1) / count));
    }
}
