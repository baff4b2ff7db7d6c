using System.Globalization;
using System.Text.Json;
using Xunit;

namespace Saddle.Cli.Tests;

public sealed class TrainCommandTests(TrainedRuns runs) : IDisposable
{
    private readonly Workplace _place = new();

    public void Dispose() => _place.Dispose();

    [Fact]
    public void It_tells_in_plain_lines_where_run_grid_and_report_lie()
    {
        string[] lines = runs.ImagesOutput.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(["dcgan on idx: dcgan, non-saturating", "run: images"], [lines[0], lines[2]]);
        Assert.Matches(
            @"^9 steps of 8 on cpu \(auto: this libtorch sees no CUDA GPU\), 1 thread "
            + @"\(engine (native|torchsharp), libtorch \d+\.\d+\.\d+\)$",
            lines[1]);
        Assert.StartsWith("step 1/9  D ", lines[3]);
        Assert.StartsWith("step 9/9  D ", lines[^4]);
        Assert.Equal(["run:    images", "grid:   images/samples/000009.png", "report: images/report.html"], lines[^3..]);
        Assert.DoesNotContain('\u001b', runs.ImagesOutput);
        Assert.DoesNotContain('\r', runs.ImagesOutput);
    }

    [Fact]
    public void The_run_folder_holds_recipe_metrics_samples_the_last_checkpoints_and_the_report_and_nothing_else()
    {
        string[] names = [
            .. Directory.EnumerateFiles(runs.Images, "*", SearchOption.AllDirectories)
                .Select(path => Path.GetRelativePath(runs.Images, path)).Order(StringComparer.Ordinal),
        ];
        Assert.Equal(
            [
                "checkpoints/00000008/checkpoint.json", "checkpoints/00000008/tensors.safetensors",
                "checkpoints/00000009/checkpoint.json", "checkpoints/00000009/tensors.safetensors",
                "metrics.jsonl", "recipe.json", "report.html",
                "samples/000000.png", "samples/000004.png", "samples/000008.png", "samples/000009.png",
            ],
            names);
        JsonElement[] rows =
            [.. File.ReadLines(Path.Combine(runs.Images, "metrics.jsonl")).Select(line => JsonDocument.Parse(line).RootElement)];
        Assert.Equal([3, 6, 9], rows.Select(row => row.GetProperty("step").GetInt32()));
        Assert.All(rows, row => Assert.True(double.IsFinite(row.GetProperty("generator_loss").GetDouble())));
        Assert.Contains("alt=\"step 9\"", File.ReadAllText(Path.Combine(runs.Images, "report.html")));
    }

    [Fact]
    public void Recipe_json_has_every_key_that_recipes_lists_and_the_versions()
    {
        JsonElement recipe = JsonDocument.Parse(File.ReadAllText(Path.Combine(runs.Points, "recipe.json"))).RootElement;
        string[] listed = [.. _place.Saddle("recipes", "ring").Succeeded().Lines
            .SkipWhile(line => !line.StartsWith("key ", StringComparison.Ordinal)).Skip(1).Select(line => line.Split(' ')[0])];
        Assert.NotEmpty(listed);
        Assert.All(listed, path =>
        {
            JsonElement value = recipe;
            Assert.True(path.Split('.').All(key => value.TryGetProperty(key, out value)), path);
        });
        Assert.Equal(64, recipe.GetProperty("images").GetInt32());
        Assert.Equal(1, recipe.GetProperty("threads").GetInt32());
        Assert.Equal(6, recipe.GetProperty("format").GetInt32());
        Assert.All(
            ["saddle", "libtorch", "blas"],
            name => Assert.NotEqual("", recipe.GetProperty("made_with").GetProperty(name).GetString()));
    }

    [Fact]
    public void With_json_standard_output_is_one_document_and_the_progress_goes_to_standard_error()
    {
        Finished finished = _place.Saddle(["train", "ring", "--steps", "3", "--json", .. Workplace.TinyPoints]);
        JsonElement told = JsonDocument.Parse(finished.Output).RootElement;
        Assert.Equal("runs/ring-001", told.GetProperty("run").GetString());
        Assert.Equal("runs/ring-001/samples/000003.png", told.GetProperty("grid").GetString());
        Assert.Equal("runs/ring-001/report.html", told.GetProperty("report").GetString());
        Assert.Equal(3, told.GetProperty("steps").GetInt32());
        Assert.True(double.IsFinite(told.GetProperty("discriminator_loss").GetDouble()));
        Assert.Contains("step 3/3", finished.Error);
    }

    [Fact]
    public void Without_out_the_runs_are_numbered()
    {
        string[] arguments = ["train", "ring", "--steps", "1", .. Workplace.TinyPoints];
        Assert.Contains("run:    runs/ring-001", _place.Saddle(arguments).Succeeded().Lines);
        Assert.Contains("run:    runs/ring-002", _place.Saddle(arguments).Succeeded().Lines);
        Running[] together = [_place.Start(arguments), _place.Start(arguments)];
        string[] told = [
            .. together.Select(
                run =>
                    run.Finish().Succeeded()
                        .Lines.Single(
                            line => line.StartsWith("run: ", StringComparison.Ordinal)
                            && !line.StartsWith("run:  ", StringComparison.Ordinal))),
        ];
        Assert.Equal(
            ["ring-001", "ring-002", "ring-003", "ring-004"],
            Directory.EnumerateDirectories(_place.PathOf("runs")).Select(Path.GetFileName).Order());
        Assert.NotEqual(told[0], told[1]);
    }

