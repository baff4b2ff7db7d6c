using Saddle.Assessment;
using Saddle.Learners;
using Saddle.Objectives;
using Saddle.Tests.Support;
using Saddle.Training;
using Xunit;

namespace Saddle.Tests.Assessment;

public sealed class RunComparisonTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Runs_of_other_seeds_become_one_line_and_what_differs_names_the_lines()
    {
        Recipe recipe = Tiny.Points(2) with
        {
            Evaluate = new EvaluationPlan
            {
                EveryImages = Tiny.Batch, Metrics = "sliced-wasserstein", Count = 100, Features = "pixels", Best = "",
            },
        };
        Train("a", recipe with { Seed = 1 });
        Train("b", recipe with { Seed = 2, Threads = 2 });
        Train("c", recipe.WithLearner<Adversarial>(game => game with { Objective = new LeastSquares() }));
        RunComparison comparison = RunComparison.Of([_folder.File("a"), _folder.File("b"), _folder.File("c")]);
        Assert.Equal(["sliced_wasserstein"], comparison.Keys);
        Assert.Equal([2, 1], comparison.Lines.Select(line => line.Runs.Count));
        Assert.Contains("objective.name \"least-squares\"", comparison.Lines[1].Label, StringComparison.Ordinal);
        Assert.DoesNotContain("network", comparison.Lines[1].Label, StringComparison.Ordinal);
        double[] values = [.. comparison.Lines[0].Runs.Select(run => run.Scores["sliced_wasserstein"])];
        (double mean, double deviation) = comparison.Lines[0]["sliced_wasserstein"];
        Assert.Equal((values[0] + values[1]) / 2, mean, 1e-12);
        Assert.Equal(Math.Abs(values[0] - values[1]) / Math.Sqrt(2), deviation, 1e-12);
        Assert.True(double.IsNaN(comparison.Lines[1]["sliced_wasserstein"].Deviation));
        Assert.Equal(2, comparison.Lines[1].Steps);
    }

    [Fact]
    public void A_run_that_was_never_evaluated_cannot_be_compared()
    {
        Train("a", Tiny.Points(1));
        RecipeException error = Assert.Throws<RecipeException>(() => RunComparison.Of([_folder.File("a")]));
        Assert.Contains("evaluate.every_images", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void What_cannot_be_compared_is_left_out_and_named()
    {
        Recipe recipe = Tiny.Points(1);
        Train("a", recipe with
        {
            Evaluate = new EvaluationPlan
            {
                EveryImages = Tiny.Batch, Metrics = "sliced-wasserstein:directions=3", Count = 100, Features = "pixels",
                Best = "",
            },
        });
        Train("b", recipe);
        Directory.CreateDirectory(_folder.File("empty"));
        RunComparison comparison = RunComparison.Of(
            [_folder.File("b"), _folder.File("a"), _folder.File("empty"), _folder.File("missing")]);
        Assert.Equal([_folder.File("a")], comparison.Lines.SelectMany(line => line.Runs).Select(run => run.Folder));
        Assert.Collection(
            comparison.Skipped,
            reason => Assert.StartsWith($"{_folder.File("b")}: it was never evaluated", reason),
            reason => Assert.StartsWith($"{_folder.File("empty")}: not a run's folder", reason),
            reason => Assert.StartsWith($"{_folder.File("missing")}: there is no such folder", reason));
    }

    private void Train(string name, Recipe recipe) => Tiny.Train(recipe, _folder.File(name)).Dispose();
}
