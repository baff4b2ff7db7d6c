using Saddle.Data;
using Saddle.Data.Pictures;
using Saddle.Tests.Support;
using Saddle.Torch;
using Xunit;

namespace Saddle.Tests.Data.Pictures;

public sealed class PixelCacheTests : IDisposable
{
    private static readonly SampleShape s_shape = new(1, 16, 16);

    private readonly PictureFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void The_second_use_opens_no_picture()
    {
        _folder.AddMany(6);
        byte[] first = Pixels();
        DateTime time = File.GetLastWriteTimeUtc(_folder.File("002.png"));
        long length = new FileInfo(_folder.File("002.png")).Length;
        // The same stamp, but nothing that could be decoded.
        File.WriteAllBytes(_folder.File("002.png"), new byte[length]);
        File.SetLastWriteTimeUtc(_folder.File("002.png"), time);
        var told = new List<DataProgress>();
        Assert.Equal(first, Pixels(new DataWork { Progress = told.Add }));
        Assert.Empty(told);
    }

    [Fact]
    public void A_changed_folder_is_read_again()
    {
        _folder.AddMany(6);
        byte[] first = Pixels();
        _folder.Add("002.png", 16, 16, 99);
        byte[] second = Pixels();
        Assert.Equal((12, 99), (first[2 * 256], second[2 * 256]));
        _folder.Add("0015.png", 16, 16, 55);
        Assert.Equal((7 * 256, 55), (Pixels().Length, Pixels()[2 * 256]));
    }

    [Theory]
    [InlineData("pixels")]
    [InlineData("index.json")]
    [InlineData(".scan")]
    public void What_is_damaged_is_made_anew(string ending)
    {
        _folder.AddMany(6);
        byte[] first = Pixels();
        string path = _folder.Cached().Single(name => name.EndsWith(ending, StringComparison.Ordinal));
        File.WriteAllBytes(path, File.ReadAllBytes(path)[..^1]);
        Assert.Equal(first, Pixels());
        File.WriteAllText(path, "[]");
        Assert.Equal(first, Pixels());
        Assert.NotEqual("[]", File.ReadAllText(path));
    }

    [Fact]
    public void Progress_is_told_on_the_threads_own_and_reaches_the_end()
    {
        _folder.AddMany(12);
        var told = new List<(DataProgress Progress, int Thread)>();
        Pixels(new DataWork { Progress = progress => told.Add((progress, Environment.CurrentManagedThreadId)) });
        Assert.All(told, entry => Assert.Equal(Environment.CurrentManagedThreadId, entry.Thread));
        Assert.Equal(["looking at pictures", "decoding pictures"], told.Select(entry => entry.Progress.What).Distinct());
        Assert.Equal(new DataProgress("decoding pictures", 12, 12), told[^1].Progress);
    }

    [Fact]
    public void What_is_stopped_leaves_nothing_behind()
    {
        _folder.AddMany(12);
        using var cancellation = new CancellationTokenSource();
        var work = new DataWork
        {
            Cancellation = cancellation.Token,
            Progress = progress =>
            {
                if (progress.What == "decoding pictures")
                {
                    cancellation.Cancel();
                }
            },
        };
        Assert.ThrowsAny<OperationCanceledException>(() => Pixels(work));
        Assert.EndsWith(".scan", Assert.Single(_folder.Cached()));
        Assert.Equal(12 * 256, Pixels().Length);
    }

    [Fact]
    public async Task Two_at_once_end_with_one_cache_and_the_same_pictures()
    {
        _folder.AddMany(40);
        byte[][] both = await Task.WhenAll(Task.Run(() => Pixels()), Task.Run(() => Pixels()));
        Assert.Equal(both[0], both[1]);
        Assert.Equal(10, both[0][0]);
        Assert.Single(_folder.Cached("pixels"));
        Assert.Empty(_folder.Cached(".*"));
    }

    [Fact]
    public void What_a_dead_process_left_is_removed_and_a_living_ones_is_not()
    {
        _folder.AddMany(3);
        string dead = Path.Combine(_folder.Cache, ".key.1.tmp"), living = Path.Combine(_folder.Cache, ".key.2.tmp");
        Directory.CreateDirectory(dead);
        Directory.CreateDirectory(living);
        File.WriteAllText(Path.Combine(dead, "pixels"), "half");
        File.WriteAllText(Path.ChangeExtension(dead, ".lock"), "");
        using (new FileStream(Path.ChangeExtension(living, ".lock"), FileMode.CreateNew, FileAccess.Write, FileShare.None))
        {
            Pixels();
        }
        Assert.Equal((false, true), (Path.Exists(dead), Path.Exists(living)));
        Assert.False(Path.Exists(Path.ChangeExtension(dead, ".lock")));
    }

    [Fact]
    public void A_cache_that_cannot_be_written_is_told_with_its_place_and_its_need()
    {
        _folder.AddMany(3);
        Directory.CreateDirectory(Path.GetDirectoryName(_folder.Cache)!);
        using DataSet data = _folder.Source().Open();
        Directory.Delete(_folder.Cache, recursive: true);
        File.WriteAllText(_folder.Cache, "a file in its place");
        string message = Assert.Throws<CacheException>(() => data.As(s_shape)).Message;
        Assert.StartsWith(_folder.Cache, message);
        Assert.Contains("cannot be written (it needs 768 bytes)", message);
        Assert.EndsWith("make room, or choose another place with SADDLE_CACHE.", message);
    }

    [Fact]
    public void Batches_from_the_file_are_those_from_memory()
    {
        _folder.AddMany(11);
        using DisposeScope scope = torch.NewDisposeScope();
        using DataSet data = _folder.Source().Open();
        using var images = (ImageSet)data.As(s_shape);
        using var memory = new ImageSet(images.Rows([.. Enumerable.Range(0, 11).Select(k => (long)k)]));
        Sampler first = images.Sampler(3, Device.Cpu, horizontalFlip: true),
            second = memory.Sampler(3, Device.Cpu, horizontalFlip: true);
        for (int k = 0; k < 9; k++)
        {
            // Another sampler of the same images, and a jump back: what was read ahead is not what is asked for.
            images.Sampler(9, Device.Cpu).Next(3);
            (first.Position, second.Position) = k == 5 ? (2L, 2L) : (first.Position, second.Position);
            Assert.Equal(second.Next(4).Real.ToArray<float>(), first.Next(4).Real.ToArray<float>());
        }
    }

    [Fact]
    public void A_cache_that_is_cut_short_while_it_is_used_is_an_error()
    {
        _folder.AddMany(5);
        using DisposeScope scope = torch.NewDisposeScope();
        using DataSet data = _folder.Source().Open();
        using DataSet images = data.As(s_shape);
        using (var file = new FileStream(_folder.Cached("pixels").Single(), FileMode.Open, FileAccess.Write, FileShare.ReadWrite))
        {
            file.SetLength(100);
        }
        Sampler sampler = images.Sampler(1, Device.Cpu);
        Assert.Contains("was cut short while it was used", Assert.Throws<DataException>(() => sampler.Next(5)).Message);
    }

    private byte[] Pixels(DataWork? work = null)
    {
        using DisposeScope scope = torch.NewDisposeScope();
        using DataSet data = _folder.Source().Open(work);
        using var images = (ImageSet)data.As(s_shape, work);
        return images.Rows([.. Enumerable.Range(0, (int)images.Count!).Select(k => (long)k)]).ToArray<byte>();
    }
}
