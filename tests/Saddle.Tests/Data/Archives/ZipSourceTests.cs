using System.IO.Compression;
using System.Text;
using Saddle.Data;
using Saddle.Data.Archives;
using Saddle.Data.Pictures;
using Saddle.Tests.Support;
using Xunit;

namespace Saddle.Tests.Data.Archives;

public sealed class ZipSourceTests : IDisposable
{
    private readonly PictureFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void The_zip_of_stylegans_own_tool_has_its_pictures_and_labels()
    {
        DataSource source = DataSource.FromSpec(Golden("labelled.zip"), out string why);
        Assert.IsType<ZipSource>(source);
        Assert.Equal("a file that begins as zips do", why);
        using DataSet data = source.Open();
        Assert.Equal((12, new SampleShape(3, 8, 8)), (data.Count, data.Shape));
        Assert.Equal([new DataClass("0", 4), new DataClass("1", 4), new DataClass("2", 4)], data.Report.Classes);
        Assert.Equal(Enumerable.Range(0, 12).Select(k => (byte)(20 * k)), Shades.Of(data, channels: 3));
        Assert.Equal(Enumerable.Range(0, 12).Select(k => (long)(k % 3)), Shades.LabelsOf(data, channels: 3));
        Assert.Empty(data.Report.Skipped);
        Assert.Equal(0, data.Report.IgnoredCount);
        Assert.Equal(12, data.Examine().Count);
    }

    [Fact]
    public void Without_labels_the_tools_folders_are_no_classes()
    {
        using DataSet data = DataSource.FromSpec(Golden("unlabelled.zip")).Open();
        Assert.Equal(12, data.Count);
        Assert.Empty(data.Classes);
    }

    [Fact]
    public void Where_there_is_no_dataset_json_folders_are_classes_below_those_that_all_have_in_common()
    {
        string path = Write(
            [
                ("set/train/dogs/2.png", Shades.Png(30)), ("set/train/cats/1.png", Shades.Png(10)),
                ("set/train/cats/2.png", Shades.Png(20)), ("set/train/dogs/deep/1.png", Shades.Png(40)),
                ("set/train/.DS_Store", [1]), ("__MACOSX/set/._1.png", [1]), ("readme.txt", [1]),
            ],
            CompressionLevel.Optimal);
        using DataSet data = new ZipSource { Path = path }.Open();
        Assert.Equal([new DataClass("cats", 2), new DataClass("dogs", 2)], data.Report.Classes);
        Assert.Equal([10, 20, 30, 40], Shades.Of(data));
        Assert.Equal([0L, 0, 1, 1], Shades.LabelsOf(data));
        Assert.Equal(3, data.Report.IgnoredCount);
    }

    [Fact]
    public void Labels_need_not_begin_at_zero_and_pairs_may_be_in_any_order()
    {
        string path = Write(
            [
                ("b.png", Shades.Png(2)), ("a.png", Shades.Png(1)), ("ü.png", Shades.Png(3)),
                (
                    "dataset.json",
                    """{"more": [1, {"a": 2}], "labels": [["\u00fc.png", -7], ["b.png", 12], ["a.png", 12]]}"""u8.ToArray()),
            ]);
        using DataSet data = new ZipSource { Path = path }.Open();
        Assert.Equal(["-7", "12"], data.Classes);
        Assert.Equal([1, 2, 3], Shades.Of(data));
        Assert.Equal([1L, 1, 0], Shades.LabelsOf(data));
    }

    [Fact]
    public void Pictures_without_a_label_where_most_have_one_are_left_out_and_named()
    {
        string path = Write(
            [
                .. Enumerable.Range(0, 4).Select(k => ($"{k}.png", Shades.Png((byte)k))),
                ("dataset.json", """{"labels": [["0.png", 0], null, ["2.png", 1], ["3.png", 1], ["4.png", 1]]}"""u8.ToArray()),
            ]);
        using DataSet data = new ZipSource { Path = path }.Open();
        Assert.Equal(
            ["1.png (it has no label)", "4.png (dataset.json names it, but there is no such picture)"],
            data.Report.Skipped.Select(file => file.ToString()));
        Assert.Contains("1 of 4 pictures have no label", data.Report.Warnings);
        Assert.Equal([0, 2, 3], Shades.Of(data));
    }

