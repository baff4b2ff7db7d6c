using Saddle.Tests.Support;
using Saddle.Training;
using Xunit;

namespace Saddle.Tests.Training;

/// <summary>Runs that have no checkpoint (any more): which begin again by themselves, and which only if that is wanted.</summary>
public sealed class LostCheckpointTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    private string Folder => _folder.File("run");

    [Theory]
    [InlineData(9, 9)]
    [InlineData(9, 5)]
    [InlineData(3, 3)]
    public void Lost_checkpoints_are_told_and_the_metrics_stay_until_a_restart_is_wanted(int steps, int made)
    {
        Recipe recipe = Points(steps);
        Train(recipe, made);
        Directory.Delete(Path.Combine(Folder, "checkpoints"), recursive: true);
        string[] metrics = RunFolder.Metrics(Folder);
        RecipeException error = Assert.Throws<RecipeException>(() => Tiny.Resume(Folder));
        Assert.Equal(
            $"{Folder}: its metrics reach step {made}, but its checkpoints are gone: bring them back, or let the run begin again "
            + "from its seed, which cuts its metrics.",
            error.Message);
        Assert.Equal(new Remedy(RemedyKind.Restart, Folder), error.Remedies[0]);
        Assert.Equal(metrics, RunFolder.Metrics(Folder));

        Restart();
        Tiny.Train(recipe, _folder.File("straight")).Dispose();
        RunFolder.AssertSame(_folder.File("straight"), Folder);
    }

    // A power cut may leave the page and nothing that it tells of; an interruption before the first checkpoint was due may lose
    // its own.
    [Theory, InlineData(false), InlineData(true)]
    public void Where_the_metrics_end_before_the_first_checkpoint_was_due_the_run_begins_again_by_itself(bool hasMetrics)
    {
        Recipe recipe = Points(9);
        using (var cancellation = new CancellationTokenSource())
        {
            Assert.Throws<OperationCanceledException>(
                () => Trainer.Train(recipe, Folder, _ => cancellation.Cancel(), cancellation: cancellation.Token));
        }
        Directory.Delete(Path.Combine(Folder, "checkpoints", "00000001"), recursive: true);
        if (!hasMetrics)
        {
            File.WriteAllText(Path.Combine(Folder, "metrics.jsonl"), "");
        }
        using (TrainingSession session = TrainingSession.Resume(Folder, before => before))
        {
            // Of nothing it is the beginning.
            Assert.Equal(hasMetrics, session.BeganAgain);
            Trainer.Loop(session, null, CancellationToken.None).Dispose();
        }
        Tiny.Train(recipe, _folder.File("straight")).Dispose();
        RunFolder.AssertSame(_folder.File("straight"), Folder);
    }

    [Fact]
    public void What_a_start_that_was_killed_at_once_left_is_gone_with_the_next_one()
    {
        Directory.CreateDirectory(Folder);
        string leftover = Path.Combine(Folder, ".recipe.json.4ddf3828.tmp");
        File.WriteAllText(leftover, "{");
        Tiny.Train(Points(2), Folder).Dispose();
        Assert.False(File.Exists(leftover));
    }

    [Fact]
    public void A_run_that_was_killed_while_its_first_checkpoint_was_written_begins_again_by_itself()
    {
        Recipe recipe = Points(9);
        Train(recipe, 4);
        // As if it had come no further.
        string checkpoints = Path.Combine(Folder, "checkpoints");
        Directory.Move(Path.Combine(checkpoints, "00000002"), Path.Combine(checkpoints, ".unfinished-00000002"));
        Directory.Delete(Path.Combine(checkpoints, "00000004"), recursive: true);
        using (TrainingSession session = TrainingSession.Resume(Folder, before => before))
        {
            Assert.True(session.BeganAgain);
            Trainer.Loop(session, null, CancellationToken.None).Dispose();
        }
        Tiny.Train(recipe, _folder.File("straight")).Dispose();
        RunFolder.AssertSame(_folder.File("straight"), Folder);
    }

    [Fact]
    public void Damaged_checkpoints_are_given_up_for_a_restart()
    {
        Train(Points(4), 4);
        RunFolder.Damage(Folder, "00000002");
        RunFolder.Damage(Folder, "00000004");
        Assert.Throws<RecipeException>(() => Tiny.Resume(Folder));
        Restart();
        Assert.Equal(["00000002", "00000004"], RunFolder.CheckpointNames(Folder));
        Tiny.Resume(Folder, images: 5 * Tiny.Batch, warn: Assert.Fail).Dispose();
    }

    [Fact]
    public void A_run_with_a_whole_checkpoint_is_not_begun_again()
    {
        Train(Points(4), 4);
        string[] metrics = RunFolder.Metrics(Folder);
        string message = Assert.Throws<RecipeException>(
            () => TrainingSession.Resume(Folder, before => before, restart: true)).Message;
        Assert.StartsWith($"{Folder}: it has a whole checkpoint, that of step 4, and only a run without one", message);
        Assert.Equal(metrics, RunFolder.Metrics(Folder));
    }

    private static Recipe Points(int steps) => Tiny.Points(steps) with { CheckpointEveryImages = 2 * Tiny.Batch };

    private void Restart()
    {
        using TrainingSession session = TrainingSession.Resume(Folder, before => before, restart: true);
        Assert.True(session.BeganAgain);
        Trainer.Loop(session, null, CancellationToken.None).Dispose();
    }

    // A run that ends with its last step as it should, and one that is killed before.
    private void Train(Recipe recipe, int made)
    {
        using TrainingSession session = TrainingSession.Start(recipe, Folder);
        for (int k = 0; k < made; k++)
        {
            session.Record(session.Step());
        }
        if (session.Finished)
        {
            session.SaveReport();
        }
    }
}
