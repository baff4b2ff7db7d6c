using System.Formats.Tar;
using System.Text;
using Saddle.Data;
using Saddle.Data.Archives;
using Saddle.Tests.Support;
using Xunit;

namespace Saddle.Tests.Data.Archives;

public sealed class WebDatasetSourceTests : IDisposable
{
    private readonly PictureFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Shards_are_read_in_the_order_of_their_names_with_labels_and_captions()
    {
        string folder = Path.Combine(Repository.Root, "tests", "Goldens", "archives", "shards");
        DataSource source = DataSource.FromSpec(folder, out string why);
        Assert.IsType<WebDatasetSource>(source);
        Assert.Equal("a folder with tar files and no pictures of its own", why);
        using DataSet data = source.Open();
        Assert.Equal((6, new SampleShape(3, 8, 8)), (data.Count, data.Shape));
        Assert.Equal([new DataClass("0", 2), new DataClass("1", 2), new DataClass("2", 2)], data.Report.Classes);
        Assert.Equal(Enumerable.Range(0, 6).Select(k => $"picture number {k}"), data.Captions);
        Assert.Equal(Enumerable.Range(0, 6).Select(k => (byte)(20 * k)), Shades.Of(data, channels: 3));
        Assert.Equal(Enumerable.Range(0, 6).Select(k => (long)(k % 3)), Shades.LabelsOf(data, channels: 3));
        Assert.Empty(data.Report.Skipped);
    }

    [Fact]
    public void One_tar_file_is_data_too_and_what_else_it_holds_is_counted()
    {
        string path = Tar(
            "a.tar", ("./x/0001.JSON", "{}"u8.ToArray()), ("./x/0001.PNG", Shades.Png(7)), ("./x/0001.seg.png", Shades.Png(9)),
            ("./x/._0001.png", [1]), ("./x/0002.png", Shades.Png(8)), ("readme", [1]));
        using DataSet data = DataSource.FromSpec(path, out string why).Open();
        Assert.Equal("a tar file", why);
        Assert.Equal([7, 8], Shades.Of(data));
        Assert.Equal(4, data.Report.IgnoredCount);
        Assert.Empty(data.Classes);
        Assert.Empty(data.Captions);
    }

    [Fact]
    public void What_is_wrong_with_a_sample_leaves_it_out_by_name()
    {
        var members = Enumerable.Range(10, 40)
            .SelectMany(k => new (string, byte[])[] { ($"{k}.png", Shades.Png((byte)k)), ($"{k}.cls", Text($" {k % 2}\n")) })
            .ToList();
        members.AddRange(
            [
                ("50.png", Shades.Png(50)), ("50.cls", Text("cat")), ("51.cls", Text("1")),
                ("52.jpg", Shades.Png(52)), ("52.png", Shades.Png(53)), ("52.cls", Text("0")), ("53.png", Shades.Png(54)),
                ("54.png", Text("no picture")), ("54.cls", Text("1")), ("55.heic", [1, 2]), ("55.cls", Text("0")),
            ]);
        Tar("s.tar", [.. members]);
        using DataSet data = new WebDatasetSource { Path = _folder.Path }.Open();
        Assert.Equal(
            [
                "s.tar/50.png (50.cls should hold the number of its class)",
                "s.tar/51.cls (there is no picture beside it)",
                "s.tar/52.png (its sample has a picture already, 52.jpg)",
                "s.tar/53.png (it has no label)",
                "s.tar/54.png (it is no JPEG, PNG, WebP, GIF or BMP picture)",
                "s.tar/55.heic (it is no JPEG, PNG, WebP, GIF or BMP picture)",
            ],
            data.Report.Skipped.Select(file => file.ToString()));
        Assert.Equal([.. Enumerable.Range(10, 40).Select(k => (byte)k), 52], Shades.Of(data));
        Assert.Equal(["0", "1"], data.Classes);
    }

