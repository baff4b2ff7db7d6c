using ParquetSharp;
using Saddle.Data;
using Saddle.Data.Archives;
using Saddle.Tests.Support;
using Xunit;
using Row = Saddle.Tests.Support.ParquetBuilder.Row;

namespace Saddle.Tests.Data.Archives;

public sealed class ParquetSourceTests : IDisposable
{
    private readonly PictureFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(Compression.Uncompressed), InlineData(Compression.Snappy), InlineData(Compression.Gzip)]
    [InlineData(Compression.Zstd), InlineData(Compression.Brotli), InlineData(Compression.Lz4)]
    public void A_file_of_another_writer_gives_pictures_classes_and_captions(Compression compression)
    {
        string path = Write("a.parquet", Rows(10), ["cat", "dog", "eel"], compression);
        DataSource source = DataSource.FromSpec(path, out string why);
        Assert.IsType<ParquetSource>(source);
        Assert.Equal("a file that begins as Parquet files do", why);
        using DataSet data = source.Open();
        Assert.Equal((10, new SampleShape(1, 8, 8)), (data.Count, data.Shape));
        Assert.Equal([new DataClass("cat", 4), new DataClass("dog", 3), new DataClass("eel", 3)], data.Report.Classes);
        Assert.Equal(Enumerable.Range(0, 10).Select(k => $"number {k}"), data.Captions);
        Assert.Equal(Enumerable.Range(0, 10).Select(k => (byte)(10 * k)), Shades.Of(data));
        Assert.Equal(Enumerable.Range(0, 10).Select(k => (long)(k % 3)), Shades.LabelsOf(data));
    }

    [Fact]
    public void A_folder_of_files_is_read_in_the_order_of_their_names_and_parts_that_are_mixed_are_told()
    {
        Directory.CreateDirectory(_folder.File("data"));
        Write("data/train-00001-of-00002.parquet", Rows(9)[5..]);
        Write("data/train-00000-of-00002.parquet", Rows(5));
        DataSource source = DataSource.FromSpec(_folder.Path, out string why);
        Assert.Equal("a folder with Parquet files and no pictures of its own", why);
        using (DataSet data = source.Open())
        {
            Assert.Equal(Enumerable.Range(0, 9).Select(k => (byte)(10 * k)), Shades.Of(data));
            Assert.Equal(["0", "1", "2"], data.Classes);
            Assert.Empty(data.Report.Warnings);
        }
        Write("data/test-00000-of-00001.parquet", Rows(2));
        using DataSet mixed = source.Open();
        Assert.Equal(11, mixed.Count);
        Assert.Equal(
            ["files of several parts are read together (test and train); give one part's files to learn those"],
            mixed.Report.Warnings);
    }

    [Fact]
    public void Rows_that_cannot_be_used_are_left_out_and_named_by_their_numbers()
    {
        Row[] rows = Rows(60);
        rows[3] = rows[3] with { Image = null };
        rows[5] = rows[5] with { Image = "no picture"u8.ToArray() };
        rows[17] = rows[17] with { Label = null };
        rows[18] = rows[18] with { Label = 7 };
        rows[19] = rows[19] with { Text = " " };
        rows[20] = rows[20] with { Label = -1 };
        using DataSet data = new ParquetSource { Path = Write("a.parquet", rows, ["cat", "dog", "eel"]) }.Open();
        Assert.Equal(
            [
                "17 (it has no label)", "18 (its label is 7, but there are 3 classes)", "19 (it has no caption)",
                "20 (it has no label)",
                "3 (it is empty; a picture was expected)", "5 (it is no JPEG, PNG, WebP, GIF or BMP picture)",
            ],
            data.Report.Skipped.Select(file => file.ToString()));
        Assert.Equal(54, data.Count);
        Assert.Equal(["cat", "dog", "eel"], data.Classes);
    }

    [Fact]
    public void A_group_of_rows_that_is_damaged_is_named_and_the_others_are_used()
    {
        string path = Write("a.parquet", Rows(80), null, Compression.Uncompressed);
        byte[] bytes = File.ReadAllBytes(path);
        int at = bytes.AsSpan().IndexOf(Shades.Png(40));
        bytes.AsSpan(at - 12, 8).Fill(0xFF);
        File.WriteAllBytes(path, bytes);
        using DataSet data = new ParquetSource { Path = path }.Open();
        Assert.Equal((76, 4), (data.Count, data.Report.Skipped.Count));
        Assert.All(data.Report.Skipped, file => Assert.StartsWith("it is damaged", file.Reason, StringComparison.Ordinal));
    }

    [Fact]
    public void Columns_of_other_names_are_found_or_named()
    {
        string path = _folder.File("a.parquet");
        ParquetBuilder.Write(path, Rows(3), image: "img");
        using (DataSet data = new ParquetSource { Path = path, Label = "none", Text = "none" }.Open())
        {
            Assert.Equal([0, 10, 20], Shades.Of(data));
            Assert.Empty(data.Classes);
            Assert.Empty(data.Captions);
        }
        Assert.Equal(
            $"{path}: its column text should hold the numbers of classes, but holds texts.",
            Assert.Throws<DataException>(() => new ParquetSource { Path = path, Label = "text" }.Open()).Message);
        Assert.Equal(
            $"{path}: its column label should hold texts, but holds numbers.",
            Assert.Throws<DataException>(() => new ParquetSource { Path = path, Text = "label" }.Open()).Message);
    }

    [Fact]
    public void What_is_no_parquet_file_or_has_no_pictures_is_told_in_one_sentence()
    {
        byte[] bytes = File.ReadAllBytes(Write("a.parquet", Rows(3)));
        File.WriteAllBytes(_folder.File("cut.parquet"), bytes[..^20]);
        Assert.StartsWith($"{_folder.File("cut.parquet")}: it is damaged, or no Parquet file (", Refusal("cut.parquet"));
        File.WriteAllText(_folder.File("text.parquet"), "no Parquet file at all");
        Assert.StartsWith($"{_folder.File("text.parquet")}: it is damaged, or no Parquet file (", Refusal("text.parquet"));
        Column[] columns = [new Column<int>("label"), new Column<double>("x")];
        using (var file = new ParquetFileWriter(_folder.File("numbers.parquet"), columns))
        {
            file.Close();
        }
        Assert.Equal(
            $"{_folder.File("numbers.parquet")}: it has no column image of pictures; its columns are label, x.",
            Refusal("numbers.parquet"));
        Directory.CreateDirectory(_folder.File("empty"));
        Assert.Equal($"{_folder.File("empty")}: there is no Parquet file in it.", Refusal("empty"));
        string Refusal(string name)
            => Assert.Throws<DataException>(() => new ParquetSource { Path = _folder.File(name) }.Open()).Message;
    }

    [Fact]
    public void Files_whose_classes_differ_are_refused()
    {
        Write("0.parquet", Rows(3), ["cat", "dog", "eel"]);
        Write("1.parquet", Rows(3), ["dog", "cat", "eel"]);
        Assert.Equal(
            $"{_folder.File("1.parquet")}: its classes are dog, cat, eel, but those of the files before it are cat, dog, eel.",
            Assert.Throws<DataException>(() => new ParquetSource { Path = _folder.Path }.Open()).Message);
    }

    [Fact]
    public void The_digest_changes_with_what_the_columns_hold()
    {
        string path = Write("a.parquet", Rows(6), null, Compression.Snappy);
        string before = DigestOf(path);
        File.SetLastWriteTimeUtc(path, DateTime.UnixEpoch);
        Assert.Equal(before, DigestOf(path));
        Row[] rows = Rows(6);
        rows[2] = rows[2] with { Image = [.. rows[2].Image!, 0] };
        Assert.NotEqual(before, DigestOf(Write("a.parquet", rows)));
        static string DigestOf(string path)
        {
            using DataSet data = new ParquetSource { Path = path }.Open();
            return data.ContentDigest;
        }
    }

    private static Row[] Rows(int count)
        => [.. Enumerable.Range(0, count).Select(k => new Row(Shades.Png((byte)(10 * k)), k % 3, $" number {k}"))];

    private string Write(
        string name, Row[] rows, string[]? classes = null, Compression compression = Compression.Snappy)
    {
        ParquetBuilder.Write(_folder.File(name), rows, classes: classes, compression: compression);
        return _folder.File(name);
    }
}
