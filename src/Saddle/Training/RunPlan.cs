using Saddle.Data;
using Saddle.Layers;
using Saddle.Networks;
using Saddle.Torch;

namespace Saddle.Training;

/// <summary>What a recipe would do, found out without training: the data, the networks layer by layer, the memory.</summary>
public sealed record RunPlan
{
    private const int BytesPerElement = 4;

    /// <summary>The resolved recipe.</summary>
    public required Recipe Recipe { get; init; }

    /// <summary>The shape of a sample.</summary>
    public required SampleShape Shape { get; init; }

    /// <summary>How many samples the data has, or null for a distribution.</summary>
    public required long? DataCount { get; init; }

    /// <summary>How many bytes of memory the data takes.</summary>
    public required long DataBytes { get; init; }

    /// <summary>The generator's layers.</summary>
    public required IReadOnlyList<LayerSummary> Generator { get; init; }

    /// <summary>The discriminator's layers.</summary>
    public required IReadOnlyList<LayerSummary> Discriminator { get; init; }

    /// <summary>
    /// An estimate of the memory in bytes: parameters with gradients, moments and average, the data, and what a step keeps for its
    /// backward pass. libtorch's own buffers come on top.
    /// </summary>
    public long EstimatedBytes
    {
        get
        {
            long generator = Generator.Sum(layer => layer.Parameters), discriminator = Discriminator.Sum(layer => layer.Parameters);
            // Value, gradient and two moments each; the average has a value and a gradient buffer.
            long parameters = 4 * (generator + discriminator) + 2 * generator;
            // Each output lives until its backward pass, with a gradient beside it; the discriminator judges real and fake.
            long activations = Recipe.Batch * (2 * Elements(Generator) + 3 * Elements(Discriminator));
            return BytesPerElement * (parameters + activations) + DataBytes;
        }
    }

    /// <summary>Works a recipe out.</summary>
    /// <param name="recipe">The recipe.</param>
    /// <param name="work">Whom to tell of long work on the data, and what stops it.</param>
    /// <exception cref="RecipeException">The recipe is impossible.</exception>
    /// <exception cref="DataException">The data is missing or damaged.</exception>
    public static RunPlan Of(Recipe recipe, DataWork? work = null)
    {
        recipe = Preparation.Resolve(recipe);
        using DataSet data = recipe.Data.Open(work);
        SampleShape shape = Preparation.ShapeFor(recipe, data);
        using DisposeScope scope = torch.NewDisposeScope();
        using var fork = new RandomFork();
        using Generator generator = recipe.Network.CreateGenerator(shape);
        using Discriminator discriminator = recipe.Network.CreateDiscriminator(recipe.PackedShape(shape));
        RecipeChecks.Check(recipe, discriminator);
        generator.Train(false);
        discriminator.Train(false);
        return new RunPlan
        {
            Recipe = recipe,
            Shape = shape,
            DataCount = data.Count,
            DataBytes = data.BytesInMemory(shape),
            Generator = LayerSummary.Of(() => generator.Forward(generator.Latents(2))),
            Discriminator = LayerSummary.Of(() => discriminator.Forward(torch.zeros([2, .. discriminator.Shape.Sizes]))),
        };
    }

    private static long Elements(IEnumerable<LayerSummary> layers)
        => layers.Sum(layer => layer.OutputShape.Aggregate(1L, (product, size) => product * size));
}
