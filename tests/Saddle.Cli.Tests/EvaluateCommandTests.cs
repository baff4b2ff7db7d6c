using System.Text.Json;
using System.Text.RegularExpressions;
using Xunit;

namespace Saddle.Cli.Tests;

public sealed class EvaluateCommandTests(TrainedRuns runs) : IDisposable
{
    private static readonly string[] s_keys =
        [
            "fid", "kid_mean", "kid_std", "precision", "recall", "density", "coverage", "authenticity", "modes",
            "sliced_wasserstein",
        ];

    private readonly Workplace _place = new();

    public void Dispose() => _place.Dispose();

    [Fact]
    public void A_run_is_judged_by_its_own_data()
    {
        JsonElement root = Json("--generated", runs.Points, "--count", "300");
        Assert.All(s_keys, key => Assert.Equal(JsonValueKind.Number, root.GetProperty(key).ValueKind));
        Assert.Equal((300, 300), (root.GetProperty("n_generated").GetInt32(), root.GetProperty("n_reference").GetInt32()));
        Assert.Equal("pixels", root.GetProperty("features").GetString());
        Assert.True(root.GetProperty("not_measured").TryGetProperty("inception-score", out _));
    }

    [Fact]
    public void The_same_seed_gives_the_same_numbers()
    {
        string[] arguments = [
            "evaluate", "--generated", runs.Points, "--count", "100", "--json",
            "--metrics", "kid:subsets=3:subset_size=50,sliced-wasserstein",
            "--threads", "1",
        ];
        string first = _place.Saddle([.. arguments, "--seed", "3"]).Succeeded().Output;
        Assert.Equal(first, _place.Saddle([.. arguments, "--seed", "3"]).Succeeded().Output);
        Assert.NotEqual(first, _place.Saddle([.. arguments, "--seed", "4"]).Succeeded().Output);
    }

    [Fact]
    public void A_table_tells_the_numbers_and_what_they_are_of_and_files_are_written_where_asked()
    {
        Finished finished = _place.Saddle(
            ["evaluate", "--generated", runs.Images, "--count", "40", "--features", "pixels", "--metrics", "fid,duplicates",
             "--out", "new/page.html", "--save-statistics", "kept.npz"]).Succeeded();
        Assert.Matches("(?m)^fid +[0-9.]+ ", finished.Output);
        Assert.Contains("40 generated samples, 24 of the reference; features: pixels", finished.Output, StringComparison.Ordinal);
        Assert.Contains("Samples at random", File.ReadAllText(_place.PathOf("new/page.html")), StringComparison.Ordinal);
        JsonElement again = Json(
            "--generated", runs.Images, "--reference", _place.PathOf("kept.npz"), "--features", "pixels", "--count", "40");
        Assert.True(again.GetProperty("fid").GetDouble() > 0);
    }

    [Theory]
    [InlineData("--metrics fidd", "did you mean fid?")]
    [InlineData("--metrics kid:subset=3", "metric kid: unknown setting 'subset': did you mean subsets?")]
    [InlineData("--metrics ,", "--metrics names none")]
    [InlineData("--features nothing", "unknown feature network 'nothing'")]
    [InlineData("--features pixels --metrics inception-score", "names no classes")]
    [InlineData("--out page.txt", "--out must be a .html file")]
    [InlineData("--count 1 --metrics fid --features pixels", "at least 2 are needed")]
    [InlineData("--reference missing/", "there is no such file or folder")]
    [InlineData("--best", "no best checkpoint")]
    public void What_cannot_be_done_is_said_and_nothing_is_written(string arguments, string expected)
    {
        _place.Saddle(["evaluate", "--generated", runs.Images, .. arguments.Split(' ')]).Refused(expected);
        Assert.Empty(_place.Files());
    }

