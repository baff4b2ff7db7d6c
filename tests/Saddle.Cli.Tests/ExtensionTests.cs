using System.Globalization;
using System.Reflection;
using System.Text.Json;
using Saddle.Tests.Support;
using Xunit;

namespace Saddle.Cli.Tests;

/// <summary>The extension under examples/, used through the real program as its author would.</summary>
public sealed class ExtensionTests : IDisposable
{
    private static readonly string[] s_small =
        ["--set", "batch=8", "--set", "checkpoint_every_images=8", "--set", "sample_every_images=800", "--set", "sample_count=8"];

    private readonly Workplace _place = new();

    private static string Example
    {
        get
        {
            string output = Path.GetDirectoryName(Assembly.GetExecutingAssembly().Location)!;
            string[] parts = output.Split(Path.DirectorySeparatorChar);
            int tests = Array.LastIndexOf(parts, "tests");
            return Path.Combine(
                [
                    Path.DirectorySeparatorChar.ToString(), .. parts[..tests], "examples", "Garden", .. parts[(tests + 2)..],
                    "Garden.dll",
                ]);
        }
    }

    public void Dispose() => _place.Dispose();

    [Theory]
    [InlineData("objectives", "squared-hinge")]
    [InlineData("networks", "seedling")]
    [InlineData("conditionings", "halves")]
    [InlineData("conditionings", "--direction")]
    [InlineData("learners", "moments")]
    [InlineData("metrics", "spread")]
    [InlineData("recipes", "hearts")]
    [InlineData("data", "heart-file")]
    [InlineData("theory", "coin-toss")]
    public void What_an_extension_brings_is_listed_with_it_and_unknown_without(string list, string name)
    {
        Assert.Contains(name, _place.Saddle(list, "--extension", Example, "--json").Succeeded().Output, StringComparison.Ordinal);
        Assert.DoesNotContain(name, _place.Saddle(list, "--json").Succeeded().Output, StringComparison.Ordinal);
    }

