using Saddle.Data;
using Saddle.Data.Pictures;
using Saddle.Tests.Support;
using Xunit;

namespace Saddle.Tests.Data.Pictures;

public sealed class CaptionsSourceTests : IDisposable
{
    private readonly PictureFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Captions_beside_pictures_are_recognised_and_stay_with_them()
    {
        using DisposeScope scope = torch.NewDisposeScope();
        for (byte k = 0; k < 6; k++)
        {
            _folder.Add($"{k}.png", 8, 8, (byte)(10 * k));
            File.WriteAllText(_folder.File($"{k}.txt"), $"\n  number {k} \nanother line\n");
        }
        DataSource source = DataSource.FromSpec(_folder.Path, out string why);
        Assert.IsType<CaptionsSource>(source);
        Assert.Equal("most of its pictures have a .txt of the same name", why);
        using DataSet opened = source.Open();
        Assert.Equal((6, 6, 0), (opened.Count, opened.Report.CaptionCount, opened.Report.IgnoredCount));
        Assert.Equal(["number 0", "number 1", "number 2"], opened.Report.CaptionExamples);
        Assert.Equal(Enumerable.Range(0, 6).Select(k => $"number {k}"), opened.Captions);
        using DataSet set = opened.As(new SampleShape(1, 8, 8));
        Batch batch = set.Sampler(4, Device.Cpu).Next(6);
        double[] first = batch.Real.select(1, 0).select(1, 0).select(1, 0).ToArray<double>();
        Assert.Equal(first.Select(value => $"number {Math.Round((value * 127.5) + 127.5) / 10}"), batch.Captions);
        Assert.Equal(6, batch.Captions.Distinct().Count());
    }

    [Theory, InlineData("captions.jsonl"), InlineData("metadata.jsonl")]
    public void A_file_of_lines_names_pictures_and_captions(string name)
    {
        Directory.CreateDirectory(_folder.File("deep"));
        _folder.Add("one.png", 8, 8, 10);
        _folder.Add("deep/two.png", 8, 8, 20);
        _folder.Add("three.png", 8, 8, 30);
        File.WriteAllLines(
            _folder.File(name),
            [
                """{"file_name": "./one.png", "text": "a grey thing", "source": {"by": "hand"}}""", "",
                """{"text": "ein graues Ding ü", "file_name": "deep/two.png"}""",
                """{"file_name": "one.png", "text": "said again"}""",
                """{"file_name": "gone.png", "text": "not there"}""",
            ]);
        DataSource source = DataSource.FromSpec(_folder.Path, out string why);
        Assert.Equal($"it holds {name}", why);
        using DataSet opened = source.Open();
        Assert.Equal(["ein graues Ding ü", "a grey thing"], opened.Report.CaptionExamples);
        Assert.Equal(
            [$"gone.png ({name} names it, but there is no such picture)", $"three.png ({name} has no caption for it)"],
            opened.Report.Skipped.Select(file => file.ToString()));
        Assert.Contains("1 of 3 pictures have no caption", opened.Report.Warnings);
    }

    [Fact]
    public void Pictures_without_a_caption_are_counted_and_named()
    {
        foreach (string name in new[] { "one", "two", "three", "four" })
        {
            _folder.Add(name + ".png", 8, 8, 10);
        }
        File.WriteAllText(_folder.File("one.txt"), "a caption");
        File.WriteAllText(_folder.File("two.txt"), " \n\n");
        File.WriteAllText(_folder.File("three.txt"), new string('x', 70_000));
        using DataSet opened = new CaptionsSource { Path = _folder.Path }.Open();
        Assert.Equal(1, opened.Count);
        Assert.Contains("3 of 4 pictures have no caption", opened.Report.Warnings);
        Assert.Equal(
            [
                "four.png (there is no four.txt beside it)",
                "three.png (three.txt is too long for a caption: more than 65536 bytes)",
                "two.png (two.txt is empty)",
            ],
            opened.Report.Skipped.Select(file => file.ToString()));
    }

    [Fact]
    public void No_caption_at_all_is_refused()
    {
        _folder.AddMany(3);
        Assert.IsType<FolderSource>(DataSource.FromSpec(_folder.Path));
        Assert.Equal(
            $"{_folder.Path}: none of its 3 pictures has a caption: expected a .txt of the same name beside each, "
            + "or a captions.jsonl with file_name and text.",
            Assert.Throws<DataException>(() => new CaptionsSource { Path = _folder.Path }.Open()).Message);
    }

    [Theory]
    [InlineData("{\"file_name\": \"000.png\"", "line 2 is not valid JSON (")]
    [InlineData("[1]", "line 2 should be an object with the texts file_name and text, none of them empty, but is [1]")]
    [InlineData(
        "{\"file_name\": \"000.png\", \"text\": 5}",
        "line 2 should be an object with the texts file_name and text, none of them empty, but is {\"file_name\"")]
    [InlineData("{\"file_name\": \"000.png\", \"text\": \" \"}", "line 2 should be an object")]
    [InlineData("{\"file\": \"000.png\", \"text\": \"a\"}", "line 2 should be an object")]
    [InlineData("{\"file_name\": \"\\ud800\", \"text\": \"a\"}", "line 2 is not valid JSON (")]
    public void A_line_that_is_not_as_expected_is_told_with_its_number(string line, string message)
    {
        _folder.AddMany(3);
        string path = _folder.File("captions.jsonl");
        File.WriteAllLines(path, ["""{"file_name": "000.png", "text": "a"}""", line]);
        Assert.StartsWith(
            $"{path}: {message}", Assert.Throws<DataException>(() => new CaptionsSource { Path = _folder.Path }.Open()).Message);
    }
}