    [Fact]
    public void A_dry_run_shows_recipe_layers_and_memory_and_writes_nothing()
    {
        string data = Idx.WriteFolder(_place);
        string[] before = _place.Files();
        string[] arguments = ["train", "dcgan", "--data", data, "--steps", "7", "--dry-run", .. Workplace.TinyImages];
        Finished finished = _place.Saddle(arguments).Succeeded();
        Assert.Matches(@"(?m)^images +56 ", finished.Output);
        Assert.Matches(@"(?m)^data.path +"".*/pictures"" ", finished.Output);
        // 100 latent dimensions to 16 channels of 4x4, each kernel with its weight: 100 * 16 * 4 * 4.
        Assert.Matches(@"(?m)^ConvTranspose2d 100 to 16, 4x4, stride 1, padding 0 +16x4x4 +25,600$", finished.Output);
        Assert.Matches(@"(?m)^Conv2d 1 to 8, 4x4, stride 2, padding 1 +8x8x8 +128$", finished.Output);
        Assert.Contains(
            "data: 24 samples, brought to 16x16 grey images\n"
            + "steps: 7 of 8 on cpu (auto: this libtorch sees no CUDA GPU)\nestimated memory: ",
            finished.Output);

        JsonElement plan = _place.Saddle([.. arguments, "--json"]).Json();
        Assert.Equal(56, plan.GetProperty("recipe").GetProperty("images").GetInt32());
        JsonElement generator = plan.GetProperty("generator");
        Assert.Equal(
            generator.GetProperty("parameters").GetInt64(),
            generator.GetProperty("layers").EnumerateArray().Sum(layer => layer.GetProperty("parameters").GetInt64()));
        Assert.True(plan.GetProperty("estimated_bytes").GetInt64() > 4 * generator.GetProperty("parameters").GetInt64());
        Assert.Equal(before, _place.Files());
        Assert.False(Directory.Exists(_place.PathOf("runs")));
    }

    [Fact]
    public void The_seed_decides_the_run_and_nothing_else_does()
    {
        string[] arguments = ["train", "ring", "--steps", "3", .. Workplace.TinyPoints];
        _place.Saddle([.. arguments, "--seed", "9007199254740993", "--out", "a"]).Succeeded();
        _place.Saddle([.. arguments, "--seed", "9007199254740993", "--out", "b"]).Succeeded();
        _place.Saddle([.. arguments, "--seed", "9007199254740992", "--out", "c"]).Succeeded();
        RunFiles.AssertSame(_place.PathOf("a"), _place.PathOf("b"));
        Assert.NotEqual(
            RunFiles.Digest(RunFiles.NewestTensors(_place.PathOf("a"))),
            RunFiles.Digest(RunFiles.NewestTensors(_place.PathOf("c"))));
        // Above 2^53 a number that passed through a double would be another seed.
        Assert.Contains("\"seed\": 9007199254740993,", File.ReadAllText(_place.PathOf("a/recipe.json")));
    }

    [Fact]
    public void The_recipe_json_of_a_run_trains_the_same_run_again()
    {
        _place.Saddle("train", Path.Combine(runs.Points, "recipe.json"), "--out", "again").Succeeded();
        RunFiles.AssertSame(runs.Points, _place.PathOf("again"));
    }

    [Fact]
    public void Options_and_changes_reach_the_recipe_and_data_with_a_recipe_of_its_own_brings_it_along()
    {
        JsonElement recipe = _place.Saddle(
            "train", "--data", "swiss-roll", "--steps", "4", "--seed", "3", "--threads", "2", "--dry-run", "--json",
            "--set", "objective.name=least-squares", "--set", "learner.objective.a=-1", "--set", "batch=6", "--set", "batch=10")
            .Json().GetProperty("recipe");
        Assert.Equal("swiss-roll", recipe.GetProperty("name").GetString());
        JsonElement learner = recipe.GetProperty("learner");
        Assert.Equal("mlp", learner.GetProperty("network").GetProperty("name").GetString());
        Assert.Equal(-1, learner.GetProperty("objective").GetProperty("a").GetDouble());
        Assert.Equal((10, 40, 3, 2), (Number("batch"), Number("images"), Number("seed"), Number("threads")));
        int Number(string name) => recipe.GetProperty(name).GetInt32();
    }

    [Fact]
    public void A_run_that_diverges_stops_with_step_quantity_and_cause_and_keeps_what_was_before()
    {
        Finished finished = _place.Saddle(
            ["train", "ring", "--steps", "400", "--out", "run", .. Workplace.TinyPoints,
             "--set", "checkpoint_every_images=8", "--set", "keep_checkpoints=1",
             "--set", "objective.name=least-squares",
             "--set", "generator_optimizer.name=sgd", "--set", "discriminator_optimizer.name=sgd", "--set",
             "discriminator_optimizer.learning_rate=50"]);
        Assert.Equal(1, finished.ExitCode);
        finished.InPlainWords();
        Assert.Matches(@"Training diverged at step \d+: .* is (NaN|-?Infinity)", finished.Error);
        Assert.Contains("discriminator_optimizer.learning_rate", finished.Error);
        int checkpoint = int.Parse(RunFiles.Checkpoints(_place.PathOf("run")).Single(), CultureInfo.InvariantCulture);
        Assert.Contains($"at step {checkpoint + 1}:", finished.Error);
    }
}
