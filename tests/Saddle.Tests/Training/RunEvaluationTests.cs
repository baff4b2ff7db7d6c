using Saddle.Data;
using Saddle.Evaluation;
using Saddle.Learners;
using Saddle.Networks;
using Saddle.Reporting;
using Saddle.Tests.Support;
using Saddle.Torch;
using Saddle.Training;
using Xunit;

namespace Saddle.Tests.Training;

public sealed class RunEvaluationTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_run_is_measured_when_it_is_due_and_at_its_end()
    {
        string folder = _folder.File("run");
        Tiny.Train(Judged(7, every: 3 * Tiny.Batch), folder).Dispose();
        (long? Step, bool Judged)[] rows =
            [.. MetricsLog.Read(Path.Combine(folder, "metrics.jsonl")).Select(row => (row.Step, Has(row, "sliced_wasserstein")))];
        Assert.Equal([3, 6, 7], rows.Where(row => row.Judged).Select(row => row.Step!.Value));
        Assert.All(
            MetricsLog.Read(Path.Combine(folder, "metrics.jsonl")).Where(row => Has(row, "sliced_wasserstein")),
            row => Assert.True(Has(row, "modes")));
        Assert.Contains(
            "Evaluation: sliced wasserstein", File.ReadAllText(Path.Combine(folder, "report.html")), StringComparison.Ordinal);
    }

    [Fact]
    public void A_run_that_ends_before_its_first_evaluation_is_not_measured()
    {
        string folder = _folder.File("run");
        Tiny.Train(Judged(2, every: 3 * Tiny.Batch), folder).Dispose();
        Assert.DoesNotContain(MetricsLog.Read(Path.Combine(folder, "metrics.jsonl")), row => Has(row, "modes"));
        Assert.False(Directory.Exists(Path.Combine(folder, "best")));
    }

    [Fact]
    public void Measuring_changes_nothing_of_the_training()
    {
        string plain = _folder.File("plain"), judged = _folder.File("judged");
        Tiny.Train(Judged(6, every: 0), plain).Dispose();
        Tiny.Train(Judged(6, every: Tiny.Batch), judged).Dispose();
        Assert.Equal(Tensors(plain), Tensors(judged));
    }

    [Fact]
    public void A_run_that_stopped_and_went_on_is_measured_alike()
    {
        string straight = _folder.File("straight"), resumed = _folder.File("resumed");
        Tiny.Train(Judged(8, every: 2 * Tiny.Batch), straight).Dispose();
        Tiny.Train(Judged(4, every: 2 * Tiny.Batch), resumed).Dispose();
        Tiny.Resume(resumed, 8 * Tiny.Batch).Dispose();
        RunFolder.AssertSame(straight, resumed);
        Assert.Equal(Best(straight), Best(resumed));
    }

    [Fact]
    public void The_checkpoint_with_the_best_score_is_kept()
    {
        string folder = _folder.File("run");
        Recipe recipe = Judged(12, every: Tiny.Batch);
        Tiny.Train(recipe, folder).Dispose();
        MetricsRow best = MetricsLog.Read(Path.Combine(folder, "metrics.jsonl")).MinBy(row => Number(row, "sliced_wasserstein"))!;
        Assert.Equal(best.Step!.Value.ToString("00000000", System.Globalization.CultureInfo.InvariantCulture), Best(folder));
        using Run run = Run.Open(folder, best: true);
        Assert.Equal(best.Step, run.Step);
        using DisposeScope scope = torch.NewDisposeScope();
        Assert.Equal((5L, 2L), (run.Generator.Sample(5, 1).size(0), run.Generator.Sample(5, 1).size(1)));
    }

    [Fact]
    public void Without_a_best_checkpoint_none_can_be_opened()
    {
        string folder = _folder.File("run");
        Tiny.Train(Judged(2, every: 0), folder).Dispose();
        RecipeException error = Assert.Throws<RecipeException>(() => Run.Open(folder, best: true));
        Assert.Contains("evaluate.every_images", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_metric_that_does_not_suit_the_data_is_told_of_once_and_left_out()
    {
        string folder = _folder.File("run");
        var told = new List<string>();
        Recipe recipe = Judged(4, every: Tiny.Batch) with
        {
            Evaluate = new EvaluationPlan
            {
                EveryImages = Tiny.Batch, Metrics = "inception-score,sliced-wasserstein", Count = 50, Features = "pixels",
                Best = "",
            },
        };
        using (TrainingSession session = TrainingSession.Start(recipe, folder))
        {
            session.EvaluationWork = new DataWork { Warn = told.Add };
            Trainer.Loop(session, null, CancellationToken.None).Dispose();
        }
        Assert.Contains("inception-score is not measured", Assert.Single(told), StringComparison.Ordinal);
        Assert.All(MetricsLog.Read(Path.Combine(folder, "metrics.jsonl")), row => Assert.True(Has(row, "sliced_wasserstein")));
    }

    [Fact]
    public void A_new_run_on_images_without_labels_says_that_ResNet_18_judges_it()
    {
        Recipe recipe = Tiny.Images(2, _folder.Path) with { Evaluate = new EvaluationPlan { EveryImages = 1_000_000 } };
        Tiny.Train(recipe, _folder.File("run")).Dispose();
        Assert.Equal("resnet18", RecipeJson.Load(_folder.File("run/recipe.json")).Evaluate.Features);
        Tiny.Train(Judged(2, every: 0) with { Evaluate = recipe.Evaluate }, _folder.File("points")).Dispose();
        Assert.Equal("auto", RecipeJson.Load(_folder.File("points/recipe.json")).Evaluate.Features);
    }

    [Fact]
    public void A_run_of_an_older_program_that_leaves_the_choice_goes_on_with_pixels_and_none_is_best_by_them()
    {
        string folder = _folder.File("run"), file = Path.Combine(folder, "recipe.json");
        Recipe recipe = Tiny.Images(4, _folder.Path) with
        {
            Evaluate = new EvaluationPlan { EveryImages = 3 * Tiny.Batch, Metrics = "fid", Count = 20 },
        };
        Tiny.Train(recipe with { Images = 2 * Tiny.Batch }, folder).Dispose();
        File.WriteAllText(file, File.ReadAllText(file).Replace("\"resnet18\"", "\"auto\"", StringComparison.Ordinal));
        Tiny.Resume(folder, 4 * Tiny.Batch).Dispose();
        MetricsRow[] judged = [.. MetricsLog.Read(Path.Combine(folder, "metrics.jsonl")).Where(row => Has(row, "fid"))];
        Assert.Equal([3, 4], judged.Select(row => row.Step!.Value));
        // 256 pixels of 20 samples, from 0 to 1: ResNet-18's 512 features are some hundreds apart.
        Assert.All(judged, row => Assert.InRange(Number(row, "fid"), 0, 200));
        Assert.False(Directory.Exists(Path.Combine(folder, "best")));
    }

    [Theory]
    [InlineData("classifier", "a classifier needs images")]
    [InlineData("nothing.pt", "no file 'nothing.pt'")]
    public void Features_that_cannot_be_had_are_refused_before_anything_is_written(string features, string expected)
    {
        string folder = _folder.File("run");
        Recipe recipe = Judged(4, every: Tiny.Batch) with
        {
            Evaluate = new EvaluationPlan
            {
                EveryImages = Tiny.Batch, Metrics = "fid", Count = 50, Features = features, Best = "",
            },
        };
        RecipeException error = Assert.Throws<RecipeException>(() => Tiny.Train(recipe, folder));
        Assert.Contains(expected, error.Message, StringComparison.Ordinal);
        Assert.False(Directory.Exists(folder));
    }

    [Theory]
    [InlineData("fid,kidd", "", "kid")]
    [InlineData("fid", "kid", "best must be one of")]
    public void A_plan_names_metrics_that_there_are(string metrics, string best, string expected)
    {
        var plan = new EvaluationPlan { EveryImages = 1, Metrics = metrics, Best = best };
        Assert.Contains(expected, Assert.Throws<InputException>(plan.ThrowIfInvalid).Message, StringComparison.Ordinal);
        // So a recipe with that plan is refused as well.
        RecipeException error = Assert.Throws<RecipeException>(() => RunPlan.Of(Tiny.Points(1) with { Evaluate = plan }));
        Assert.Contains(expected, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Samples_of_a_conditional_run_have_the_labels_that_were_asked_for()
    {
        string folder = _folder.File("run");
        Recipe recipe = Recipes.Find("cgan").WithLearner<Adversarial>(game => game with
        {
            Network = new Mlp { Latent = 2, GeneratorWidth = 8, DiscriminatorWidth = 8, HiddenLayers = 2 },
        }) with { Data = "ring", Batch = 8, Images = 16, Threads = 1, Evaluate = new EvaluationPlan() };
        using Run run = Tiny.Train(recipe, folder);
        using DisposeScope scope = torch.NewDisposeScope();
        using SampleSet samples = run.Samples(300, seed: 3), same = run.Samples(300, seed: 3), other = run.Samples(300, seed: 4);
        Assert.Equal(8, samples.Read(1).Labels!.ToArray<long>().Distinct().Count());
        Assert.Equal(samples.Read(1).Real.ToArray<float>(), same.Read(1).Real.ToArray<float>());
        Assert.NotEqual(samples.Read(1).Real.ToArray<float>(), other.Read(1).Real.ToArray<float>());
    }

    private static Recipe Judged(int steps, long every) => Tiny.Points(steps) with
    {
        Evaluate = new EvaluationPlan
        {
            EveryImages = every, Metrics = "sliced-wasserstein,modes", Count = 200, Features = "pixels",
            Best = "sliced-wasserstein",
        },
    };

    private static bool Has(MetricsRow row, string key) => row.Numbers().Any(number => number.Key == "evaluation." + key);

    private static double Number(MetricsRow row, string key)
        => row.Numbers().First(number => number.Key == "evaluation." + key).Value;

    private static string Best(string folder)
        => Path.GetFileName(Assert.Single(Directory.GetDirectories(Path.Combine(folder, "best"))));

    private static byte[] Tensors(string folder)
        => File.ReadAllBytes(
            Path.Combine(Checkpoint.Folders(Path.Combine(folder, "checkpoints")).First(), "tensors.safetensors"));
}
