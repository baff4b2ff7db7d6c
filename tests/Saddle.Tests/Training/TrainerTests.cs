using System.Diagnostics;
using Saddle.Data;
using Saddle.Data.Known;
using Saddle.Data.Pictures;
using Saddle.Layers;
using Saddle.Learners;
using Saddle.Objectives;
using Saddle.Optimizers;
using Saddle.Penalties;
using Saddle.Reporting;
using Saddle.Tests.Support;
using Saddle.Torch;
using Saddle.Training;
using Xunit;

namespace Saddle.Tests.Training;

public sealed class TrainerTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    private string Folder => _folder.File("run");

    [Fact]
    public void The_first_grids_of_images_come_at_250_images_and_each_time_there_are_twice_as_many()
    {
        Recipe recipe = Tiny.Images(64, _folder.Path) with { SampleEveryImages = 100_000, LogEverySteps = 100 };
        using Run images = Tiny.Train(recipe, _folder.File("images-run"));
        Assert.Equal(
            ["000000.png", "000032.png", "000063.png", "000064.png"], images.SampleFiles.Select(path => Path.GetFileName(path)));
        using Run points = Tiny.Train(
            Tiny.Points(64) with { SampleEveryImages = 100_000, LogEverySteps = 100 }, _folder.File("points-run"));
        Assert.Equal(["000000.png", "000064.png"], points.SampleFiles.Select(path => Path.GetFileName(path)));
    }

    [Fact]
    public void A_run_leaves_recipe_metrics_samples_checkpoints_and_report()
    {
        var reports = new List<StepReport>();
        using Run run = Tiny.Train(Tiny.Images(5, _folder.Path), Folder, reports.Add);
        Assert.Equal(
            Enumerable.Range(1, 5).Select(k => ((long)k, 5L, 8L * k)), reports.Select(r => (r.Step, r.TotalSteps, r.Images)));
        Assert.Equal(
            [".lock", "checkpoints", "metrics.jsonl", "recipe.json", "report.html", "samples"],
            Directory.GetFileSystemEntries(Folder).Select(path => Path.GetFileName(path)).Append(".lock").Distinct()
                .Order(StringComparer.Ordinal));
        Assert.False(File.Exists(Path.Combine(Folder, ".lock")));
        // The start, every second step, and the end.
        Assert.Equal(
            ["000000.png", "000002.png", "000004.png", "000005.png"], run.SampleFiles.Select(path => Path.GetFileName(path)));
        Assert.Equal(["00000005"], RunFolder.CheckpointNames(Folder));
        Assert.Equal(5, run.Step);
        Assert.Contains("images_per_second", File.ReadAllText(run.MetricsFile));
        Assert.Contains("recipe", File.ReadAllText(run.ReportFile), StringComparison.OrdinalIgnoreCase);
        PngReader.Picture grid = PngReader.Read(File.ReadAllBytes(run.SampleFiles[^1]));
        Assert.Equal(1, grid.Channels);
    }

    [Fact]
    public void Points_are_drawn_beside_real_ones()
    {
        using Run run = Tiny.Train(Tiny.Points(2), Folder);
        Assert.Equal(["000000.png", "000002.png"], run.SampleFiles.Select(path => Path.GetFileName(path)));
        Assert.StartsWith("<svg", File.ReadAllText(Path.Combine(Folder, "samples", "000002.svg")).TrimStart());
    }

    [Fact]
    public void Each_line_of_metrics_has_the_learners_numbers_and_the_time_waited_for_data()
    {
        var reports = new List<StepReport>();
        Tiny.Train(Tiny.Points(7) with { LogEverySteps = 3 }, Folder, reports.Add).Dispose();
        IReadOnlyList<MetricsRow> rows = MetricsLog.Read(Path.Combine(Folder, "metrics.jsonl"));
        Assert.Equal([3L, 6L, 7L], rows.Select(row => row.Step!.Value));
        Assert.All(rows, row => Assert.Equal(
            [
                "step", "images", "seconds", "images_per_second", "data_wait_seconds", "discriminator_loss", "generator_loss",
                "real_logits", "fake_logits", "discriminator_gradient_norm", "generator_gradient_norm",
            ],
            row.Values.Keys));
        Assert.Equal(reports[5]["generator_loss"], rows[1]["generator_loss"].Number);
        Assert.Equal(reports[5].Metrics.Select(metric => metric.Name), rows[1].Values.Keys.Skip(5));
        Assert.True(double.IsNaN(reports[5]["no such number"]));
        Assert.All(rows.Zip(rows.Skip(1)), pair =>
        {
            Assert.True(pair.Second["data_wait_seconds"].Number >= pair.First["data_wait_seconds"].Number);
            Assert.True(pair.Second["seconds"].Number >= pair.First["seconds"].Number);
        });
    }

    [Fact]
    public void The_runs_generator_is_the_moving_average_at_its_end()
    {
        Recipe recipe = Tiny.Images(3, _folder.Path);
        float[] ofSession;
        using (TrainingSession session = TrainingSession.Start(recipe, Folder))
        {
            using Run same = Trainer.Loop(session, null, CancellationToken.None);
            ofSession = session.Learner.Generator.Sample(4, 9).ToArray<float>();
            Assert.Equal(ofSession, same.Generator.Sample(4, 9).ToArray<float>());
        }
        using Run opened = Run.Open(Folder);
        Assert.False(opened.Generator.Training);
        Assert.Equal(ofSession, opened.Generator.Sample(4, 9).ToArray<float>());
    }

    [Fact]
    public void A_folder_that_holds_a_run_is_refused_before_anything_is_read()
    {
        Tiny.Train(Tiny.Points(1), Folder).Dispose();
        string before = File.ReadAllText(Path.Combine(Folder, "metrics.jsonl"));
        Recipe unreadable = Tiny.Points(1) with { Data = new IdxSource { Path = _folder.File("missing") }, Batch = 0 };
        Assert.Equal(
            $"{Folder}: it holds a run already; continue that, or choose another folder.",
            Assert.Throws<RecipeException>(() => Tiny.Train(unreadable, Folder)).Message);
        Assert.Equal(before, File.ReadAllText(Path.Combine(Folder, "metrics.jsonl")));
    }

    [Fact]
    public void A_folder_with_other_things_and_a_file_are_refused()
    {
        string file = _folder.File("thesis.txt");
        File.WriteAllText(file, "");
        Assert.Equal(
            $"{_folder.Path}: it is not empty (it holds thesis.txt); choose another folder.",
            Assert.Throws<RecipeException>(() => Tiny.Train(Tiny.Points(1), _folder.Path)).Message);
        Assert.Equal(
            $"{file}: expected a folder for the run, but this is a file; choose another one.",
            Assert.Throws<RecipeException>(() => Tiny.Train(Tiny.Points(1), file)).Message);
        Assert.Equal([file], Directory.GetFileSystemEntries(_folder.Path));
    }

    [Fact]
    public void An_empty_folder_is_taken()
    {
        Directory.CreateDirectory(Folder);
        using Run run = Tiny.Train(Tiny.Points(1), Folder);
        Assert.Equal(1, run.Step);
    }

    [Fact]
    public void Bad_data_and_impossible_recipes_leave_no_folder()
    {
        Recipe withoutData = Tiny.Points(1) with { Data = new IdxSource { Path = _folder.File("missing") } };
        Assert.Throws<DataException>(() => Tiny.Train(withoutData, Folder));
        Recipe impossible = Tiny.Points(1).WithLearner<Adversarial>(game => game with { Network = Recipes.Dcgan.Network() });
        Assert.StartsWith(
            "network dcgan makes images, but the data are points [2]",
            Assert.Throws<RecipeException>(() => Tiny.Train(impossible, Folder)).Message);
        Assert.Throws<RecipeException>(() => Tiny.Train(Tiny.Points(1) with { Batch = 0 }, Folder));
        Recipe contradictory = Tiny.Images(1, _folder.Path)
            .WithLearner<Adversarial>(game => game with { Penalties = [new R1 { Weight = 1 }] });
        Assert.StartsWith(
            "r1 asks for the slope at each sample, but batch normalisation",
            Assert.ThrowsAny<InputException>(() => Tiny.Train(contradictory, Folder)).Message);
        Assert.False(Path.Exists(Folder));
    }

    [Fact]
    public void A_run_that_another_session_trains_is_refused()
    {
        using (TrainingSession session = TrainingSession.Start(Tiny.Points(2), Folder))
        {
            session.Record(session.Step());
            session.SaveCheckpoint();
            Assert.Equal(
                $"{Folder}: another process is training this run; wait for it or stop it.",
                Assert.Throws<RecipeException>(() => Tiny.Resume(Folder)).Message);
            // Looking at it is allowed.
            using Run run = Run.Open(Folder);
            Assert.Equal([2L, 2L], run.Generator.Sample(2, 1).shape.ToArray());
        }
        Tiny.Resume(Folder).Dispose();
    }

    [Fact]
    public void A_run_that_could_not_be_resumed_is_free_again()
    {
        Tiny.Train(Tiny.Points(1), Folder).Dispose();
        Assert.Throws<InvalidOperationException>(
            () => TrainingSession.Resume(Folder, _ => throw new InvalidOperationException()));
        Tiny.Resume(Folder, 2 * Tiny.Batch).Dispose();
    }

    [Theory, InlineData("least-squares"), InlineData("non-saturating")]
    public void A_run_that_diverges_stops_and_its_last_checkpoint_is_from_before(string objective)
    {
        Recipe recipe = Tiny.Points(200).WithLearner<Adversarial>(game => game with
        {
            Objective = objective == "least-squares" ? new LeastSquares() : new NonSaturating(),
            GeneratorOptimizer = new SgdChoice { LearningRate = 100 },
            DiscriminatorOptimizer = new SgdChoice { LearningRate = 100 },
        }) with { CheckpointEveryImages = Tiny.Batch, KeepCheckpoints = 1 };
        long last = 0;
        TrainingDivergedException error = Assert.Throws<TrainingDivergedException>(
            () => Tiny.Train(recipe, Folder, report => last = report.Step));
        Assert.Equal(last + 1, error.Step);
        Assert.StartsWith($"Training diverged at step {error.Step}: ", error.Message);
        Assert.Matches("(loss|logits|norm|weight|bias) is (NaN|-?Infinity)", error.Message);
        Assert.Contains("learning_rate", error.Message);
        Assert.True(last >= 1, "the first step should be finite");
        Assert.Equal([$"{last:00000000}"], RunFolder.CheckpointNames(Folder));
        using Run run = Run.Open(Folder);
        Assert.Equal(last, run.Step);
        Assert.All(run.Generator.Sample(8, 1).ToArray<float>(), value => Assert.True(float.IsFinite(value)));
        Assert.Equal(last, RunFolder.LoggedSteps(Folder)[^1]);
    }

    [Fact]
    public void Adam_without_epsilon_is_what_a_divergence_is_blamed_on_and_is_told_before()
    {
        Recipe recipe = Tiny.Points(50).WithLearner<Adversarial>(game => game with
        {
            GeneratorOptimizer = new AdamChoice { Epsilon = 0 },
        });
        using TrainingSession session = TrainingSession.Start(recipe, Folder);
        const string cause = "generator_optimizer.epsilon is 0, so that a parameter whose gradients were exactly 0 becomes 0/0; "
            + "1e-8 is usual";
        Assert.Equal([cause], session.Warnings);
        session.Step();
        using (torch.no_grad())
        {
            session.Learner.Networks[0].Network.NamedParameters().First().Parameter.Value.fill_(double.NaN);
        }
        string message = Assert.Throws<TrainingDivergedException>(session.Step).Message;
        Assert.EndsWith($"Likely cause: {cause}. Nothing of this step was saved; change that, and start again.", message);
    }

    [Fact]
    public void What_is_not_finite_is_never_saved()
    {
        using TrainingSession session = TrainingSession.Start(Tiny.Points(4), Folder);
        session.Record(session.Step());
        session.SaveCheckpoint();
        StepReport report = session.Step();
        using (torch.no_grad())
        {
            session.Learner.Networks[1].Network.NamedParameters().First().Parameter.Value.fill_(double.NaN);
        }
        foreach (Action save in new Action[] { session.SaveCheckpoint, () => session.Record(report) })
        {
            TrainingDivergedException error = Assert.Throws<TrainingDivergedException>(save);
            Assert.Equal(2, error.Step);
            Assert.StartsWith(
                "Training diverged at step 2: discriminator.main.1.weight is NaN. Likely cause: losses and gradients",
                error.Message);
        }
        Assert.Equal(["00000001"], RunFolder.CheckpointNames(Folder));
        Assert.Equal([1L], RunFolder.LoggedSteps(Folder));
        Assert.Throws<TrainingDivergedException>(session.Step);
    }

    [Fact]
    public void A_checkpoint_of_the_same_step_is_not_written_twice()
    {
        using TrainingSession session = TrainingSession.Start(Tiny.Points(2), Folder);
        session.Record(session.Step());
        session.SaveCheckpoint();
        string tensors = Path.Combine(Folder, "checkpoints", "00000001", "tensors.safetensors");
        File.WriteAllText(tensors, "touched");
        session.SaveCheckpoint();
        Assert.Equal("touched", File.ReadAllText(tensors));
    }

    [Fact]
    public void A_checkpoint_that_could_not_be_written_can_be_written_later()
    {
        using TrainingSession session = TrainingSession.Start(Tiny.Points(4), Folder);
        string folder = Path.Combine(Folder, "checkpoints");
        session.Record(session.Step());
        Directory.Delete(folder);
        File.WriteAllText(folder, "in the way");
        Assert.ThrowsAny<IOException>(session.SaveCheckpoint);
        Assert.ThrowsAny<IOException>(session.SaveCheckpoint);
        File.Delete(folder);
        session.SaveCheckpoint();
        Assert.Equal(["00000001"], RunFolder.CheckpointNames(Folder));
    }

    [Fact]
    public void A_checkpoint_that_could_not_be_written_ends_the_training()
    {
        using TrainingSession session = TrainingSession.Start(
            Tiny.Points(1_000_000) with { CheckpointEveryImages = Tiny.Batch }, Folder);
        string folder = Path.Combine(Folder, "checkpoints");
        Directory.Delete(folder);
        File.WriteAllText(folder, "in the way");
        Assert.ThrowsAny<IOException>(() => Trainer.Loop(session, null, CancellationToken.None));
        Assert.InRange(session.CompletedSteps, 1, 999_999);
    }

    [Fact]
    public void Three_hundred_steps_take_no_more_memory_than_a_hundred()
    {
        using DisposeScope scope = torch.NewDisposeScope();
        using var process = Process.GetCurrentProcess();
        Recipe recipe = Tiny.Images(300, _folder.Path) with { SampleEveryImages = 1_000_000, LogEverySteps = 100 };
        using TrainingSession session = TrainingSession.Start(recipe, Folder);
        int tensors = scope.Count;
        long early = 0;
        while (session.CompletedSteps < 299)
        {
            session.Record(session.Step());
            Assert.Equal(tensors, scope.Count);
            if (session.CompletedSteps == 100)
            {
                early = Resident(process);
            }
        }
        // One step makes about 300 tensors, together near 1 MiB: 200 steps that were kept would be 200 MiB.
        Assert.InRange(Resident(process) - early, long.MinValue, 24L << 20);
    }

    private static long Resident(Process process)
    {
        GC.Collect();
        process.Refresh();
        return process.WorkingSet64;
    }
}
