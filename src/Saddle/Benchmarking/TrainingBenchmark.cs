using Saddle.Data;
using Saddle.Torch;
using Saddle.Training;

namespace Saddle.Benchmarking;

/// <summary>Training steps of a recipe of two players, on random samples instead of the recipe's own data.</summary>
public sealed class TrainingBenchmark : BenchmarkCase
{
    internal TrainingBenchmark(
        string name, string summary, int steps, Recipe recipe, SampleShape shape) : base(name, summary, steps)
        => (Recipe, Shape) = (recipe, shape);

    /// <summary>Networks, objective, penalties, optimisers and batch.</summary>
    public Recipe Recipe { get; }

    /// <summary>What a sample is.</summary>
    public SampleShape Shape { get; }

    /// <summary>The case with another recipe.</summary>
    /// <param name="recipe">The recipe.</param>
    /// <param name="shape">What a sample is then; as before if null.</param>
    public TrainingBenchmark With(Recipe recipe, SampleShape? shape = null) => new(Name, Summary, Steps, recipe, shape ?? Shape);

    /// <inheritdoc/>
    public override TrainingBenchmarkWork Open(Device device) => new(Recipe, Shape, device);
}
