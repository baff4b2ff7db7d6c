using Saddle.Tests.Support;
using Saddle.Training;

namespace Saddle.Tests.Training;

/// <summary>What an error that ends a training leaves behind: all steps that were made, where that can be.</summary>
public sealed class KeptStateTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    private string Folder => _folder.File("run");

    [Fact]
    public void An_error_between_two_steps_leaves_a_checkpoint_of_the_last_one()
    {
        Assert.Throws<InvalidOperationException>(() => Tiny.Train(Tiny.Points(6), Folder, ThrowAt(3)));
        Assert.Equal(["00000003"], RunFolder.CheckpointNames(Folder));
        AssertGoesOnAsIfNothingHadHappened();
    }

    [Fact]
    public void A_sheet_that_could_not_be_drawn_is_drawn_when_the_run_is_taken_up()
    {
        // The last sheet, too: no step comes after it.
        foreach (int step in new[] { 4, 6 })
        {
            string inTheWay = Path.Combine(Folder, "samples", $"00000{step}.png");
            Assert.ThrowsAny<Exception>(() => Train(inTheWay));
            Assert.Equal($"0000000{step}", RunFolder.CheckpointNames(Folder)[^1]);
            Assert.Equal(Enumerable.Range(1, step).Select(k => (long)k), RunFolder.LoggedSteps(Folder));
            Directory.Delete(inTheWay, recursive: true);
        }
        AssertGoesOnAsIfNothingHadHappened();

        void Train(string inTheWay)
        {
            using TrainingSession session = Directory.Exists(Folder)
                ? TrainingSession.Resume(Folder, recipe => recipe)
                : TrainingSession.Start(Tiny.Points(6), Folder);
            // A folder with something in it cannot be replaced by a file.
            Directory.CreateDirectory(Path.Combine(inTheWay, "something"));
            Trainer.Loop(session, null, CancellationToken.None);
        }
    }

    [Fact]
    public void An_error_within_a_step_leaves_the_checkpoint_that_was_under_way()
    {
        Recipe recipe = Tiny.Points(6) with { CheckpointEveryImages = 2 * Tiny.Batch, KeepCheckpoints = 9 };
        using TrainingSession session = TrainingSession.Start(recipe, Folder);
        // The next step finds no parameters to work with.
        Assert.Throws<ObjectDisposedException>(() => Trainer.Loop(session, Spoil, CancellationToken.None));
        Assert.Equal(["00000002"], RunFolder.CheckpointNames(Folder));
        Assert.Equal(2, session.SavedStep);
        Assert.Null(session.SaveFailure);

        void Spoil(StepReport report)
        {
            if (report.Step == 3)
            {
                session.Learner.Networks[1].Network.Dispose();
            }
        }
    }

    [Fact]
    public void Where_the_state_cannot_be_saved_either_the_first_error_is_thrown_and_the_second_is_known()
    {
        using TrainingSession session = TrainingSession.Start(Tiny.Points(6), Folder);
        string checkpoints = Path.Combine(Folder, "checkpoints");
        Directory.Delete(checkpoints);
        File.WriteAllText(checkpoints, "in the way");
        Assert.Throws<InvalidOperationException>(() => Trainer.Loop(session, ThrowAt(3), CancellationToken.None));
        Assert.IsAssignableFrom<IOException>(session.SaveFailure);
        Assert.Null(session.SavedStep);
    }

    [Fact]
    public void A_report_that_cannot_be_written_loses_no_step()
    {
        using TrainingSession session = TrainingSession.Start(Tiny.Points(3), Folder);
        Directory.CreateDirectory(Path.Combine(Folder, "report.html", "something"));
        Assert.ThrowsAny<Exception>(() => Trainer.Loop(session, null, CancellationToken.None));
        Assert.Equal(3, session.SavedStep);
    }

    private static Action<StepReport> ThrowAt(long step) => report =>
    {
        if (report.Step == step)
        {
            throw new InvalidOperationException("a screw is loose");
        }
    };

    private void AssertGoesOnAsIfNothingHadHappened()
    {
        string straight = _folder.File("straight");
        Tiny.Train(Tiny.Points(6), straight).Dispose();
        Tiny.Resume(Folder).Dispose();
        RunFolder.AssertSame(straight, Folder);
    }
}