    [Theory]
    [InlineData("--out", "file/page.html")]
    [InlineData("--save-statistics", "file/kept.npz")]
    public void A_place_that_cannot_be_written_is_named_with_the_reason(string option, string path)
    {
        _place.Write("file", "");
        string[] small = ["--count", "4", "--features", "pixels", "--metrics", "duplicates"];
        _place.Saddle(["evaluate", "--generated", runs.Images, .. small, option, path])
            .Stopped(1, $"{option} {path} cannot be written (", "choose another place");
    }

    [Fact]
    public void What_is_no_run_needs_a_reference()
    {
        _place.Saddle(["evaluate", "--generated", "ring"]).Refused("--reference is missing");
    }

    [Fact]
    public void An_empty_folder_is_no_set_of_samples()
    {
        Directory.CreateDirectory(_place.PathOf("empty"));
        _place.Saddle(["evaluate", "--generated", _place.PathOf("empty"), "--reference", runs.Images]).Refused("empty");
    }

    [Fact]
    public void A_run_that_is_evaluated_while_it_learns_tells_its_scores_and_can_be_compared()
    {
        Finished trained = _place.Saddle(
            ["train", "ring", "--steps", "4", "--out", "judged", .. Workplace.TinyPoints,
             "--set", "evaluate.every_images=16", "--set", "evaluate.count=50"]).Succeeded();
        Assert.Matches("(?m)^scores: modes [0-9.]+, .*\\(50 samples; features: pixels\\)$", trained.Output);
        JsonElement compared = _place.Saddle(["compare", "judged", "--json"]).Json()[0];
        Assert.Equal(4, compared.GetProperty("steps").GetInt32());
        Assert.True(compared.GetProperty("modes").TryGetProperty("mean", out _));
        Assert.StartsWith(
            "recipe", _place.Saddle(["compare", "judged", "--sort", "modes"]).Succeeded().Output, StringComparison.Ordinal);
        _place.Saddle(["compare", "judged", "--sort", "mode"]).Refused("did you mean modes?");
        _place.Saddle(["compare", runs.Points]).Refused("was never evaluated");
        Finished some = _place.Saddle(["compare", runs.Points, "judged", "."]);
        Assert.Equal((0, 2), (some.ExitCode, some.Lines.Length));
        Assert.Contains("left out: " + runs.Points + ": it was never evaluated", some.Error);
        Assert.Contains("left out: .: not a run's folder", some.Error);
    }

    [Fact]
    public void A_comparison_on_a_narrow_terminal_breaks_no_name_and_no_number()
    {
        _place.Saddle(
            ["train", "ring", "--steps", "2", "--out", "judged", .. Workplace.TinyPoints,
             "--set", "evaluate.every_images=16", "--set", "evaluate.count=50"]).Succeeded();
        // Eight columns that need 90 letters, 69 with headings of two lines.
        Assert.Matches(@"^recipe +seeds +steps +seconds +modes +modes_known +high_quality +sliced_wasserstein *$", Lines(100)[0]);
        string[] broken = Lines(76);
        Assert.Matches(@"^recipe +seeds +steps +seconds +modes +modes_ +high_ +sliced_ *$", broken[0]);
        Assert.Matches(@"^ +known +quality +wasserstein *$", broken[1]);
        Assert.Contains(Lines(40), line => Regex.IsMatch(line, @"^sliced_wasserstein +[0-9.]+ *$"));

        string[] Lines(int columns)
        {
            string command = $"stty cols {columns}; '{Path.Combine(Workplace.ProgramFolder, "saddle-cli")}' compare judged";
            string shown = _place.Start("/usr/bin/script", ["-qec", command, "/dev/null"]).Finish().Succeeded().Output;
            string plain = Regex.Replace(shown, @"\x1b\[[0-9;?]*[a-zA-Z]|\x1b=|\r", "");
            return plain.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        }
    }

    private JsonElement Json(params string[] arguments) => _place.Saddle(["evaluate", "--json", .. arguments]).Json();
}
