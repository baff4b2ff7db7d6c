using System.Text.Json;
using Xunit;

namespace Saddle.Cli.Tests;

/// <summary><c>saddle data SPEC</c>: what it says of every kind of data, and what it refuses.</summary>
public sealed class DataDescriptionTests : IDisposable
{
    private readonly Workplace _place = new();

    public void Dispose() => _place.Dispose();

    [Fact]
    public void A_folder_of_captioned_pictures_is_described_and_shown()
    {
        Pictures.WriteFolder(_place, "faces", 5, captions: true);
        Pictures.Write(_place, "faces/wide.png", 40, 20);
        Finished finished = Data("faces").Succeeded();
        Assert.Contains(
            "captions (path \"faces\", fit \"crop\", background \"white\", jpeg \"reduced\"): 5 16x16 grey images\n",
            finished.Output);
        Assert.Contains("recognised by: most of its pictures have a .txt of the same name\n", finished.Output);
        Assert.Contains("captions: 5, the first: picture 0; picture 1; picture 2\n", finished.Output);
        Assert.Contains("warning: 1 of 6 pictures have no caption\n", finished.Output);
        Assert.Contains("contact sheet: faces-contact-sheet.png\n", finished.Output);
        Assert.Contains("hint: captions: ./saddle train text2image --data faces\n", finished.Output);
        Assert.True(File.Exists(_place.PathOf("faces-contact-sheet.png")));
    }

    [Fact]
    public void The_json_says_the_same()
    {
        Pictures.WriteFolder(_place, "pictures/cats", 3);
        Pictures.WriteFolder(_place, "pictures/dogs", 2, width: 20);
        JsonElement told = Data("pictures", "--out", "sheets/mine.png", "--json").Json();
        Assert.Equal(("folder", "pictures"), (Text(told, "source"), Text(told.GetProperty("settings"), "path")));
        Assert.Equal("a folder with pictures", Text(told, "recognised_by"));
        Assert.Equal(5, told.GetProperty("count").GetInt32());
        Assert.Equal(
            ("16x16", "20x16"), (Text(told.GetProperty("sizes"), "smallest"), Text(told.GetProperty("sizes"), "largest")));
        Assert.Equal(
            ["cats 3", "dogs 2"], told.GetProperty("classes").EnumerateObject().Select(entry => $"{entry.Name} {entry.Value}"));
        Assert.Equal("sheets/mine.png", Text(told, "contact_sheet"));
        Assert.True(File.Exists(_place.PathOf("sheets/mine.png")));
    }

    [Fact]
    public void Pictures_that_break_off_are_found_and_classes_and_captions_have_a_hint()
    {
        Pictures.WriteFolder(_place, "all/cats", 12);
        Pictures.WriteFolder(_place, "all/dogs", 12);
        string broken = _place.PathOf("all/cats/03.png");
        File.WriteAllBytes(broken, File.ReadAllBytes(broken)[..^30]);
        Finished finished = Data("all").Succeeded();
        Assert.Contains("\nleft out: 1; every picture was decoded\n", finished.Output);
        Assert.Contains("\n  cats/03.png (its PNG data cannot be decoded", finished.Output);
        Assert.Contains("\nhint: 2 classes: ./saddle train cgan --data all learns them\n", finished.Output);
        Assert.Matches(@"(?m)^cats +11$", finished.Output);
    }

    [Fact]
    public void A_setting_can_be_changed_as_in_a_recipe_or_without_its_section()
    {
        Pictures.WriteFolder(_place, "both", 3, width: 32);
        Assert.Equal(
            "b-to-a",
            Text(Data("pairs:both", "--set", "direction=b-to-a", "--json").Json().GetProperty("settings"), "direction"));
        Assert.Equal(
            "unseen",
            Text(
                Data("shapes", "--set", "data.split=unseen", "--set", "count=100", "--json").Json().GetProperty("settings"),
                "split"));
        Assert.Contains("both-contact-sheet.png", _place.Files());
        Data("shapes", "--set", "splti=all").Refused("unknown setting 'splti': did you mean split?");
        Data("shapes", "--set", "split").Refused("--set takes NAME=VALUE, but is 'split'");
        Data("ring", "--out", "ring.jpg").Refused("--out must be a .png file, but is 'ring.jpg'");
    }

