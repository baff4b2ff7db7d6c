using System.Formats.Tar;
using System.Text;
using Saddle.Components;
using Saddle.Data;
using Saddle.Data.Archives;
using Saddle.Data.Pictures;
using Saddle.Tests.Support;
using Saddle.Training;
using Xunit;

namespace Saddle.Tests.Data.Archives;

public sealed class FirstPassTests : IDisposable
{
    private const int Window = 8, Shards = 4, InShard = 12, Count = Shards * InShard;

    private static readonly SampleShape s_shape = new(1, 8, 8);

    private readonly PictureFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void The_first_pass_takes_shard_after_shard_and_shuffles_within_windows()
    {
        var pass = new FirstPass([0, 30, 35], 100, 20);
        long[] order = pass.Order(7);
        Assert.Equal(Enumerable.Range(0, 100).Select(k => (long)k), order.Order());
        Assert.Equal(order, pass.Order(7));
        Assert.NotEqual(order, pass.Order(8));
        // The first window's rows follow each other in the shards' order, which one of the six possible orders explains.
        long[][] shards = [[.. Rows(0, 30)], [.. Rows(30, 35)], [.. Rows(35, 100)]];
        int[][] orders = [[0, 1, 2], [0, 2, 1], [1, 0, 2], [1, 2, 0], [2, 0, 1], [2, 1, 0]];
        long[][] plain = [.. orders.Select(shuffled => shuffled.SelectMany(k => shards[k]).ToArray())];
        Assert.Single(plain, rows => order.Chunk(20).Zip(rows.Chunk(20)).All(pair => pair.First.Order().SequenceEqual(
            pair.Second.Order())));
        Assert.All(order.Chunk(20), part => Assert.NotEqual(part.Order(), part));
        Assert.True(Enumerable.Range(0, 20).Select(seed => pass.Order((ulong)seed)[0] / 10).Distinct().Count() > 3);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void What_is_read_depends_on_seed_and_position_only(bool broken)
    {
        Write(broken);
        // Two passes and a bit, from the beginning, with nothing decoded; then from the cache; then begun in the middle.
        List<string> first = Read(0, Count * 5 / 2);
        Assert.Equal(Count - (broken ? 2 : 0), first.Take(Count).Distinct().Count());
        Assert.Equal(Count, first.Skip(Count).Take(Count).Count());
        Assert.NotEmpty(_folder.Cached("index.json"));
        Assert.Equal(first, Read(0, Count * 5 / 2));
        Directory.Delete(_folder.Cache, recursive: true);
        Assert.Equal(first[29..], Read(29, (Count * 5 / 2) - 29));
    }

    [Fact]
    public void Without_a_window_all_are_shuffled_and_decoded_first()
    {
        Write(broken: true);
        using DataSet data = Source(0).Open();
        using var images = (ImageSet)data.As(s_shape);
        Assert.Equal(Count - 2, images.Count);
        Assert.NotEmpty(_folder.Cached("index.json"));
        Assert.NotEqual(Read(0, Count), Of(images, 0, Count));
    }

    [Fact]
    public void Training_begins_before_all_are_read_and_leaves_nothing_when_it_ends_early()
    {
        long[] wanted = new FirstPass([0, InShard], Count, Window).Order(1)[..2];
        using var gate = new ManualResetEventSlim(initialState: true);
        byte[] png = Shades.Png(3);
        var listing = new PictureListing
        {
            Folder = _folder.Path,
            Entries =
            [
                .. Enumerable.Range(0, Count).Select(k => new PictureEntry(new PictureFileStamp($"{k}.png", png.Length, 0))
                {
                    Bytes = new Gated(png, wanted.Contains(k) ? null : gate),
                }),
            ],
            ShardStarts = [0, InShard],
        };
        WebDatasetSource source = Source(Window);
        PictureScan scan = PictureScan.Of(source, listing, "listing", DataWork.Quiet);
        using var data = new PictureSet(source, listing, scan, "listing");
        using (DataSet images = data.As(s_shape))
        {
            // None but the two that the first batch has can be read before the gate opens.
            gate.Reset();
            Assert.Equal(2, images.Read(1, 0, 2).Real.size(0));
            Assert.Empty(_folder.Cached("index.json"));
            gate.Set();
        }
        Assert.DoesNotContain(_folder.Cached(), path => Path.GetFileName(path).StartsWith('.'));
    }

    [Fact]
    public void What_cannot_be_decoded_is_named_when_all_are()
    {
        Write(broken: true);
        var told = new List<string>();
        using (DataSet data = Source(Window).Open())
        using (DataSet images = data.As(s_shape, new DataWork { Warn = told.Add }))
        {
            images.Read(3, 0, 8);
        }
        // Those that were met, or all.
        Assert.All(told, warning => Assert.Contains("cannot be decoded and are left out", warning, StringComparison.Ordinal));
        told.Clear();
        Read(0, Count * 2, told);
        Assert.Contains("2 of 48 pictures cannot be decoded and are left out", Assert.Single(told), StringComparison.Ordinal);
        Assert.Contains("1.tar/105.png", told[0], StringComparison.Ordinal);
        told.Clear();
        Read(0, 1, told);
        Assert.Contains("3.tar/311.png", Assert.Single(told), StringComparison.Ordinal);
    }

    [Fact]
    public void Too_many_that_cannot_be_decoded_end_it()
    {
        Write(broken: false, brokenShard: true);
        using DataSet data = Source(Window).Open();
        using DataSet images = data.As(s_shape);
        DataException error = Assert.Throws<DataException>(() => Of((ImageSet)images, 0, Count));
        Assert.Contains("more than a tenth", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_colour_picture_among_thousands_of_grey_ones_that_was_not_looked_at_is_named()
    {
        byte[] grey = Picture(1), colour = Picture(1, 2, 3);
        int hidden = Enumerable.Range(0, 4200).Except(Enumerable.Range(0, 4096).Select(k => (int)(k * 4200L / 4096))).Last();
        Tar("a.tar", Enumerable.Range(0, 4200).Select(k => ($"{k:0000}.png", k == hidden ? colour : grey)));
        var told = new List<string>();
        using (DataSet data = new WebDatasetSource { Path = _folder.Path, Window = 4200 }.Open())
        {
            Assert.Equal((1L, 4200L), (data.Shape.Channels, data.Count));
            using var images = (ImageSet)data.As(new SampleShape(1, 1, 1), new DataWork { Warn = told.Add });
            Of(images, 0, 4201);
        }
        Assert.Contains(
            $"a.tar/{hidden:0000}.png (it is in colour, where those that were looked at are grey)", Assert.Single(told),
            StringComparison.Ordinal);
    }

    [Fact]
    public void A_run_from_before_has_no_window()
    {
        Recipe recipe = new Recipe() with { Data = new WebDatasetSource { Path = "shards" } };
        string text = RecipeJson.Write(recipe);
        Assert.Contains("\"window\": 8192", text, StringComparison.Ordinal);
        Assert.Equal(8192, ((WebDatasetSource)RecipeJson.Read(text, "text").Data).Window);
        string old = string.Join('\n', text.Split('\n').Where(line => !line.Contains("\"window\"", StringComparison.Ordinal)))
            .Replace($"\"format\": {RecipeJson.Format}", "\"format\": 3", StringComparison.Ordinal);
        Assert.Equal(0, ((WebDatasetSource)RecipeJson.Read(old, "text").Data).Window);
    }

    private static IEnumerable<long> Rows(int from, int to) => Enumerable.Range(from, to - from).Select(k => (long)k);

    private WebDatasetSource Source(int window) => new() { Path = _folder.Path, Window = window };

    // Four shards of twelve; a picture's value is its number, its label the number's last digit, its caption the number.
    private void Write(bool broken, bool brokenShard = false)
    {
        for (int shard = 0; shard < Shards; shard++)
        {
            Tar($"{shard}.tar", Enumerable.Range(0, InShard).SelectMany(k =>
            {
                byte[] png = Shades.Png((byte)((shard * InShard) + k));
                bool damage = (broken && (shard, k) is (1, 5) or (3, 11)) || (brokenShard && shard == 2);
                string name = $"{shard}{k:00}";
                return new[]
                {
                    // Its beginning can be read, its pixels cannot.
                    ($"{name}.png", damage ? png[..^24] : png),
                    ($"{name}.cls", Encoding.UTF8.GetBytes($"{k % 10}")),
                    ($"{name}.txt", Encoding.UTF8.GetBytes($"{(shard * InShard) + k}")),
                };
            }));
        }
    }

    private List<string> Read(long position, int count, List<string>? told = null)
    {
        using DataSet data = Source(Window).Open();
        using var images = (ImageSet)data.As(s_shape, new DataWork { Warn = told is null ? null : told.Add });
        return Of(images, position, count);
    }

    // In batches of seven, so that some cross the end of a pass: caption, label and value, which have to agree.
    private static List<string> Of(ImageSet images, long position, int count)
    {
        var read = new List<string>();
        for (int done = 0; done < count; done += 7)
        {
            using DisposeScope scope = torch.NewDisposeScope();
            Batch batch = images.Read(5, position + done, Math.Min(7, count - done));
            byte[] values = ImageSet.ToBytes(batch.Real.narrow(2, 0, 1).narrow(3, 0, 1)).ToArray<byte>();
            if (batch.Captions.Count == 0)
            {
                read.AddRange(values.Select(value => $"{value}"));
                continue;
            }
            Assert.Equal(values.Select(value => $"{value}"), batch.Captions);
            Assert.Equal(values.Select(value => (long)(value % InShard % 10)), batch.Labels!.ToArray<long>());
            read.AddRange(batch.Captions);
        }
        return read;
    }

    private byte[] Picture(params byte[] colour)
    {
        string path = _folder.Add("picture.png", 1, 1, colour);
        byte[] bytes = File.ReadAllBytes(path);
        File.Delete(path);
        return bytes;
    }

    private void Tar(string name, IEnumerable<(string Name, byte[] Content)> members)
    {
        using FileStream file = File.Create(_folder.File(name));
        using var writer = new TarWriter(file, TarEntryFormat.Ustar);
        foreach ((string member, byte[] content) in members)
        {
            writer.WriteEntry(
                new UstarTarEntry(TarEntryType.RegularFile, member) { DataStream = new MemoryStream(content) });
        }
    }

    private sealed class Gated(byte[] bytes, ManualResetEventSlim? gate) : PictureBytes
    {
        public override long Length => bytes.Length;

        public override int Read(Span<byte> room)
        {
            gate?.Wait();
            bytes.AsSpan(0, Math.Min(room.Length, bytes.Length)).CopyTo(room);
            return Math.Min(room.Length, bytes.Length);
        }
    }
}
