using System.Buffers.Binary;
using System.Text.Json;
using Xunit;

namespace Saddle.Cli.Tests;

public sealed class SampleCommandTests(TrainedRuns runs) : IDisposable
{
    private readonly Workplace _place = new();

    public void Dispose() => _place.Dispose();

    [Fact]
    public void The_same_seed_gives_the_same_file_and_another_seed_another()
    {
        Sample(runs.Images, "a.png", "--seed", "1");
        Sample(runs.Images, "b.png", "--seed", "1");
        Sample(runs.Images, "c.png", "--seed", "2");
        Assert.Equal(["a.png", "b.png", "c.png"], _place.Files());
        Assert.Equal(RunFiles.Digest(_place.PathOf("a.png")), RunFiles.Digest(_place.PathOf("b.png")));
        Assert.NotEqual(RunFiles.Digest(_place.PathOf("a.png")), RunFiles.Digest(_place.PathOf("c.png")));
    }

    [Theory]
    [InlineData("1", 1, 1)]
    [InlineData("5", 3, 2)]
    [InlineData("64", 8, 8)]
    [InlineData("5", 5, 1, "--columns", "5")]
    [InlineData("5", 2, 3, "--columns", "2")]
    public void A_grid_has_room_for_as_many_samples_as_were_asked_for(string count, int across, int down, params string[] more)
    {
        Finished finished = Sample(runs.Images, "new/grid.png", ["--count", count, .. more]);
        Assert.Equal($"{count} samples of {runs.Images} (step 9): new/grid.png\n", finished.Output);
        (int width, int height) = PngSize("new/grid.png");
        // Each sample is drawn k times as large, with two pixels between neighbours.
        int scale = (width - (2 * (across - 1))) / (across * Idx.Side);
        Assert.Equal(((across * ((Idx.Side * scale) + 2)) - 2, (down * ((Idx.Side * scale) + 2)) - 2), (width, height));
    }

    [Fact]
    public void Into_a_folder_each_sample_is_a_picture_of_its_own_size()
    {
        Sample(runs.Images, "pictures.v2/", "--count", "3");
        Assert.Equal(["000000.png", "000001.png", "000002.png"], _place.Files("pictures.v2"));
        Assert.Equal((Idx.Side, Idx.Side), PngSize("pictures.v2/000002.png"));
        Assert.NotEqual(
            RunFiles.Digest(_place.PathOf("pictures.v2/000000.png")), RunFiles.Digest(_place.PathOf("pictures.v2/000001.png")));
    }

    [Fact]
    public void A_class_is_asked_for_by_number_or_name_and_all_classes_get_a_row_each()
    {
        Sample(runs.Labelled, "one.png", "--label", "1", "--count", "4");
        Sample(runs.Labelled, "two.png", "--label", "2", "--count", "4");
        Assert.NotEqual(RunFiles.Digest(_place.PathOf("one.png")), RunFiles.Digest(_place.PathOf("two.png")));
        Finished all = Sample(runs.Labelled, "all.png", "--label", "all", "--count", "5");
        Assert.StartsWith("15 samples", all.Output, StringComparison.Ordinal);
        (int width, int height) = PngSize("all.png");
        Assert.Equal(5 * (height + 2), 3 * (width + 2));
    }

    [Theory]
    [InlineData("--interpolate")]
    [InlineData("--interpolate", "--label", "0,2")]
    [InlineData("--interpolate", "--label", "1")]
    public void A_way_from_one_sample_to_another_is_a_row_or_a_film(params string[] more)
    {
        Assert.StartsWith(
            "12 samples", Sample(runs.Labelled, "way.png", ["--count", "3", "--columns", "4", .. more]).Output,
            StringComparison.Ordinal);
        (int width, int height) = PngSize("way.png");
        Assert.Equal(3 * (width + 2), 4 * (height + 2));
        Sample(runs.Labelled, "way.apng", ["--count", "2", "--columns", "5", .. more]);
        // There and back: five frames and the three between them.
        Assert.Equal(8, Frames("way.apng"));
    }

    [Fact]
    public void A_code_is_swept_along_a_row()
    {
        Assert.StartsWith(
            "20 samples", Sample(runs.Codes, "code.png", "--code", "0", "--count", "2").Output, StringComparison.Ordinal);
        Assert.StartsWith(
            "10 samples", Sample(runs.Codes, "shade.png", "--code", "1", "--count", "2", "--columns", "5").Output,
            StringComparison.Ordinal);
        Sample(runs.Codes, "plain.png", "--count", "3");
    }

    [Fact]
    public void What_a_run_cannot_draw_is_said_with_what_would_do()
    {
        Refuse(runs.Images, "--label 1: ", "--label", "1");
        Refuse(runs.Images, "trained without class labels (conditioning none)", "--label", "all");
        Refuse(runs.Labelled, "--label 7: expected all, or a class by its number or name: 0, 1, 2", "--label", "7");
        Refuse(runs.Labelled, "--label shoe: expected all", "--label", "shoe");
        Refuse(runs.Labelled, "has no latent codes (conditioning cgan)", "--code", "0");
        Refuse(runs.Codes, "the run's codes are 0 to 1", "--code", "2");
        Refuse(runs.Labelled, "has at least 2", "--interpolate", "--columns", "1");
        _place.Saddle(["sample", runs.Images, "--out", "film.apng"]).Refused("ask for it with --interpolate or --code");
        Assert.Empty(_place.Files());
    }

