using System.Text.Json.Nodes;
using Xunit;

namespace Saddle.Cli.Tests;

/// <summary>A run's generator as a file, and that file where a run may stand.</summary>
public sealed class ExportCommandTests : IDisposable
{
    private static readonly string s_runs = Path.Combine(LauncherSandbox.RepositoryRoot(), "tests", "Goldens", "old-runs");

    private static readonly string[] s_sides = ["run", "g.onnx"];

    private readonly Workplace _place = new();

    public void Dispose() => _place.Dispose();

    [Fact]
    public void A_seed_draws_the_same_picture_from_the_run_and_from_its_file()
    {
        string[] images = ["train", "dcgan", "--data", Idx.WriteFolder(_place), .. Workplace.TinyImages];
        _place.Saddle([.. images, "--steps", "2", "--out", "run"]).Succeeded();
        string told = _place.Saddle("export", "run", "--out", "generator.onnx").Succeeded().Output;
        Assert.StartsWith("generator.onnx: run (step 2), 0.", told, StringComparison.Ordinal);
        Assert.EndsWith(" MB\n", told, StringComparison.Ordinal);
        foreach (string from in new[] { "run", "generator.onnx" })
        {
            _place.Saddle("sample", from, "--seed", "4", "--count", "9", "--out", $"{from}.png").Succeeded();
        }
        Assert.Equal(RunFiles.Digest(_place.PathOf("run.png")), RunFiles.Digest(_place.PathOf("generator.onnx.png")));
        Assert.Equal(["generator.onnx"], _place.Files().Where(file => file.Contains("onnx", StringComparison.Ordinal)
            && !file.EndsWith(".png", StringComparison.Ordinal)));
    }

    [Fact]
    public void A_file_is_evaluated_as_its_run_is()
    {
        _place.Saddle(["train", "ring", .. Workplace.TinyPoints, "--steps", "20", "--out", "run"]).Succeeded();
        _place.Saddle("export", "run", "--out", "g.onnx", "--live", "--json").Succeeded();
        _place.Saddle("export", "run", "--out", "g.onnx", "--force").Succeeded();
        double[] scores = [.. s_sides.Select(generated =>
        {
            string json = _place.Saddle(
                "evaluate", "--generated", generated, "--reference", "ring", "--count", "200", "--metrics", "sliced-wasserstein",
                "--json").Succeeded().Output;
            return JsonNode.Parse(json)!["sliced_wasserstein"]!.GetValue<double>();
        })];
        Assert.Equal(scores[0], scores[1], scores[0] * 1e-4);
    }

    [Fact]
    public void Pictures_and_weights_are_written_too_and_half_precision_s_error_is_told()
    {
        RunFiles.Copy(Path.Combine(s_runs, "cgan", "run"), _place.PathOf("cgan"));
        _place.Saddle("export", "cgan", "--out", "grid.png").Succeeded();
        _place.Saddle("sample", "cgan", "--out", "sample.png").Succeeded();
        Assert.Equal(RunFiles.Digest(_place.PathOf("sample.png")), RunFiles.Digest(_place.PathOf("grid.png")));
        Assert.Contains(
            "film.apng", _place.Saddle("export", "cgan", "--to", "film", "--out", "film.apng").Succeeded().Output,
            StringComparison.Ordinal);
        _place.Saddle("export", "cgan", "--out", "weights.safetensors").Succeeded();
        Assert.True(new FileInfo(_place.PathOf("weights.safetensors")).Length > 1000);
        string told = _place.Saddle("export", "cgan", "--out", "half.onnx", "--precision", "float16").Succeeded().Output;
        Assert.Matches(@"float16: 16 samples differ from the run's by \d\.\de-\d on average, at most by \d\.\de-\d", told);
        JsonNode json = JsonNode.Parse(_place.Saddle(
            "export", "cgan", "--out", "half.onnx", "--precision", "float16", "--force", "--json").Succeeded().Output)!;
        Assert.InRange((double)json["largest_error"]!, 1e-7, 0.02);
        Assert.InRange((double)json["mean_error"]!, 1e-8, (double)json["largest_error"]!);
    }

    [Fact]
    public void What_cannot_be_exported_or_read_is_told_in_one_sentence()
    {
        RunFiles.Copy(Path.Combine(s_runs, "cgan", "run"), _place.PathOf("cgan"));
        RunFiles.Copy(Path.Combine(s_runs, "ebgan", "run"), _place.PathOf("ebgan"));
        _place.Saddle("export", "cgan", "--out", "g.onnx").Succeeded();
        _place.Saddle("export", "cgan", "--out", "d.onnx", "--discriminator").Succeeded();
        _place.Write("words.onnx", "no graph");
        _place.Write("empty/recipe.json", File.ReadAllText(_place.PathOf("cgan/recipe.json")));
        (string[] Arguments, int Code, string Message)[] refusals =
        [
            (["export", "cgan", "--out", "g.onnx"], 2, "--out g.onnx: it is there already; choose another name, or add --force."),
            (["export", "cgan", "--out", "g.pt"], 2,
                "--out must be a .onnx or .safetensors or .png or .svg or .apng file, but is 'g.pt'."),
            (["export", "cgan", "--out", "x.png", "--to", "film"], 2,
                "--out must be a .apng file for --to film, but is 'x.png'."),
            (["export", "cgan", "--out", "x.png", "--reverse"], 2,
                "--out x.png is a picture: of the options of a network's file it takes none."),
            (["export", "cgan", "--out", "x.safetensors", "--bytes"], 2,
                "A file of weights has no samples: bytes are for ONNX files."),
            (["export", "ebgan", "--out", "x.onnx", "--discriminator"], 2,
                "ebgan: the learner ebgan has no discriminator that could be exported."),
            (["export", "cgan", "--out", "x.onnx", "--encoder"], 2, "cgan: it has no encoder; runs of the learner vae do."),
            (["export", "empty", "--out", "x.onnx"], 2, "empty: the run has no checkpoint yet"),
            (["export", "cgan", "--out", "x.onnx", "--precision", "bf16"], 2, "'bf16'"),
            (["sample", "words.onnx", "--out", "x.png"], 2, "words.onnx"),
            (["sample", "nowhere.onnx", "--out", "x.png"], 2, "nowhere.onnx: there is no such file."),
            (["sample", "d.onnx", "--out", "x.png"], 2, "d.onnx holds a discriminator, but samples are drawn from a generator."),
            (["sample", "g.onnx", "--out", "x.png", "--label", "zebra"], 2, "--label zebra: expected all, or a class"),
            (["sample", "g.onnx", "--out", "x.png", "--best"], 2,
                "g.onnx is an exported generator: --best, --data and --device are of runs."),
            (["evaluate", "--generated", "g.onnx", "--reference", "ring"], 2, "g.onnx"),
        ];
        Assert.All(refusals, refusal =>
        {
            Finished finished = _place.Saddle(refusal.Arguments);
            Assert.Equal(refusal.Code, finished.ExitCode);
            Assert.Contains(refusal.Message, finished.Error, StringComparison.Ordinal);
        });
        Assert.DoesNotContain(_place.Files(), file => Path.GetFileName(file).StartsWith("x.", StringComparison.Ordinal));
    }
}