    [Fact]
    public void Frames_are_counted_as_the_samples_that_they_make()
    {
        Pictures.WriteFolder(_place, "film", 7);
        Finished finished = Data("frames:film").Succeeded();
        Assert.Contains(
            "frames (path \"film\", fit \"crop\", background \"white\", jpeg \"reduced\", frames 4): 3 16x16 grey images\n",
            finished.Output);
        Assert.Equal(5, Data("frames:film", "--set", "frames=2", "--json").Json().GetProperty("count").GetInt32());
    }

    [Theory]
    [InlineData("pairs:odd", "00.png (it is of odd width (15 pixels): two pictures side by side were expected)")]
    [InlineData("pairs:alone", "A/one.png (there is no picture of that name in B)")]
    [InlineData(
        "captions:plain",
        "plain: none of its 3 pictures has a caption: expected a .txt of the same name beside each, "
        + "or a captions.jsonl with file_name and text")]
    [InlineData("lines", "lines/captions.jsonl: line 1 should be an object with the texts file_name and text")]
    [InlineData("broken", "broken/captions.jsonl: line 1 is not valid JSON")]
    [InlineData(
        "cifar:plain", "plain: the folder holds no CIFAR files of the train part: expected data_batch_1.bin or train.bin")]
    [InlineData(
        "cifar",
        "cifar/data_batch_1.bin: not a CIFAR file: 3000 bytes are no whole number of records of 3073 (CIFAR-10) or 3074 "
        + "(CIFAR-100) bytes")]
    [InlineData("cifar:nowhere", "nowhere: cannot be read (")]
    [InlineData("pairs:nowhere", "nowhere: there is no such folder; data source pairs expects a folder of pictures")]
    [InlineData(
        "frames:plain",
        "plain: at most 3 of its frames follow each other by their numbers; 5 are needed, 4 before the one that is learnt: "
        + "add frames, or set data.frames to at most 2")]
    [InlineData(
        "frames:mixed",
        "mixed: frames have one size, but one/00.png is 16x16 and two/00.png is 20x16: bring them to one size, "
        + "or name one film's folder")]
    [InlineData("captions:plain/00.png", "plain/00.png: expected a folder, but this is a file")]
    public void What_is_not_what_it_should_be_is_refused_with_file_expectation_and_finding(string spec, string message)
    {
        Pictures.WriteFolder(_place, "odd", 3, width: 15);
        Pictures.Write(_place, "alone/A/one.png");
        Pictures.Write(_place, "alone/B/two.png");
        Pictures.WriteFolder(_place, "plain", 3);
        Pictures.WriteFolder(_place, "mixed/one", 6);
        Pictures.WriteFolder(_place, "mixed/two", 6, width: 20);
        Pictures.WriteFolder(_place, "lines", 3);
        _place.Write("lines/captions.jsonl", """{"file_name": "00.png", "caption": "a thing"}""");
        Pictures.WriteFolder(_place, "broken", 3);
        _place.Write("broken/captions.jsonl", "{");
        _place.Write("cifar/data_batch_1.bin", new byte[3000]);
        Data(spec).Refused(message);
        Assert.DoesNotContain(_place.Files(), name => name.EndsWith("sheet.png", StringComparison.Ordinal));
    }

    private static string? Text(JsonElement element, string name) => element.GetProperty(name).GetString();

    private Finished Data(params string[] arguments)
        => _place.Start(
            Path.Combine(Workplace.ProgramFolder, "saddle-cli"), ["data", .. arguments], ("SADDLE_CACHE", _place.PathOf("cache")))
            .Finish();
}