    [Fact]
    public void Captions_that_few_have_are_not_used()
    {
        Tar("s.tar", ("1.png", Shades.Png(1)), ("1.txt", Text("one")), ("2.png", Shades.Png(2)), ("3.png", Shades.Png(3)));
        using DataSet data = new WebDatasetSource { Path = _folder.Path }.Open();
        Assert.Empty(data.Captions);
        Assert.Equal(3, data.Count);
        Assert.Equal(["1 of 3 pictures have a caption: too few, so that none is used"], data.Report.Warnings);
    }

    [Fact]
    public void The_first_line_of_a_text_that_is_not_empty_is_the_caption()
    {
        Tar(
            "s.tar", ("1.png", Shades.Png(1)), ("1.txt", Text("\n  ein grünes Ding \nmore\n")), ("2.png", Shades.Png(2)),
            ("2.txt", Text("two")), ("3.png", Shades.Png(3)), ("3.txt", Text(" \n")));
        using DataSet data = new WebDatasetSource { Path = _folder.Path }.Open();
        Assert.Equal(["ein grünes Ding", "two"], data.Captions);
        Assert.Equal("s.tar/3.png (it has no caption)", Assert.Single(data.Report.Skipped).ToString());
    }

    [Fact]
    public void A_shard_that_is_cut_off_or_damaged_is_named_and_what_comes_before_is_used()
    {
        var members = Enumerable.Range(10, 20).Select(k => ($"{k}.png", Shades.Png((byte)k))).ToArray();
        byte[] tar = File.ReadAllBytes(Tar("0.tar", members));
        // A header and a content, 512 bytes each: that of the fifth is cut off, and the header of the third makes no sense.
        File.WriteAllBytes(_folder.File("1.tar"), tar[..((4 * 1024) + 512 + 10)]);
        tar.AsSpan((2 * 1024) + 100, 100).Fill((byte)'x');
        File.WriteAllBytes(_folder.File("2.tar"), tar);
        File.WriteAllText(_folder.File("3.tar"), "no tar file at all");
        using DataSet data = new WebDatasetSource { Path = _folder.Path }.Open();
        Assert.Equal(
            [.. Enumerable.Range(10, 20).Select(k => (byte)k), 10, 11, 12, 13, 10, 11], Shades.Of(data));
        Assert.Equal("1.tar/14.png (the tar file ends within it)", data.Report.Skipped[0].ToString());
        Assert.StartsWith("2.tar (it cannot be read after 11.png: ", data.Report.Skipped[1].ToString(), StringComparison.Ordinal);
        Assert.StartsWith("3.tar (it cannot be read", data.Report.Skipped[2].ToString(), StringComparison.Ordinal);
        Assert.Equal(3, data.Report.Skipped.Count);
    }

    [Fact]
    public void Shards_that_are_packed_and_paths_that_lead_nowhere_are_told_in_one_sentence()
    {
        File.WriteAllBytes(_folder.File("0.tar.gz"), [0x1F, 0x8B, 8, 0]);
        DataSource source = DataSource.FromSpec(_folder.Path);
        Assert.Equal(
            $"{_folder.Path}: its shards are packed (.tar.gz), so that no picture can be found without unpacking all before it; "
            + "unpack them to .tar.",
            Assert.Throws<DataException>(() => source.Open()).Message);
        Assert.EndsWith(
            "there is no such file or folder; data source webdataset expects a tar file, or a folder of such.",
            Assert.Throws<DataException>(() => new WebDatasetSource { Path = _folder.File("nowhere") }.Open()).Message);
    }

    private static byte[] Text(string text) => Encoding.UTF8.GetBytes(text);

    private string Tar(string name, params (string Name, byte[] Content)[] members)
    {
        using FileStream file = File.Create(_folder.File(name));
        using var writer = new TarWriter(file, TarEntryFormat.Ustar);
        foreach ((string member, byte[] content) in members)
        {
            writer.WriteEntry(
                new UstarTarEntry(TarEntryType.RegularFile, member) { DataStream = new MemoryStream(content) });
        }
        return _folder.File(name);
    }
}
