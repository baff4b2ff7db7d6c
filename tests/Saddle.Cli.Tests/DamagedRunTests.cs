using Xunit;

namespace Saddle.Cli.Tests;

/// <summary>Runs whose files were damaged, or written by a newer version.</summary>
public sealed class DamagedRunTests : IDisposable
{
    private const string Older = "run/checkpoints/00000008", Newest = "run/checkpoints/00000009";

    private readonly TrainedRuns _runs;
    private readonly Workplace _place = new();

    public DamagedRunTests(TrainedRuns runs)
    {
        _runs = runs;
        RunFiles.Copy(runs.Images, _place.PathOf("run"));
    }

    public void Dispose() => _place.Dispose();

    [Theory]
    [InlineData("tensors.safetensors")]
    [InlineData("checkpoint.json")]
    public void A_damaged_newest_checkpoint_is_reported_and_the_one_before_it_used(string file)
    {
        Cut($"{Newest}/{file}");
        Finished sampled = _place.Saddle("sample", "run", "--out", "grid.png").InPlainWords();
        Assert.Equal(0, sampled.ExitCode);
        Assert.Matches(@"^warning: run/checkpoints/00000009: .*; the checkpoint before it is used\.\n$", sampled.Error);
        Assert.Contains("(step 8)", sampled.Output);

        Finished resumed = _place.Saddle("train", "--resume", "run").InPlainWords();
        Assert.Equal(0, resumed.ExitCode);
        Assert.Matches(@"^warning: run/checkpoints/00000009: .*; the checkpoint before it is used\.\n$", resumed.Error);
        Assert.Contains("continuing run after step 8", resumed.Output);
        RunFiles.AssertSame(_runs.Images, _place.PathOf("run"));
    }

    [Fact]
    public void A_newest_checkpoint_of_a_newer_version_is_reported_and_the_one_before_it_used()
    {
        Replace($"{Newest}/checkpoint.json", "\"format\": 1", "\"format\": 2");
        Finished resumed = _place.Saddle("train", "--resume", "run");
        Assert.Equal(0, resumed.ExitCode);
        Assert.Contains(
            "it was written by a newer Saddle (format 2; this one reads up to 1); the checkpoint before it is used.",
            resumed.Error);
    }

    [Fact]
    public void Without_a_whole_checkpoint_the_run_is_refused_with_every_reason_and_left_as_it_is()
    {
        Cut($"{Older}/tensors.safetensors");
        File.Delete(_place.PathOf($"{Newest}/checkpoint.json"));
        string[] before = _place.Files();
        string[] reasons = [
            "run/checkpoints/00000009: it cannot be read", "run/checkpoints/00000008: the digest of its tensors.safetensors",
            "run: none of its checkpoints can be used", "./saddle train --resume run --restart",
            "./saddle train run/recipe.json --out DIR",
        ];
        _place.Saddle("train", "--resume", "run").Refused(reasons);
        _place.Saddle("sample", "run", "--out", "grid.png").Refused(reasons);
        Assert.Equal(before, _place.Files());
    }

    [Theory]
    [InlineData("\"format\": 6", "\"format\": 7", "run/recipe.json: it was written by a newer Saddle (format 7)")]
    [InlineData("\"seed\": 5", "\"seed\": -5", "run/recipe.json: seed must be a whole number, at least 0, but is -5.")]
    [InlineData("\"seed\": 5,", "", "run: seed is 0, but the run was begun with 5, which cannot change within a run")]
    [InlineData("\"keep_checkpoints\": 2,", "", "")]
    [InlineData(
        "\"dcgan\"", "\"dcgna\"",
        "run/recipe.json: learner adversarial: network.name: unknown network 'dcgna': did you mean dcgan?")]
    [InlineData("}", "", "run/recipe.json: not valid JSON (")]
    [InlineData(
        "\"generator_width\": 8", "\"generator_width\": 9", "run: network.generator_width is 9, but the run was begun with 8")]
    public void A_damaged_recipe_json_is_refused_and_left_as_it_is(string found, string replaced, string message)
    {
        Replace("run/recipe.json", found, replaced);
        string recipe = File.ReadAllText(_place.PathOf("run/recipe.json"));
        string[] before = _place.Files();
        Finished finished = _place.Saddle("train", "--resume", "run");
        if (message.Length == 0)
        {
            // What a recipe leaves out has its default.
            finished.Succeeded();
            return;
        }
        finished.Refused(message);
        Assert.Equal(recipe, File.ReadAllText(_place.PathOf("run/recipe.json")));
        Assert.Equal(before, _place.Files());
    }

    [Fact]
    public void A_line_of_the_metrics_that_says_nothing_is_moved_aside_and_a_last_line_cut_short_is_dropped()
    {
        string metrics = _place.PathOf("run/metrics.jsonl");
        string[] lines = File.ReadAllLines(metrics);
        Cut($"{Newest}/tensors.safetensors");
        File.WriteAllText(metrics, string.Join('\n', lines)[..^5]);
        Assert.Equal(0, _place.Saddle("train", "--resume", "run").ExitCode);
        Assert.Equal(RunFiles.Metrics(_runs.Images), RunFiles.Metrics(_place.PathOf("run")));

        File.WriteAllText(metrics, $"{lines[0]}\nnonsense\n{string.Join('\n', lines[1..])}\n");
        Finished finished = _place.Saddle("train", "--resume", "run");
        Assert.Equal(0, finished.ExitCode);
        Assert.Equal(
            "warning: run/metrics.jsonl: 1 line that is no JSON object was moved to run/metrics.jsonl.damaged.\n",
            finished.Error);
        Assert.Equal(RunFiles.Metrics(_runs.Images), RunFiles.Metrics(_place.PathOf("run")));
        Assert.Equal("nonsense\n", File.ReadAllText(_place.PathOf("run/metrics.jsonl.damaged")));
    }

    [Fact]
    public void Data_that_is_gone_or_has_changed_is_told_before_anything_is_written()
    {
        string[] before = _place.Files();
        Replace("run/recipe.json", "/pictures\"", "/gone\"");
        _place.Saddle("train", "--resume", "run", "--steps", "12").Refused("gone");
        Assert.Equal(before, _place.Files());
    }

    private void Cut(string name)
    {
        using FileStream file = File.OpenWrite(_place.PathOf(name));
        file.SetLength(file.Length / 2);
    }

    private void Replace(string name, string found, string replaced)
    {
        string text = File.ReadAllText(_place.PathOf(name));
        int at = text.LastIndexOf(found, StringComparison.Ordinal);
        Assert.True(at >= 0, $"{name} does not hold {found}");
        File.WriteAllText(_place.PathOf(name), text[..at] + replaced + text[(at + found.Length)..]);
    }
}
