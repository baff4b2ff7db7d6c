using Saddle.Assessment;
using Saddle.Data;
using Saddle.Data.Synthetic;
using Saddle.Evaluation;
using Saddle.Files;
using Saddle.Tests.Support;
using Saddle.Torch;
using Saddle.Training;
using Xunit;

namespace Saddle.Tests.Assessment;

public sealed class EvaluationRequestTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly DisposeScope _scope = torch.NewDisposeScope();

    public void Dispose()
    {
        _scope.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public void A_distribution_measured_by_itself_is_nearly_perfect()
    {
        using EvaluationResult result = Evaluate("grid", "grid", 2_500);
        Assert.Equal(25, result.Report["modes"]);
        // 98.89 % of a two-dimensional Gaussian lie within three deviations.
        Assert.InRange(result.Report["high_quality"], 0.98, 0.997);
        // Both sides are drawn on their own.
        Assert.InRange(result.Report["fid"], 1e-6, 0.05);
        Assert.InRange(result.Report["coverage"], 0.94, 0.99);
        Assert.InRange(result.Report["authenticity"], 0.3, 0.7);
        Assert.Contains(result.Report.Lacking, lacking => lacking.Metric.Name == "inception-score");
        Assert.Equal(10_000, result.Comparison!.Training.Count);
    }

    [Fact]
    public void Features_of_other_programs_are_compared_as_they_are()
    {
        Write("real.npy", torch.randn([200, 3], new RandomGenerator(1)));
        Write("fake.npy", torch.randn([150, 3], new RandomGenerator(2)) + 1);
        using EvaluationResult result = Evaluate(_folder.File("fake.npy"), _folder.File("real.npy"), 10_000);
        Assert.Equal((150L, 200L), (result.Report.GeneratedCount, result.Report.ReferenceCount));
        Assert.InRange(result.Report["fid"], 2, 4.5);
    }

    [Fact]
    public void Statistics_that_were_kept_give_the_same_distance()
    {
        Write("fake.npy", torch.randn([150, 3], new RandomGenerator(2)) + 1);
        Write("real.npy", torch.randn([200, 3], new RandomGenerator(1)));
        using EvaluationResult direct = Evaluate(_folder.File("fake.npy"), _folder.File("real.npy"), 10_000);
        StatisticsFile.Save(_folder.File("kept.npz"), GaussianStatistics.Of(direct.Comparison!.Reference));
        using EvaluationResult kept = Evaluate(_folder.File("fake.npy"), _folder.File("kept.npz"), 10_000);
        Assert.Equal(direct.Report["fid"], kept.Report["fid"], 1e-9);
        Assert.Single(kept.Report.Scores);
    }

    [Fact]
    public void Copies_of_the_data_are_found_out()
    {
        string folder = _folder.File("images");
        File.WriteAllBytes(folder, IdxBytes.Images(300, 6));
        using EvaluationResult result = Evaluate(folder, folder, 300, "pixels");
        Assert.Equal(0, result.Report["authenticity"]);
        Assert.InRange(result.Report["fid"], -1e-6, 1e-6);
        Assert.Equal(1, result.Report["precision"]);
    }

    [Fact]
    public void A_page_shows_the_numbers_and_the_samples()
    {
        string images = _folder.File("images"), page = _folder.File("page.html");
        File.WriteAllBytes(images, IdxBytes.Images(80, 6));
        using EvaluationResult result = Evaluate(images, images, 80, "pixels");
        EvaluationPage.Save(page, result);
        string html = File.ReadAllText(page);
        Assert.Contains("80 generated samples, 80 of the reference", html, StringComparison.Ordinal);
        Assert.Contains("<th>fid</th>", html, StringComparison.Ordinal);
        Assert.Equal(4, html.Split("data:image/png;base64,").Length - 1);
        Assert.DoesNotContain("<script", html, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("kept.npz", "ring", "statistics only")]
    [InlineData("ring", "kept.npz", "name it as features")]
    [InlineData("fake.npy", "wide.npy", "3 dimensions")]
    [InlineData("fake.npy", "nan.npy", "row 1 ")]
    [InlineData("fake.npy", "whole.npy", "float32 or float64")]
    [InlineData("fake.npy", "cube.npy", "[N, D]")]
    [InlineData("ring", "images", "cannot be compared")]
    public void Sides_that_do_not_fit_are_refused(string generated, string reference, string expected)
    {
        Write("fake.npy", torch.randn([5, 3], new RandomGenerator(1)));
        Write("wide.npy", torch.randn([5, 4], new RandomGenerator(1)));
        Write("nan.npy", torch.tensor<double>([1, 2, 3, double.NaN, 5, 6], 2, 3));
        Write("whole.npy", torch.ones([3, 3], ScalarType.Int64));
        Write("cube.npy", torch.ones([3, 3, 3]));
        StatisticsFile.Save(
            _folder.File("kept.npz"),
            new GaussianStatistics(torch.zeros([2], ScalarType.Float64), torch.ones([2, 2], ScalarType.Float64)));
        File.WriteAllBytes(_folder.File("images"), IdxBytes.Images(20, 6));
        InputException error = Assert.Throws<InputException>(() => Evaluate(Named(generated), Named(reference), 50).Dispose());
        Assert.Contains(expected, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_reference_in_colour_is_made_grey_for_grey_samples_and_that_is_told()
    {
        using var pictures = new PictureFolder();
        for (int k = 0; k < 6; k++)
        {
            pictures.Add($"{k}.png", 6, 6, (byte)(40 * k), 100, 50);
        }
        File.WriteAllBytes(_folder.File("images"), IdxBytes.Images(20, 6));
        using EvaluationSide grey = EvaluationSide.Read(_folder.File("images")), colour = EvaluationSide.Of(pictures.Source());
        var told = new List<string>();
        var work = new DataWork { Warn = told.Add };
        var request = new EvaluationRequest { Generated = grey, Reference = colour, Features = "pixels" };
        using EvaluationResult result = request.Run(work);
        Assert.Contains(
            told, warning => warning.EndsWith(
                "has 6x6 colour images, and is made grey to be compared with 6x6 grey images", StringComparison.Ordinal));
        Assert.Equal([1, 6, 6], result.Reference!.Shape.Sizes);
        told.Clear();
        using EvaluationResult other = (request with { Generated = colour, Reference = grey }).Run(work);
        Assert.Contains(told, warning => warning.Contains("is made colour", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("fid", 1, "at least 2")]
    [InlineData("precision-recall", 3, "at least 4")]
    [InlineData("density-coverage", 5, "at least 6")]
    public void Too_few_samples_are_named(string metric, int count, string expected)
    {
        using EvaluationSide ring = EvaluationSide.Of(new Ring()), reference = EvaluationSide.Of(new Ring());
        var request =
            new EvaluationRequest { Generated = ring, Reference = reference, Count = count, Metrics = Evaluator.Parse(metric) };
        InputException error = Assert.Throws<InputException>(() => request.Run());
        Assert.Contains(expected, error.Message, StringComparison.Ordinal);
        Assert.Contains(metric, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Known_data_have_a_test_half_and_settings_after_a_colon()
    {
        Assert.Equal("test", DataSource.FromSpec("fashion-mnist").TestHalf!["split"]);
        Assert.Null(DataSource.FromSpec("fashion-mnist:split=test").TestHalf);
        Assert.Null(DataSource.FromSpec("ring").TestHalf);
        DataSource ring = DataSource.FromSpec("ring:modes=5, deviation=0.5");
        Assert.Equal((5L, 0.5), (ring["modes"], ring["deviation"]));
        Assert.Throws<InputException>(() => DataSource.FromSpec("ring:modes"));
        Assert.Equal(
            "data source ring: modes must be a whole number from 1 to 10000, but is \"none\".",
            Assert.Throws<InputException>(() => DataSource.FromSpec("ring:modes=none")).Message);
    }

    private static EvaluationResult Evaluate(string generated, string reference, int count, string features = "auto")
    {
        using EvaluationSide one = EvaluationSide.Read(generated), other = EvaluationSide.Read(reference);
        return new EvaluationRequest { Generated = one, Reference = other, Count = count, Features = features }.Run();
    }

    private string Named(string name) => Path.Exists(_folder.File(name)) ? _folder.File(name) : name;

    private void Write(string name, Tensor values)
    {
        using FileStream file = File.Create(_folder.File(name));
        NpyFile.Write(file, values);
    }
}
