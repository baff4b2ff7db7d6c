using System.Text.Json.Nodes;
using Saddle.Data.Pictures;
using Xunit;

namespace Saddle.Cli.Tests;

/// <summary>The two engines: a run belongs to neither.</summary>
public sealed class EngineTests : IDisposable
{
    private static readonly string[] s_start =
        ["train", "ring", .. Workplace.TinyPoints, "--set", "log_every_steps=5", "--set", "sample_every_images=160"];

    private static readonly string[] s_engines = ["native", "torchsharp"];

    private readonly Workplace _place = new();

    public void Dispose() => _place.Dispose();

    [Theory, InlineData("native", "torchsharp"), InlineData("torchsharp", "native")]
    public void What_one_trained_the_other_goes_on_with_and_says_what_that_means(string first, string second)
    {
        Finished trained = _place.Saddle([.. s_start, "--steps", "20", "--out", "run", "--engine", first]);
        Assert.Equal(0, trained.ExitCode);
        Assert.Contains($"(engine {first}, libtorch ", trained.Output);
        Assert.Equal(first, (string?)Json("run/recipe.json")["made_with"]!["engine"]);

        Finished resumed = _place.Saddle("train", "--resume", "run", "--steps", "40", "--engine", second);
        Assert.Equal(0, resumed.ExitCode);
        Assert.StartsWith(
            "warning: run: the run's bits differ from here on from those of a run without a stop: " +
            $"engine {second} instead of {first}, libtorch ", resumed.Error);
        Assert.Equal([(0, first), (20, second)], Stretches().Select(
            stretch => (stretch!["from_step"]!.GetValue<int>(), stretch["engine"]!.GetValue<string>())));
    }

    [Fact]
    public void A_run_on_torchsharp_goes_on_bit_for_bit()
    {
        With("torchsharp", [.. s_start, "--steps", "40", "--out", "straight"]).Succeeded();
        With("torchsharp", [.. s_start, "--steps", "20", "--out", "resumed"]).Succeeded();
        With("torchsharp", ["train", "--resume", "resumed", "--steps", "40"]).Succeeded();
        RunFiles.AssertSame(_place.PathOf("straight"), _place.PathOf("resumed"));
    }

    [Fact]
    public void Both_draw_the_same_pictures_from_a_run()
    {
        string[] images = ["train", "dcgan", "--data", Idx.WriteFolder(_place), .. Workplace.TinyImages, "--out", "run"];
        _place.Saddle([.. images, "--steps", "2"]).Succeeded();
        Picture[] pictures = [.. s_engines.Select(engine =>
        {
            _place.Saddle("sample", "run", "--count", "9", "--out", $"{engine}.png", "--engine", engine).Succeeded();
            return PictureFile.Read(_place.PathOf($"{engine}.png"), PictureBackground.White);
        })];
        Assert.Equal((pictures[0].Width, pictures[0].Height), (pictures[1].Width, pictures[1].Height));
        Assert.InRange(pictures[0].Pixels.ToArray().Zip(pictures[1].Pixels.ToArray(), (a, b) => Math.Abs(a - b)).Max(), 0, 1);
    }

    // Once a learner: native, torchsharp, native again; its samples by both.
    [Theory, InlineData("dcgan"), InlineData("vae"), InlineData("ebgan"), InlineData("began"), InlineData("cyclegan-small")]
    [InlineData("flow"), InlineData("mixture")]
    public void A_run_of_any_learner_goes_from_engine_to_engine(string recipe)
    {
        _place.Saddle([.. StartOf(recipe), "--steps", "2", "--out", "run", "--engine", "native"]).Succeeded();
        // A warning says that the bits differ from here on.
        Assert.Equal(0, _place.Saddle("train", "--resume", "run", "--steps", "4", "--engine", "torchsharp").ExitCode);
        Assert.Equal(0, _place.Saddle("train", "--resume", "run", "--steps", "6", "--engine", "native").ExitCode);
        Assert.Equal([0, 2, 4], Stretches().Select(stretch => stretch!["from_step"]!.GetValue<int>()));
        byte[][] pictures = [.. s_engines.Select(engine => SamplesOf(recipe, $"{engine}.png", engine))];
        IEnumerable<int> differences = pictures[0].Zip(pictures[1], (a, b) => Math.Abs(a - b));
        if (recipe is "flow" or "mixture")
        {
            // A point at the edge of a pixel may fall on either side of it.
            Assert.InRange(differences.Count(difference => difference > 1), 0, pictures[0].Length / 1000);
        }
        else
        {
            Assert.InRange(differences.Max(), 0, 1);
        }
    }

    private string[] StartOf(string recipe)
    {
        if (recipe is "flow" or "mixture")
        {
            return ["train", recipe, "--threads", "1", "--set", "batch=32", "--set", "sample_count=16"];
        }
        if (recipe != "cyclegan-small")
        {
            return ["train", recipe, "--data", Idx.WriteFolder(_place), .. Workplace.TinyImages];
        }
        Pictures.WriteFolder(_place, "sets/A", 4);
        Pictures.WriteFolder(_place, "sets/B", 4);
        return
        [
            "train", recipe, "--data", "unpaired:sets", .. Workplace.TinyImages, "--set", "network.blocks=1", "--set",
            "network.patch=16", "--set", "batch=2",
        ];
    }

    private byte[] SamplesOf(string recipe, string file, string engine)
    {
        string[] what = recipe == "cyclegan-small"
            ? ["--input", Directory.GetFiles(_place.PathOf("sets/A")).Order().First()]
            : ["--count", "8"];
        _place.Saddle(["sample", "run", .. what, "--out", file, "--engine", engine]).Succeeded();
        return PictureFile.Read(_place.PathOf(file), PictureBackground.White).Pixels.ToArray();
    }

    [Fact]
    public void An_engine_that_does_not_exist_is_refused()
    {
        _place.Saddle("train", "ring", "--engine", "jax").Refused("'jax'", "torchsharp");
        With("jax", [.. s_start, "--steps", "1", "--out", "run"])
            .Refused("SADDLE_ENGINE=jax is no engine: expected auto, native or torchsharp.");
        Assert.False(Directory.Exists(_place.PathOf("run")));
    }

    private Finished With(string engine, string[] arguments)
        => _place.Start(Path.Combine(Workplace.ProgramFolder, "saddle-cli"), arguments, ("SADDLE_ENGINE", engine)).Finish();

    private JsonArray Stretches() => Json(Path.Combine(
        Path.GetDirectoryName(RunFiles.NewestTensors(_place.PathOf("run")))!, "checkpoint.json"))["stretches"]!.AsArray();

    private JsonNode Json(string file) => JsonNode.Parse(File.ReadAllText(_place.PathOf(file)))!;
}
