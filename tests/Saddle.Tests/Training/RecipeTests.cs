using Saddle.Data;
using Saddle.Data.Pictures;
using Saddle.Data.Synthetic;
using Saddle.Learners;
using Saddle.Networks;
using Saddle.Optimizers;
using Saddle.Reporting;
using Saddle.Tests.Support;
using Saddle.Training;
using Xunit;

namespace Saddle.Tests.Training;

/// <summary>
/// Every recipe that is listed trains, and resumes as if it had never stopped; its networks are made narrow to be quick.
/// </summary>
public sealed class RecipeTests : IDisposable
{
    private const int Steps = 20;
    private const int Batch = 8;

    // What makes a network large, and a value that makes it small.
    private static readonly (string Setting, object Value)[] s_small =
        [("generator_width", 8), ("discriminator_width", 8), ("latent", 8)];

    private readonly TemporaryFolder _folder = new();
    private readonly PictureFolder _pictures = new();

    public static TheoryData<string> Names => [.. RecipeExtensions.Own.Select(entry => entry.Recipe.Name)];

    public void Dispose()
    {
        _pictures.Dispose();
        _folder.Dispose();
    }

    [Theory, MemberData(nameof(Names))]
    public void A_recipe_trains_on_shapes_checkpoints_and_resumes(string name)
    {
        Recipe recipe = Narrow(Recipes.Find(name));
        string straight = _folder.File("straight"), resumed = _folder.File("resumed");
        Tiny.Train(recipe, straight).Dispose();
        Tiny.Train(recipe with { Images = Steps / 2 * Batch }, resumed).Dispose();
        Tiny.Resume(resumed, Steps * Batch).Dispose();
        RunFolder.AssertSame(straight, resumed);
        MetricsRow[] rows = [.. MetricsLog.Read(Path.Combine(straight, "metrics.jsonl"))];
        Assert.Equal(Steps, rows.Length);
        Assert.All(
            rows,
            row => Assert.All(row.Numbers(), number => Assert.True(double.IsFinite(number.Value), $"{name}: {number.Key}")));
    }

    [Theory, MemberData(nameof(Names))]
    public void A_dry_run_lays_the_networks_of_a_recipe_out(string name)
    {
        RunPlan plan = RunPlan.Of(Narrow(Recipes.Find(name)));
        Assert.All(plan.Networks, network => Assert.True(network.Parameters > 0, $"{name}: {network.Name} has no parameters"));
        Assert.Contains(plan.Networks, network => network.IsAveraged);
        Assert.True(plan.EstimatedBytes > 0);
    }

    [Theory, MemberData(nameof(Names))]
    public void A_recipe_says_what_it_is_and_where_it_comes_from(string name)
    {
        RecipeEntry entry = Recipes.Entry(name);
        Assert.NotEmpty(entry.Summary);
        Assert.True(entry.Source.Length > 0 || entry.Recipe.Learner is PairChoice { Network: Mlp }, $"{name} names no paper");
        Assert.False(entry.Changes.EndsWith('.'), "the command line ends the sentence");
    }

    private Recipe Narrow(Recipe recipe)
    {
        Network? network = (recipe.Learner as PairChoice)?.Network;
        bool isPoints = recipe.Data is Ring or Grid or SwissRoll or Moons or Spiral;
        IEnumerable<(string, object)> smaller = s_small
            .Where(small => network is not null && network.Settings.Any(own => own.Setting.Name == small.Setting))
            .Select(small => ($"network.{small.Setting}", small.Value));
        IEnumerable<(string, object)> sized = network switch
        {
            LsganVgg or PictureNetwork => [("network.size", 28)],
            ResNet { Size: > 64 } => [("network.size", 64)],
            _ => [],
        };
        IEnumerable<(string, object)> densities = recipe.Learner switch
        {
            Flow => [("couplings", 2), ("width", 8), ("hidden_layers", 1), ("size", 16)],
            Mixture => [("components", Batch)],
            _ => [],
        };
        // A schedule may be a function of the total, which differs between a run and its half.
        bool isOfTheTotal = recipe.Schedule() is not FallingSchedule { Images: > 0 };
        IEnumerable<(string, object)> schedule = isOfTheTotal ? [("schedule", "constant")] : [];
        return RecipeFields.With(recipe, [.. smaller, .. sized, .. densities, .. schedule]) with
        {
            Data = network is PictureNetwork ? Pairs() : isPoints ? recipe.Data : DataSource.FromSpec("shapes"),
            Batch = Batch,
            Images = Steps * Batch,
            LogEverySteps = 1,
            SampleCount = 4,
            SampleEveryImages = Steps / 2 * Batch,
            CheckpointEveryImages = 1_000_000,
            Threads = 1,
        };
    }

    private PairsSource Pairs()
    {
        for (int k = 0; k < 20; k++)
        {
            _pictures.Add($"{k}.png", 56, 28, (byte)(10 * k));
        }
        return new PairsSource { Path = _pictures.Path };
    }
}