    [Fact]
    public void A_run_of_nothing_but_an_extensions_parts_is_killed_and_resumed_bit_for_bit_sampled_and_evaluated()
    {
        string[] start =
        [
            "train", "hearts", "--extension", Example, "--steps", "60", .. s_small, "--set", "conditioning=halves", "--set",
            "conditioning.angle=30",
            "--set", "objective.margin=2", "--set", "norm_ball.radius=9", "--set", "schedule.rise=0.5", "--set",
            "network.width=8",
        ];
        _place.Saddle([.. start, "--out", "straight"]).Succeeded();
        string run = _place.PathOf("killed");
        Running running = _place.Start([.. start, "--out", "killed"]);
        running.WaitFor(() => RunFiles.Checkpoints(run).Length > 0);
        running.Kill();
        _place.Saddle("train", "--resume", "killed", "--extension", Example).Succeeded();
        RunFiles.AssertSame(_place.PathOf("straight"), run);
        using var recipe = JsonDocument.Parse(File.ReadAllText(Path.Combine(run, "recipe.json")));
        Assert.Equal("1.2.0", recipe.RootElement.GetProperty("extensions").GetProperty("Garden").GetString());
        _place.Saddle("sample", "killed", "--out", "hearts.svg", "--extension", Example).Succeeded();
        JsonElement scores = _place.Saddle(
            "evaluate", "--generated", "killed", "--reference", "hearts", "--metrics", "spread",
            "--features", "squares", "--json", "--extension", Example).Json();
        Assert.Contains("spread", scores.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void An_extensions_conditioning_has_options_of_its_own()
    {
        _place.Saddle([
            "train", "hearts", "--extension", Example, "--steps", "3", .. s_small, "--set", "conditioning=bearing",
            "--out", "run",
        ]).Succeeded();
        Finished Sample(string output, params string[] more)
            => _place.Saddle(["sample", "run", "--extension", Example, "--out", output, .. more]);
        Sample("plain.svg").Succeeded();
        Sample("north.svg", "--direction", "90").Succeeded();
        Sample("south.svg", "--direction", "270").Succeeded();
        Assert.NotEqual(RunFiles.Digest(_place.PathOf("north.svg")), RunFiles.Digest(_place.PathOf("south.svg")));
        string both = Sample("both.svg", "--direction", "90", "--direction", "270", "--count", "5").Succeeded().Output;
        Assert.StartsWith("10 samples", both, StringComparison.Ordinal);
        string around = Sample("around.svg", "--around", "--count", "2", "--columns", "6").Succeeded().Output;
        Assert.StartsWith("12 samples", around, StringComparison.Ordinal);
        Sample("x.svg", "--direction", "up").Refused("--direction must be a number of degrees, but is up.");
        Sample("x.svg", "--label", "1").Refused("--label 1: run was trained without class labels (conditioning bearing)");
        Assert.Matches("--direction <DEGREES> +The direction of the points", Sample("x.svg", "--help").Succeeded().Output);
        _place.Saddle("sample", "run", "--out", "x.svg", "--direction", "1").Refused("unknown option --direction");
    }

    [Fact]
    public void A_learner_and_an_optimiser_from_outside_train_and_resume_bit_for_bit()
    {
        string[] start =
        [
            "train", "hearts", "--extension", Example, .. s_small, "--set", "learner.name=moments", "--set", "covariance=2",
            "--set", "network=seedling",
            "--set", "generator_optimizer=signs", "--set", "schedule=constant", "--set", "sample_every_images=80",
        ];
        _place.Saddle([.. start, "--steps", "20", "--out", "straight"]).Succeeded();
        _place.Saddle([.. start, "--steps", "10", "--out", "halved"]).Succeeded();
        _place.Saddle("train", "--resume", "halved", "--steps", "20", "--extension", Example).Succeeded();
        RunFiles.AssertSame(_place.PathOf("straight"), _place.PathOf("halved"));
    }

    [Fact]
    public void The_command_that_continues_an_interrupted_run_names_its_extension_too()
    {
        File.CreateSymbolicLink(_place.PathOf("my plots"), Path.GetDirectoryName(Example)!);
        const string Linked = "my plots/Garden.dll", Again = "./saddle train --resume run --extension 'my plots/Garden.dll'";
        string[] train = ["train", "hearts", "--extension", Linked, "--steps", "1000000", "--out", "run"];
        Running running = _place.Start([.. train, .. s_small]);
        running.WaitForOutput("step 1/1000000");
        running.Signal("INT");
        Finished interrupted = running.Finish().InPlainWords();
        Assert.EndsWith($"Continue with:\n{Again}\n", interrupted.Error, StringComparison.Ordinal);
        string made = Directory.GetDirectories(_place.PathOf("run/checkpoints")).Order(StringComparer.Ordinal).Last();
        string steps = int.Parse(Path.GetFileName(made), CultureInfo.InvariantCulture).ToString(CultureInfo.InvariantCulture);
        Finished resumed = _place.Saddle("train", "--resume", "run", "--extension", Linked, "--steps", steps).Succeeded();
        Assert.Contains($"{Again} --steps ", resumed.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void A_run_says_which_extension_it_needs_where_that_is_not_named()
    {
        _place.Saddle(["train", "hearts", "--extension", Example, "--steps", "2", .. s_small, "--out", "run"]).Succeeded();
        _place.Saddle("sample", "run", "--out", "x.png")
            .Refused("it needs the extension Garden 1.2.0, which is not loaded", "On the command line: --extension Garden.dll");
        string recipe = _place.PathOf("run/recipe.json");
        File.WriteAllText(recipe, File.ReadAllText(recipe).Replace("1.2.0", "1.3.0", StringComparison.Ordinal));
        _place.Saddle("train", "--resume", "run", "--extension", Example)
            .Refused("it needs the extension Garden 1.3.0, but 1.2.0 is loaded: take the newer one");
    }

    [Fact]
    public void A_path_of_an_extensions_kind_is_recognised()
    {
        File.WriteAllText(_place.PathOf("big.heart"), "2.5");
        string output = _place.Saddle("data", "big.heart", "--extension", Example).Succeeded().Output;
        Assert.Contains("heart-file", output, StringComparison.Ordinal);
        Assert.Contains("the ending .heart", output, StringComparison.Ordinal);
    }

    [Fact]
    public void A_set_of_an_extension_is_downloaded_and_checked()
    {
        using var server = new LocalServer("2.5\n"u8.ToArray());
        Finished Get(params string[] more) => _place.Start(
            Path.Combine(Workplace.ProgramFolder, "saddle-cli"), ["data", "get", .. more, "--extension", Example],
            ("SADDLE_CACHE", _place.PathOf("cache")),
            ("SADDLE_MIRROR", server.Address("sets").ToString()), ("NO_PROXY", "127.0.0.1"), ("no_proxy", "127.0.0.1")).Finish();
        Assert.Contains(Get().Succeeded().Lines, line => line.StartsWith("heart-sizes ", StringComparison.Ordinal));
        Assert.Contains("and the SHA-256 is right", Get("heart-sizes").Succeeded().Output, StringComparison.Ordinal);
        string file = Path.Combine("cache", "heart-sizes", "large.heart");
        Assert.Equal("2.5\n", File.ReadAllText(_place.PathOf(file)));
        string told = _place.Saddle("data", file, "--extension", Example).Succeeded().Output;
        Assert.Contains("heart-file", told, StringComparison.Ordinal);
        server.Body = "9.5\n"u8.ToArray();
        File.Delete(_place.PathOf(file));
        Get("heart-sizes").StoppedAtWork(1, "the SHA-256 of the file is ", "nothing was kept");
    }

    [Fact]
    public void Every_part_of_the_example_keeps_its_contract()
    {
        string output = _place.Saddle("check", "--extension", Example).Succeeded().Output;
        Assert.DoesNotContain("breaks", output, StringComparison.Ordinal);
        Assert.DoesNotContain("experiment conjugates", output, StringComparison.Ordinal);
        _place.Saddle("check").Refused("there is no extension to check");
        Assert.Contains("not checked", output, StringComparison.Ordinal);
        File.WriteAllText(_place.PathOf("small.heart"), "0.5");
        _place.Saddle("check", "heart-file", "--set", "path=small.heart", "--extension", Example).Succeeded();
    }

    [Fact]
    public void A_file_that_is_no_extension_is_refused_in_one_sentence()
    {
        _place.Saddle("recipes", "--extension", "missing.dll").Refused("missing.dll: there is no such file");
        File.WriteAllText(_place.PathOf("text.dll"), "no assembly");
        _place.Saddle("recipes", "--extension", "text.dll").Refused("text.dll: it cannot be loaded");
        string plain = Path.Combine(
            Path.GetDirectoryName(Example)!, "..", "..", "..", "..", "..", "src", "Saddle", "bin", "Release", "net10.0",
            "Saddle.dll");
        _place.Saddle("recipes", "--extension", plain).Refused("is no extension of Saddle");
    }
}
