using Saddle.Learners;
using Saddle.Networks;
using Saddle.Objectives;
using Saddle.Optimizers;
using Saddle.Penalties;
using Saddle.Tests.Support;
using Saddle.Torch;
using Saddle.Training;
using Xunit;

namespace Saddle.Tests.Training;

public sealed class ResumeTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    private string Straight => _folder.File("straight");

    private string Resumed => _folder.File("resumed");

    public static TheoryData<string, int, string> Cases => new()
    {
        { "mlp", 1, "adam" },
        { "mlp", 2, "rmsprop" },
        { "mlp", 2, "sgd" },
        { "dcgan", 1, "adam" },
        { "dcgan", 2, "adam" },
        { "dcgan", 1, "rmsprop" },
        { "dcgan", 2, "sgd" },
        { "lsgan-vgg", 1, "rmsprop" },
        { "lucic", 1, "adam" },
        { "resnet", 2, "adam" },
    };

    [Theory, MemberData(nameof(Cases))]
    public void Half_a_run_and_its_continuation_are_the_whole_run_bit_for_bit(
        string network, int discriminatorSteps, string optimizer)
    {
        OptimizerChoice choice = optimizer == "sgd"
            ? new SgdChoice { LearningRate = 1e-2, Momentum = 0.5 }
            : OptimizerChoice.All.Create(optimizer);
        Recipe recipe = Start(network).WithLearner<Adversarial>(game => game with
        {
            DiscriminatorSteps = discriminatorSteps,
            GeneratorOptimizer = choice,
            DiscriminatorOptimizer = choice,
        });
        Train(recipe, Straight);
        Train(recipe with { Images = 4 * Tiny.Batch }, Resumed);
        // What the process did in between, as another process would have done other things.
        torch.manual_seed(12345);
        Resume(Resumed, images: 8 * Tiny.Batch);
        RunFolder.AssertSame(Straight, Resumed);
        Assert.Equal([1, 2, 3, 4, 5, 6, 7, 8], RunFolder.LoggedSteps(Resumed));
    }

    private Recipe Start(string network) => network switch
    {
        "mlp" => Tiny.Points(8),
        "lsgan-vgg" => Tiny.Images(8, _folder.Path).WithLearner<Adversarial>(game => game with
        {
            Network = new LsganVgg { Size = 14, Channels = 1, Latent = 8, GeneratorWidth = 4, DiscriminatorWidth = 4 },
        }),
        "lucic" => Tiny.Images(8, _folder.Path).WithLearner<Adversarial>(game => game with
        {
            Network = new Lucic { Size = 8, Channels = 1, Latent = 8, GeneratorWidth = 4, DiscriminatorWidth = 4, Features = 16 },
        }),
        "resnet" => Tiny.Images(8, _folder.Path).WithLearner<Adversarial>(game => game with
        {
            Network = new ResNet
            {
                Size = 32, Channels = 1, Latent = 8, GeneratorWidth = 4, DiscriminatorWidth = 4, Attention = 16,
                GeneratorSpectralNorm = true,
            },
            Constraints = [new SpectralNormalization { Enabled = true }],
            Penalties = [new GradientPenalty { Weight = 10 }],
        }),
        _ => Tiny.Images(8, _folder.Path),
    };

    [Fact]
    public void Data_that_have_changed_since_are_told_and_others_are_not()
    {
        Train(Tiny.Images(2, _folder.Path), Resumed);
        var warnings = new List<string>();
        Tiny.Resume(Resumed, images: 3 * Tiny.Batch, warn: warnings.Add).Dispose();
        Assert.Empty(warnings);
        File.WriteAllBytes(_folder.File("images"), IdxBytes.Images(24, 14));
        Tiny.Resume(Resumed, images: 4 * Tiny.Batch, warn: warnings.Add).Dispose();
        Assert.Contains("the data have changed since the checkpoint", Assert.Single(warnings), StringComparison.Ordinal);
    }

    [Fact]
    public void A_folder_of_grey_pictures_that_got_one_in_colour_is_refused_in_words()
    {
        using var pictures = new PictureFolder();
        pictures.AddMany(12);
        Recipe recipe = Tiny.Images(1, _folder.Path).WithLearner<Adversarial>(game => game with
        {
            Network = new Dcgan { Size = 16, Latent = 8, GeneratorWidth = 4, DiscriminatorWidth = 4 },
        }) with { Data = pictures.Source() };
        Train(recipe, Resumed);
        pictures.Add("new.png", 16, 16, 1, 2, 3);
        Assert.Equal(
            $"{Resumed}: the run learnt 16x16 grey images, but the data are 16x16 colour images now; "
            + "bring back the data that it began with, or train the recipe again in another folder.",
            Assert.Throws<RecipeException>(() => Resume(Resumed, images: 2 * Tiny.Batch)).Message);
        File.Delete(pictures.File("new.png"));
        Resume(Resumed, images: 2 * Tiny.Batch);
    }

    [Fact]
    public void The_same_recipe_gives_the_same_run_and_another_seed_another()
    {
        Recipe recipe = Tiny.Points(3);
        Train(recipe, Straight);
        Train(recipe, Resumed);
        RunFolder.AssertSame(Straight, Resumed);
        string other = _folder.File("other");
        Train(recipe with { Seed = 1 }, other);
        Assert.NotEqual(RunFolder.Metrics(Straight), RunFolder.Metrics(other));
    }

    [Fact]
    public void A_cancelled_run_finishes_its_step_and_goes_on_as_if_it_had_not_been()
    {
        Recipe recipe = Tiny.Points(7);
        Train(recipe, Straight);
        using var cancellation = new CancellationTokenSource();
        var steps = new List<long>();
        Assert.Throws<OperationCanceledException>(() => Trainer.Train(
            recipe, Resumed,
            report =>
            {
                steps.Add(report.Step);
                if (report.Step == 3)
                {
                    cancellation.Cancel();
                }
            },
            cancellation: cancellation.Token));
        Assert.Equal([1, 2, 3], steps);
        Assert.Equal(["00000003"], RunFolder.CheckpointNames(Resumed));
        Assert.True(File.Exists(Path.Combine(Resumed, "report.html")));
        Resume(Resumed);
        RunFolder.AssertSame(Straight, Resumed);
    }

    [Fact]
    public void A_run_that_was_killed_goes_on_from_its_last_checkpoint()
    {
        Recipe recipe = Tiny.Points(9) with { CheckpointEveryImages = 3 * Tiny.Batch };
        Train(recipe, Straight);
        Kill(recipe, Resumed, afterSteps: 5);
        Assert.Equal([1, 2, 3, 4, 5], RunFolder.LoggedSteps(Resumed));
        // The line that it was writing, and the checkpoint.
        File.AppendAllText(Path.Combine(Resumed, "metrics.jsonl"), "{\"step\":6,\"ima");
        string unfinished = Path.Combine(Resumed, "checkpoints", ".unfinished-00000006");
        Directory.CreateDirectory(unfinished);
        File.WriteAllText(Path.Combine(unfinished, "tensors.safetensors"), "half");
        Resume(Resumed);
        RunFolder.AssertSame(Straight, Resumed);
        Assert.Equal([1, 2, 3, 4, 5, 6, 7, 8, 9], RunFolder.LoggedSteps(Resumed));
        Assert.Equal(["00000006", "00000009"], RunFolder.CheckpointNames(Resumed));
    }

    [Fact]
    public void A_run_that_was_killed_before_its_first_checkpoint_starts_over()
    {
        Recipe recipe = Tiny.Points(6) with { CheckpointEveryImages = 4 * Tiny.Batch };
        Train(recipe, Straight);
        Kill(recipe, Resumed, afterSteps: 3);
        Resume(Resumed);
        RunFolder.AssertSame(Straight, Resumed);
        Assert.Equal([1, 2, 3, 4, 5, 6], RunFolder.LoggedSteps(Resumed));
    }

    [Fact]
    public void A_damaged_checkpoint_is_told_and_the_one_before_it_used()
    {
        Recipe recipe = Tiny.Points(9) with { CheckpointEveryImages = 2 * Tiny.Batch };
        Train(recipe, Straight);
        Kill(recipe, Resumed, afterSteps: 7);
        Assert.Equal(["00000004", "00000006"], RunFolder.CheckpointNames(Resumed));
        RunFolder.Damage(Resumed, "00000006");
        var warnings = new List<string>();
        var steps = new List<long>();
        using (Tiny.Resume(Resumed, progress: report => steps.Add(report.Step), warn: warnings.Add))
        {
            Assert.Equal([5, 6, 7, 8, 9], steps);
        }
        string folder = Path.Combine(Resumed, "checkpoints", "00000006");
        Assert.Equal(
            $"{folder}: the digest of its tensors.safetensors is not the one that it was written with; "
            + "the checkpoint before it is used",
            Assert.Single(warnings));
        RunFolder.AssertSame(Straight, Resumed);
    }

    [Fact]
    public void A_run_whose_checkpoints_are_all_damaged_is_refused_with_each_of_them()
    {
        Train(Tiny.Points(4) with { CheckpointEveryImages = 2 * Tiny.Batch }, Resumed);
        RunFolder.Damage(Resumed, "00000002");
        File.Delete(Path.Combine(Resumed, "checkpoints", "00000004", "checkpoint.json"));
        RecipeException error = Assert.Throws<RecipeException>(() => Resume(Resumed));
        Assert.Equal(3, error.Problems.Count);
        Assert.StartsWith(Path.Combine(Resumed, "checkpoints", "00000004") + ": it cannot be read (", error.Problems[0]);
        Assert.StartsWith(Path.Combine(Resumed, "checkpoints", "00000002") + ": the digest", error.Problems[1]);
        Assert.Equal(
            $"{Resumed}: none of its checkpoints can be used; let it begin again from its seed, or train its recipe in another "
            + "folder.",
            error.Problems[2]);
        Assert.Equal([RemedyKind.Restart, RemedyKind.TrainAnew], error.Remedies.Select(remedy => remedy.Kind));
        Assert.Equal(["00000002", "00000004"], RunFolder.CheckpointNames(Resumed));
    }

    [Fact]
    public void Threads_may_change_and_recipe_json_says_so()
    {
        Train(Tiny.Points(2), Resumed);
        using (
            TrainingSession session = TrainingSession.Resume(
                Resumed, recipe => recipe with { Threads = 2, Images = 3 * Tiny.Batch }))
        {
            Trainer.Loop(session, null, CancellationToken.None).Dispose();
        }
        using Run run = Run.Open(Resumed);
        // They are the most that it may use: StepThreads.
        Assert.Equal(1, run.NewestCheckpoint()!.State.Stretches[^1].Threads);
        Assert.Equal((2, 3, 3), (run.Recipe.Threads, run.Recipe.Steps, run.Step));
    }

    [Fact]
    public void A_device_that_is_not_there_is_refused_and_the_run_stays_as_it_was()
    {
        Assert.SkipWhen(torch.cuda_device_count() > 0, "This machine has a GPU.");
        Train(Tiny.Points(2), Resumed);
        string before = File.ReadAllText(Path.Combine(Resumed, "recipe.json"));
        string message = Assert.Throws<InputException>(
            () => TrainingSession.Resume(Resumed, recipe => recipe with { Device = "cuda" })).Message;
        Assert.StartsWith("device cuda is not available", message);
        Assert.Equal(before, File.ReadAllText(Path.Combine(Resumed, "recipe.json")));
        Resume(Resumed, images: 3 * Tiny.Batch);
    }

    [Fact]
    public void A_recipe_that_the_checkpoint_does_not_fit_is_refused_and_not_written()
    {
        Train(Tiny.Points(2), Resumed);
        RunFolder.ForgetSettings(Resumed, "00000002");
        string before = File.ReadAllText(Path.Combine(Resumed, "recipe.json"));
        string message = Assert.Throws<RecipeException>(() => TrainingSession.Resume(
            Resumed, recipe => RecipeFields.With(recipe, [("network.generator_width", 9L)]))).Message;
        Assert.Equal(
            $"{Path.Combine(Resumed, "checkpoints", "00000002")}: it does not fit recipe.json: "
            + "generator.main.0.weight is missing or of another shape.",
            message);
        Assert.Equal(before, File.ReadAllText(Path.Combine(Resumed, "recipe.json")));
        Resume(Resumed, images: 3 * Tiny.Batch);
    }

    [Fact]
    public void A_finished_run_is_opened_without_a_step()
    {
        Train(Tiny.Points(2), Resumed);
        using Run run = Tiny.Resume(Resumed, progress: _ => Assert.Fail("a step was made"));
        Assert.Equal(2, run.Step);
    }

    [Fact]
    public void Fewer_steps_than_are_made_already_are_refused()
    {
        Train(Tiny.Points(3), Resumed);
        string message = Assert.Throws<RecipeException>(() => Resume(Resumed, images: 2 * Tiny.Batch)).Message;
        Assert.Equal($"{Resumed}: 3 steps are made already, so it cannot be a run of 2; ask for more steps.", message);
        using Run run = Run.Open(Resumed);
        Assert.Equal((3, 3), (run.Recipe.Steps, run.Step));
    }

    [Fact]
    public void Damaged_lines_of_metrics_are_moved_aside_and_told()
    {
        Train(Tiny.Points(3), Straight);
        Train(Tiny.Points(2), Resumed);
        string metrics = Path.Combine(Resumed, "metrics.jsonl");
        string[] lines = File.ReadAllLines(metrics);
        File.WriteAllText(metrics, $"what?\n{lines[0]}\n\0\0\0\n{lines[1]}\n{{\"step\":3}}\n");
        var warnings = new List<string>();
        Tiny.Resume(Resumed, images: 3 * Tiny.Batch, warn: warnings.Add).Dispose();
        Assert.Equal(
            $"{metrics}: 2 lines that are no JSON objects were moved to {metrics}.damaged", Assert.Single(warnings));
        Assert.Equal("what?\n\0\0\0\n", File.ReadAllText(metrics + ".damaged"));
        RunFolder.AssertSame(Straight, Resumed);
    }

    [Fact]
    public void Random_numbers_that_are_none_are_told_with_the_checkpoint()
    {
        Train(Tiny.Points(2), Resumed);
        string folder = Path.Combine(Resumed, "checkpoints", "00000002");
        using (DisposeScope scope = torch.NewDisposeScope())
        {
            Checkpoint checkpoint = Checkpoint.Open(folder);
            Dictionary<string, Tensor> tensors = checkpoint.ReadTensors();
            tensors["random"].zero_();
            Directory.Delete(folder, recursive: true);
            Checkpoint.Write(
                Path.GetDirectoryName(folder)!, checkpoint.State, [.. tensors.Select(pair => (pair.Key, pair.Value))], keep: 1);
        }
        Assert.StartsWith(
            $"{folder}: it does not fit recipe.json: the state of the random numbers is none (",
            Assert.Throws<RecipeException>(() => Resume(Resumed, images: 3 * Tiny.Batch)).Message);
    }

    [Fact]
    public void Work_with_the_run_meanwhile_does_not_change_it()
    {
        Recipe recipe = Tiny.Images(4, _folder.Path).WithLearner<Adversarial>(game => game with
        {
            Objective = new LeastSquares(),
        }) with { CheckpointEveryImages = 2 * Tiny.Batch };
        Train(recipe, Straight);
        Tiny.Train(recipe, Resumed, report =>
        {
            if (report.Step == 2)
            {
                // It is written beside the training.
                Assert.True(
                    SpinWait.SpinUntil(() => RunFolder.CheckpointNames(Resumed).Contains("00000002"), TimeSpan.FromMinutes(1)));
                using Run looked = Run.Open(Resumed);
                looked.Generator.Sample(3, 1).Dispose();
                Assert.Equal(2, looked.Step);
                RunPlan.Of(recipe);
            }
        }).Dispose();
        RunFolder.AssertSame(Straight, Resumed);
    }

    private static void Train(Recipe recipe, string folder) => Tiny.Train(recipe, folder).Dispose();

    private static void Resume(string folder, long? images = null) => Tiny.Resume(folder, images).Dispose();

    // What a killed process leaves: no farewell checkpoint, and its lock is free.
    private static void Kill(Recipe recipe, string folder, int afterSteps)
    {
        using TrainingSession session = TrainingSession.Start(recipe, folder);
        for (int k = 0; k < afterSteps; k++)
        {
            session.Record(session.Step());
        }
    }
}
