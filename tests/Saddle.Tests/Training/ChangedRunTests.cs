using System.Text.RegularExpressions;
using Saddle.Learners;
using Saddle.Objectives;
using Saddle.Tests.Support;
using Saddle.Training;
using Xunit;

namespace Saddle.Tests.Training;

/// <summary>Runs whose recipe.json or checkpoint.json was changed by hand between two sessions.</summary>
public sealed class ChangedRunTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    private string Folder => _folder.File("run");

    private string RecipeFile => Path.Combine(Folder, "recipe.json");

    [Theory]
    [InlineData("\"batch\": 8", "\"batch\": 16", "batch is 16, but the run was begun with 8")]
    [InlineData("\"seed\": 0", "\"seed\": 3", "seed is 3, but the run was begun with 0")]
    [InlineData("\"modes\": 8", "\"modes\": 9", "data.modes is 9, but the run was begun with 8")]
    [InlineData("\"learning_rate\": 0.001", "\"learning_rate\": 0.002", "generator_optimizer.learning_rate is 0.002")]
    [InlineData("\"minibatch\": \"none\"", "\"minibatch\": \"deviation\"", "network.minibatch is deviation, but")]
    public void A_setting_that_the_run_hangs_on_is_refused_by_its_name(string before, string after, string told)
    {
        Train(4);
        Replace(RecipeFile, before, after);
        string changed = File.ReadAllText(RecipeFile);
        string[] metrics = RunFolder.Metrics(Folder);
        RecipeException error = Assert.Throws<RecipeException>(() => Tiny.Resume(Folder, images: 48));
        Assert.StartsWith($"{Folder}: {told}", error.Problems[0], StringComparison.Ordinal);
        Assert.EndsWith("put it back, or train the recipe in another folder.", error.Problems[0], StringComparison.Ordinal);
        Assert.Equal([new Remedy(RemedyKind.TrainAnew, RecipeFile)], error.Remedies);
        Assert.Equal(changed, File.ReadAllText(RecipeFile));
        Assert.Equal(metrics, RunFolder.Metrics(Folder));
    }

    [Fact]
    public void Every_changed_setting_is_named_and_so_is_one_that_code_changes()
    {
        Train(2);
        RecipeException error = Assert.Throws<RecipeException>(() => TrainingSession.Resume(
            Folder,
            recipe => recipe.WithLearner<Adversarial>(game => game with { Objective = new LeastSquares() }) with { Seed = 9 }));
        Assert.Contains(error.Problems, problem => problem.StartsWith($"{Folder}: seed is 9", StringComparison.Ordinal));
        Assert.Contains(error.Problems, problem => problem.StartsWith($"{Folder}: objective.name is", StringComparison.Ordinal));
    }

    [Fact]
    public void What_may_change_within_a_run_changes_it_not_in_one_bit()
    {
        Recipe recipe = Tiny.Points(6) with { CheckpointEveryImages = 3 * Tiny.Batch };
        Tiny.Train(recipe, _folder.File("straight")).Dispose();
        Tiny.Train(recipe with { Images = 4 * Tiny.Batch }, Folder).Dispose();
        using (TrainingSession session = TrainingSession.Resume(Folder, before => before with
        {
            Name = "other", Images = 6 * Tiny.Batch, LogEverySteps = 2, SampleEveryImages = 16, SampleCount = 12,
            CheckpointEveryImages = 8, KeepCheckpoints = 1,
            Evaluate = before.Evaluate with { EveryImages = 24, Metrics = "sliced-wasserstein", Best = "", Count = 20 },
        }))
        {
            Trainer.Loop(session, null, CancellationToken.None).Dispose();
        }
        Assert.Equal(Tensors(_folder.File("straight")), Tensors(Folder));
    }

    [Theory]
    [InlineData("\"step\": 4", "\"step\": 3")]
    [InlineData("\"sampler_position\": 32", "\"sampler_position\": 16")]
    [InlineData("\"batch\": \"8\"", "\"batch\": \"16\"")]
    public void A_changed_checkpoint_json_is_damage_and_the_checkpoint_before_it_is_used(string before, string after)
    {
        Train(4, checkpointEvery: 2);
        Replace(Path.Combine(Folder, "checkpoints", "00000004", "checkpoint.json"), before, after);
        var warnings = new List<string>();
        var steps = new List<long>();
        Tiny.Resume(Folder, progress: report => steps.Add(report.Step), warn: warnings.Add).Dispose();
        Assert.Contains("00000004: its checkpoint.json was changed", Assert.Single(warnings), StringComparison.Ordinal);
        Assert.Equal([3, 4], steps);
        Assert.Contains(warnings[0], File.ReadAllText(Path.Combine(Folder, "log.txt")), StringComparison.Ordinal);
    }

    [Fact]
    public void A_checkpoint_in_the_folder_of_another_step_is_damage()
    {
        Train(4, checkpointEvery: 2);
        string checkpoints = Path.Combine(Folder, "checkpoints");
        Directory.Move(Path.Combine(checkpoints, "00000002"), Path.Combine(checkpoints, "00000009"));
        var warnings = new List<string>();
        Tiny.Resume(Folder, warn: warnings.Add).Dispose();
        Assert.Contains("00000009: its checkpoint.json says that it is of step 2", Assert.Single(warnings));
    }

    [Fact]
    public void A_checkpoint_of_an_older_program_which_noted_nothing_of_the_kind_is_still_taken_up()
    {
        Train(2);
        string file = Path.Combine(Folder, "checkpoints", "00000002", "checkpoint.json");
        string text = Regex.Replace(File.ReadAllText(file), @"(?s)  ""settings"": \{.*?\},\n|  ""data_digest"".*?\n", "");
        File.WriteAllText(file, Regex.Replace(text, @",\n  ""sha256"": ""[0-9a-f]*""", ""));
        Assert.DoesNotContain("settings", File.ReadAllText(file), StringComparison.Ordinal);
        Replace(RecipeFile, "\"label_smoothing\": 0", "\"label_smoothing\": 0.1");
        using Run run = Tiny.Resume(Folder, images: 24);
        Assert.Equal(3, run.Step);
    }

    private void Train(int steps, int checkpointEvery = 1000)
        => Tiny.Train(Tiny.Points(steps) with { CheckpointEveryImages = checkpointEvery * Tiny.Batch }, Folder).Dispose();

    private static byte[] Tensors(string run) => File.ReadAllBytes(
        Path.Combine(run, "checkpoints", RunFolder.CheckpointNames(run)[^1], "tensors.safetensors"));

    private static void Replace(string file, string before, string after)
    {
        string text = File.ReadAllText(file);
        int at = text.IndexOf(before, StringComparison.Ordinal);
        Assert.True(at >= 0, $"{file} does not hold {before}");
        File.WriteAllText(file, text[..at] + after + text[(at + before.Length)..]);
    }
}
