using Saddle.Data;
using Saddle.Learners;
using Saddle.Torch;

namespace Saddle.Training;

/// <summary>What a recipe would do, found out without training: the data, the networks layer by layer, the memory.</summary>
public sealed record RunPlan
{
    private const int BytesPerElement = 4;

    /// <summary>The resolved recipe.</summary>
    public required Recipe Recipe { get; init; }

    /// <summary>Where it would be computed and how, in a few words.</summary>
    public required string Place { get; init; }

    /// <summary>The shape of a sample.</summary>
    public required SampleShape Shape { get; init; }

    /// <summary>How many samples the data has, or null for a distribution.</summary>
    public required long? DataCount { get; init; }

    /// <summary>How many bytes of memory the data takes.</summary>
    public required long DataBytes { get; init; }

    /// <summary>The networks, the one that generates first.</summary>
    public required IReadOnlyList<NetworkPlan> Networks { get; init; }

    /// <summary>
    /// The most memory of the GPU that the run reserves, in bytes, by its first steps; CUDA's own is beside it. Null on the
    /// processor, and where it cannot be known.
    /// </summary>
    public long? DeviceBytes { get; init; }

    /// <summary>
    /// The most memory that a process which does nothing else has resident, in bytes, libtorch's own included, by steps of small
    /// batches; null where that cannot be found out: on a GPU, outside of Linux, of pictures in files, or for networks that would
    /// fill the memory.
    /// </summary>
    public long? ProcessBytes { get; init; }

    /// <summary>
    /// An estimate of the tensors' memory in bytes: parameters with gradients, moments and average, the data, and what a step
    /// keeps for its backward pass.
    /// </summary>
    public long EstimatedBytes
    {
        get
        {
            // Value, gradient and two moments each; the average has a value and a gradient buffer.
            long parameters = Networks.Sum(network => (network.IsAveraged ? 6 : 4) * network.Parameters);
            // Each output lives until its backward pass, with a gradient beside it; what judges sees real and fake.
            long activations = Recipe.Batch * Networks.Sum(network => (network.IsAveraged ? 2 : 3) * network.Outputs);
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
        ArgumentNullException.ThrowIfNull(recipe);
        string asked = recipe.Device;
        recipe = Preparation.Resolve(recipe);
        using DataSet data = recipe.Data.Open(work);
        DataForm form = Preparation.FormOf(recipe, data);
        recipe = RunEvaluation.Resolved(recipe, data);
        RunEvaluation.Check(recipe, data);
        using DisposeScope scope = torch.NewDisposeScope();
        using var fork = new RandomFork();
        IReadOnlyList<NetworkPlan> networks = recipe.Learner.Plan(form);
        return new RunPlan
        {
            Recipe = recipe,
            Place = DeviceArithmetic.Describe(recipe, DeviceChoice.Of(asked).Reason),
            Shape = form.Shape,
            DataCount = data.Count,
            DataBytes = data.BytesInMemory(form.Shape),
            Networks = networks,
            DeviceBytes = MemoryEstimate.OfDevice(recipe, data, form, work),
            ProcessBytes = MemoryEstimate.Of(recipe, data, form, networks.Sum(network => network.Parameters), work),
        };
    }
}