    [Fact]
    public void Vectors_as_labels_are_told_and_not_used()
    {
        string path = Write(
            [("0.png", Shades.Png(5)), ("dataset.json", """{"labels": [["0.png", [0.5, 1]]]}"""u8.ToArray())]);
        using DataSet data = new ZipSource { Path = path }.Open();
        Assert.Empty(data.Classes);
        Assert.Contains("dataset.json has vectors as labels; only whole numbers are classes", data.Report.Warnings);
    }

    [Theory]
    [InlineData("{\"labels\": [[\"0.png\", 1]", "it is not valid JSON (")]
    [InlineData("{\"labels\": [[\"\\ud800\", 1]]}", "it is not valid JSON (")]
    [InlineData("[]", "labels should be null, or a list of pairs of a picture's name and a whole number.")]
    [InlineData("", "it is not valid JSON (")]
    [InlineData("{\"labels\": {\"0.png\": 1}}", "labels should be")]
    [InlineData("{\"labels\": [[\"0.png\", 1.5]]}", "labels should be")]
    [InlineData("{\"labels\": [[\"0.png\", \"cat\"]]}", "labels should be")]
    [InlineData("{\"labels\": [[\"0.png\", 1, 2]]}", "labels should be")]
    [InlineData("{\"labels\": [\"0.png\"]}", "labels should be")]
    public void A_dataset_json_that_is_not_as_expected_is_refused(string json, string message)
    {
        string path = Write([("0.png", Shades.Png(5)), ("dataset.json", Encoding.UTF8.GetBytes(json))]);
        Assert.StartsWith($"{path}/dataset.json: {message}", Refusal(path), StringComparison.Ordinal);
    }

    [Fact]
    public void Hundreds_of_broken_members_are_left_out_and_each_is_named_with_its_reason()
    {
        var members = Enumerable.Range(0, 4000).Select(k => ($"{k:0000}.png", Shades.Png((byte)(k % 250)))).ToArray();
        // Of ten kinds, forty of each, but those that only decoding finds.
        for (int k = 0; k < 400; k += 10)
        {
            members[k].Item2 = [];
            members[k + 1].Item2 = members[k + 1].Item2[..20];
            members[k + 2].Item2 = "<html>"u8.ToArray();
            members[k + 3].Item2 = [.. "II*\0"u8, 1, 2, 3];
        }
        byte[] zip = ZipBuilder.Of(members);
        for (int k = 0; k < 400; k += 10)
        {
            ZipBuilder.Patch(zip, members[k + 4].Item1, 6, 1);
            ZipBuilder.Patch(zip, members[k + 5].Item1, 8, 14);
            zip[ZipBuilder.ContentOf(zip, members[k + 6].Item1) + 45] ^= 1;
            zip[ZipBuilder.ContentOf(zip, members[k + 7].Item1) - 30 - members[k + 7].Item1.Length] = 0;
            ZipBuilder.Patch(zip, members[k + 8].Item1, 8, 8);
        }
        string path = _folder.File("broken.zip");
        File.WriteAllBytes(path, zip);
        var warnings = new List<string>();
        using DataSet data = new ZipSource { Path = path }.Open(new DataWork { Warn = warnings.Add });
        Dictionary<string, string> named = data.Report.Skipped.ToDictionary(file => file.File, file => file.Reason);
        Assert.Equal(360, named.Count);
        for (int k = 0; k < 400; k += 10)
        {
            Assert.Equal("it is empty; a picture was expected", named[members[k].Item1]);
            Assert.StartsWith("its PNG data cannot be decoded", named[members[k + 1].Item1], StringComparison.Ordinal);
            Assert.Equal("it is no JPEG, PNG, WebP, GIF or BMP picture", named[members[k + 2].Item1]);
            Assert.StartsWith("it is a TIFF", named[members[k + 3].Item1], StringComparison.Ordinal);
            Assert.Equal("it is encrypted", named[members[k + 4].Item1]);
            Assert.Equal(
                "it is packed by method 14; what is stored or deflated can be read", named[members[k + 5].Item1]);
            Assert.Equal("it is damaged: its checksum is another", named[members[k + 6].Item1]);
            Assert.Equal("its own header in the zip is damaged", named[members[k + 7].Item1]);
            Assert.Equal("its packed bytes are damaged", named[members[k + 8].Item1]);
        }
        Assert.Equal(3640, data.Count);
        Assert.StartsWith("360 of 4000 pictures cannot be read and are left out:\n  0000.png (", Assert.Single(warnings));
    }