    [Fact]
    public void Help_names_every_option_with_who_takes_it_and_of_a_run_only_what_that_run_takes()
    {
        string all = _place.Saddle("sample", "--help").Succeeded().Output;
        Assert.Contains("(cgan, acgan, projection)", Words(all), StringComparison.Ordinal);
        Assert.Contains("(vae)", Words(all), StringComparison.Ordinal);
        string[] options = ["--label", "--caption", "--code", "--input", "--frames", "--reverse"];
        Assert.All(options, option => Assert.Single(
            all.Split('\n'), line => line.StartsWith($"  {option} ", StringComparison.Ordinal)));
        string own = _place.Saddle("sample", runs.Labelled, "--help").Succeeded().Output;
        Assert.Matches("(?m)^  --label ", own);
        Assert.DoesNotContain("--caption <", own, StringComparison.Ordinal);
        Assert.Contains("--seed", own, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_option_that_a_run_does_not_take_is_told_at_once()
    {
        Finished refused = _place.Saddle("sample", runs.Images, "--out", "x.png", "--label", "1", "--code", "0", "--reverse");
        refused.Refused("--label 1: ", "train with one of cgan, acgan, projection", "--code 0: ", "--reverse goes with --input");
        Assert.Equal(3, refused.Error.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length);
    }

    [Fact]
    public void Points_become_a_png_an_svg_or_one_picture_in_a_folder()
    {
        Sample(runs.Points, "points.png", "--count", "50");
        Assert.Equal((640, 640), PngSize("points.png"));
        Sample(runs.Points, "points.svg", "--count", "50");
        Assert.StartsWith("<svg", File.ReadAllText(_place.PathOf("points.svg")));
        Sample(runs.Points, "folder", "--count", "50");
        Assert.Equal(["points.png"], _place.Files("folder"));
        Assert.Equal(RunFiles.Digest(_place.PathOf("points.png")), RunFiles.Digest(_place.PathOf("folder/points.png")));
    }

    [Fact]
    public void Json_says_what_was_drawn_from_where()
    {
        JsonElement told = _place.Saddle("sample", runs.Images, "--out", "g.png", "--count", "2", "--json").Json();
        Assert.Equal((runs.Images, 9, 2, "g.png"), (
            told.GetProperty("run").GetString(), told.GetProperty("step").GetInt32(),
            told.GetProperty("count").GetInt32(), told.GetProperty("out").GetString()));
    }

    [Fact]
    public void A_place_that_cannot_be_written_is_named_with_the_reason()
    {
        string file = _place.Write("file", "");
        _place.Saddle("sample", runs.Images, "--out", $"{file}/grid.png")
            .Stopped(1, $"--out {file}/grid.png cannot be written", "choose another place");
        _place.Saddle("sample", runs.Images, "--out", file).Stopped(1, $"--out {file} cannot be written");
        Assert.Equal(["file"], _place.Files());
    }

    [Fact]
    public void A_run_without_a_checkpoint_has_nothing_to_draw_from()
    {
        RunFiles.Copy(runs.Points, _place.PathOf("run"));
        Directory.Delete(_place.PathOf("run/checkpoints"), recursive: true);
        _place.Saddle("sample", "run", "--out", "grid.png").Refused("run: the run has no checkpoint yet", "--resume");
        Assert.False(File.Exists(_place.PathOf("grid.png")));
    }

    [Theory]
    [InlineData("--out must be a .png file", "--out", "grid.jpg")]
    [InlineData("--out needs a value, but is empty", "--out", "")]
    [InlineData("Images are written as .png", "--out", "grid.svg")]
    [InlineData("--out is missing")]
    [InlineData("--count must be a whole number from 1 to 1000000, but is 0", "--out", "grid.png", "--count", "0")]
    [InlineData("--count must be a whole number from 1 to 1000000, but is many", "--out", "grid.png", "--count", "many")]
    [InlineData("--seed must be a whole number, at least 0, but is -1", "--out", "grid.png", "--seed", "-1")]
    [InlineData("unknown option --sed: did you mean --seed?", "--out", "grid.png", "--sed", "1")]
    public void What_cannot_be_drawn_is_refused_before_anything_is_written(string message, params string[] arguments)
    {
        _place.Saddle(["sample", runs.Images, .. arguments]).Refused(message);
        Assert.Empty(_place.Files());
    }

    [Fact]
    public void What_is_no_run_is_refused()
    {
        _place.Saddle("sample", "--out", "grid.png").Refused("RUN is missing");
        _place.Saddle("sample", "nowhere", "--out", "grid.png").Refused("nowhere: there is no such folder", "runs/dcgan-001");
        Directory.CreateDirectory(_place.PathOf("other"));
        _place.Saddle("sample", "other", "--out", "grid.png").Refused("other: not a run's folder: it holds no recipe.json");
        Assert.Empty(_place.Files());
    }

    private Finished Sample(string run, string target, params string[] arguments)
        => _place.Saddle(["sample", run, "--out", target, .. arguments]).Succeeded();

    private void Refuse(string run, string part, params string[] arguments)
        => _place.Saddle(["sample", run, "--out", "refused.png", .. arguments]).Refused(part);

    // Help breaks lines where the terminal ends.
    private static string Words(string help)
        => string.Join(' ', help.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

    // An animated PNG has a chunk for each frame, and one that counts them.
    private int Frames(string name)
    {
        byte[] bytes = File.ReadAllBytes(_place.PathOf(name));
        int at = bytes.AsSpan().IndexOf("acTL"u8);
        return BinaryPrimitives.ReadInt32BigEndian(bytes.AsSpan(at + 4));
    }

    // The first chunk of a PNG file is its header, which begins with the width and the height.
    private (int Width, int Height) PngSize(string name)
    {
        byte[] bytes = File.ReadAllBytes(_place.PathOf(name));
        Assert.Equal("PNG"u8, bytes.AsSpan(1, 3));
        return (BinaryPrimitives.ReadInt32BigEndian(bytes.AsSpan(16)), BinaryPrimitives.ReadInt32BigEndian(bytes.AsSpan(20)));
    }
}