    [Fact]
    public void Latents_are_refused_by_name()
    {
        string path = Write(
            [("00000/img-mean-std-00000000.npy", [1, 2]), ("dataset.json", """{"labels": null}"""u8.ToArray())]);
        Assert.Equal(
            $"{path}: it holds latents (00000/img-mean-std-00000000.npy), as edm2's dataset_tool makes them of pictures, and a "
            + "run learns pictures; give the zip that they were made of.",
            Refusal(path));
    }

    [Fact]
    public void What_is_no_zip_cut_off_damaged_or_encrypted_is_told_in_one_sentence()
    {
        byte[] zip = ZipBuilder.Of([("0.png", Shades.Png(5)), ("1.png", Shades.Png(6))]);
        foreach (byte[] cut in new[] { zip[..^30], "no zip"u8.ToArray(), [] })
        {
            Assert.EndsWith(
                ": it is no zip, or was cut off: the list of its members, with which a zip ends, is not there.", RefusalOf(cut));
        }
        byte[] damaged = [.. zip];
        damaged[ZipBuilder.ContentOf(zip, "1.png") + Shades.Png(6).Length] = 0;
        Assert.EndsWith(": the list of its members, with which a zip ends, is damaged.", RefusalOf(damaged));
        ZipBuilder.Patch(zip, "0.png", 6, 1);
        ZipBuilder.Patch(zip, "1.png", 6, 1);
        Assert.EndsWith(
            ": its pictures are encrypted; unpack it with its password, and give the folder.", RefusalOf(zip));
        Assert.Contains("there are no pictures in it (it is empty)", RefusalOf(ZipBuilder.Of([])), StringComparison.Ordinal);
        Assert.EndsWith("expected a zip file, but this is a folder.", Refusal(_folder.Path));
        Assert.EndsWith(
            "there is no such file; data source zip expects a zip of pictures.", Refusal(_folder.File("nowhere.zip")));
        string RefusalOf(byte[] bytes)
        {
            string path = _folder.File("damaged.zip");
            File.WriteAllBytes(path, bytes);
            Assert.IsType<ZipSource>(DataSource.FromSpec(path));
            return Refusal(path);
        }
    }

    [Fact]
    public void No_more_is_unpacked_than_a_picture_may_have()
    {
        string path = Write([("0.png", Shades.Png(5)), ("bomb.png", new byte[(256 << 20) + 1])], CompressionLevel.Fastest);
        string message = Assert.Throws<DataException>(() => new ZipSource { Path = path }.Open()).Message;
        Assert.Contains("a picture file has at most 268435456 (256 MiB)", message, StringComparison.Ordinal);
        // One that lies about its length is read that far and no further.
        byte[] zip = ZipBuilder.Of([("bomb.png", new byte[1 << 20])], CompressionLevel.Fastest);
        File.WriteAllBytes(path, zip);
        using FileStream file = File.OpenRead(path);
        ZipEntry entry = Assert.Single(ZipDirectory.Read(file));
        Assert.Equal(
            "it is damaged: its checksum is another",
            Assert.Throws<InvalidDataException>(
                () => new ZipBytes(path, entry.Place, 100, entry.Checksum).Read(new byte[100])).Message);
    }

    [Fact]
    public void More_members_than_an_old_zip_can_count_are_read()
    {
        string path = Write(Enumerable.Range(0, 70_000).Select(k => ($"{k:00000}.png", Array.Empty<byte>())));
        using FileStream file = File.OpenRead(path);
        Assert.Equal(70_000, ZipDirectory.Read(file).Select(entry => Encoding.UTF8.GetString(entry.Name)).Distinct().Count());
    }

    [Fact]
    public void A_zip_behind_other_bytes_and_before_a_comment_is_read()
    {
        byte[] zip = [.. new byte[777], .. ZipBuilder.Of([("0.png", Shades.Png(5))])];
        zip[^2] = 4;
        File.WriteAllBytes(_folder.File("a.zip"), [.. zip, 1, 2, 3, 4]);
        using DataSet data = DataSource.FromSpec(_folder.File("a.zip"), out string why).Open();
        Assert.Equal("its name ends with .zip", why);
        Assert.Equal([5], Shades.Of(data));
    }

    [Fact]
    public void A_name_that_comes_twice_counts_once()
    {
        string path = Write([("0.png", Shades.Png(5)), ("0.png", Shades.Png(5)), ("1.png", Shades.Png(6))]);
        using DataSet data = new ZipSource { Path = path }.Open();
        Assert.Equal("0.png (the zip has it twice)", Assert.Single(data.Report.Skipped).ToString());
        Assert.Equal([5, 6], Shades.Of(data));
    }

    [Fact]
    public void The_digest_is_that_of_the_pictures_wherever_the_zip_lies()
    {
        string path = Write([("0.png", Shades.Png(5)), ("1.png", Shades.Png(6))]);
        File.Copy(path, _folder.File("copy.zip"));
        File.SetLastWriteTimeUtc(_folder.File("copy.zip"), DateTime.UnixEpoch);
        Assert.Equal(DigestOf(path), DigestOf(_folder.File("copy.zip")));
        string before = DigestOf(path);
        byte[] one = Shades.Png(7), other = Shades.Png(5);
        Assert.Equal(other.Length, one.Length);
        Assert.NotEqual(before, DigestOf(Write([("0.png", one), ("1.png", Shades.Png(6))])));
        static string DigestOf(string path)
        {
            using DataSet data = new ZipSource { Path = path }.Open();
            return data.ContentDigest;
        }
    }

    [Fact]
    public void A_second_start_reads_the_same_pictures_from_the_cache()
    {
        string path = Write([("0.png", Shades.Png(5)), ("1.png", Shades.Png(6))]);
        using (DataSet data = new ZipSource { Path = path }.Open())
        {
            Assert.Equal([5, 6], Shades.Of(data));
        }
        string[] cached = _folder.Cached();
        using (DataSet data = new ZipSource { Path = path }.Open())
        {
            Assert.Equal([5, 6], Shades.Of(data));
        }
        Assert.Equal(cached, _folder.Cached());
        Write([("0.png", Shades.Png(9)), ("1.png", Shades.Png(6))]);
        using DataSet changed = new ZipSource { Path = path }.Open();
        Assert.Equal([9, 6], Shades.Of(changed));
    }

    [Fact]
    public void A_folder_that_has_pictures_of_its_own_is_no_folder_of_archives()
    {
        _folder.Add("jpg/1.png", 8, 8, 1);
        File.Copy(Golden("shards/000000.tar"), _folder.File("102flowers.tar"));
        Assert.IsType<FolderSource>(DataSource.FromSpec(_folder.Path));
    }

    private static string Golden(string name) => Path.Combine(Repository.Root, "tests", "Goldens", "archives", name);

    private static string Refusal(string path)
        => Assert.Throws<DataException>(() => new ZipSource { Path = path }.Open()).Message;

    private string Write(
        IEnumerable<(string Name, byte[] Content)> members, CompressionLevel level = CompressionLevel.NoCompression)
    {
        File.WriteAllBytes(_folder.File("a.zip"), ZipBuilder.Of(members, level));
        return _folder.File("a.zip");
    }
}
