using Saddle.Components;
using Saddle.Data;
using Saddle.Data.Known;
using Saddle.Learners;
using Saddle.Networks;
using Saddle.Torch;

namespace Saddle.Training;

/// <summary>
/// Everything that defines a run: what every run has, and the learner with all that it alone looks at. Immutable: change it with
/// <c>with</c>, or by paths and values with <see cref="RecipeFields"/>. The same recipe on the same machine gives the same run,
/// bit for bit. The defaults are those of the recipe <c>dcgan</c>.
/// </summary>
[Component("recipe", "everything that defines a run")]
public sealed partial record Recipe : Component
{
    /// <summary>What the recipe is called.</summary>
    [Setting] public new string Name { get; init; } = "dcgan";

    /// <summary>Samples a step, of each of real and fake.</summary>
    [Setting(2, 65_536)] public int Batch { get; init; } = 64;

    /// <summary>Samples that the generator learns from in all: steps times batch.</summary>
    [Setting(1, 1e12)] public long Images { get; init; } = 150_000;

    /// <summary>Mirror real images at random, left for right.</summary>
    [Setting] public bool HorizontalFlip { get; init; }

    /// <summary>The seed of every randomness in the run.</summary>
    [Setting] public long Seed { get; init; }

    /// <summary>How the latents of samples are drawn from a seed.</summary>
    [Setting] public LatentNumbers LatentNumbers { get; init; }

    /// <summary>Steps between lines of metrics.jsonl.</summary>
    [Setting(Minimum = 1)] public int LogEverySteps { get; init; } = 10;

    /// <summary>Images between grids of samples.</summary>
    [Setting(1, 1e12)] public long SampleEveryImages { get; init; } = 5_000;

    /// <summary>Samples in a grid.</summary>
    [Setting(1, 10_000)] public int SampleCount { get; init; } = 64;

    /// <summary>Images between checkpoints.</summary>
    [Setting(1, 1e12)] public long CheckpointEveryImages { get; init; } = 20_000;

    /// <summary>Checkpoints that are kept.</summary>
    [Setting(1, 10_000)] public int KeepCheckpoints { get; init; } = 2;

    /// <summary>Where it is computed: cpu, cuda, cuda:N, or auto for the first CUDA device that works, else cpu.</summary>
    [Setting] public string Device { get; init; } = DeviceChoice.Auto;

    /// <summary>Whether a CUDA device computes the same bits each time; the processor does in any case.</summary>
    [Setting] public bool Deterministic { get; init; } = true;

    /// <summary>What a CUDA device may compute with factors of ten bits: all, convolutions or none; evaluations never
    /// do.</summary>
    [Setting] public Tf32 Tf32 { get; init; }

    /// <summary>Whether a CUDA device records each kind of step once and plays it, where that can be.</summary>
    [Setting] public bool CudaGraphs { get; init; } = true;

    /// <summary>What training computes with: float32, or on a GPU convolutions and products in bf16.</summary>
    [Setting] public Precision Precision { get; init; }

    /// <summary>
    /// Samples of a slice of the batch, where gradients are gathered over slices to save memory; 0 for the whole batch.
    /// </summary>
    [Setting(0, 65_536)] public int MicroBatch { get; init; }

    /// <summary>Threads an operator may use at most, small networks take one; 0 for the physical cores.</summary>
    [Setting(0, 1_024)] public int Threads { get; init; }

    /// <summary>Where the samples come from; in code a name or a path converts by itself.</summary>
    [Setting] public DataSource Data { get; init; } = new FashionMnist();

    /// <summary>The algorithm, with its networks and all that it alone looks at.</summary>
    [Setting] public LearnerChoice Learner { get; init; } = new Adversarial();

    /// <summary>The run whose networks it begins with, RUN or RUN@STEP or RUN@best; empty for new networks.</summary>
    [Setting] public string From { get; init; } = "";

    /// <summary>The SHA-256 of those weights; empty before they were taken.</summary>
    [Setting] public string FromDigest { get; init; } = "";

    /// <summary>What is measured while the run learns.</summary>
    [Setting] public EvaluationPlan Evaluate { get; init; } = new() { EveryImages = 50_000 };

    /// <summary>How many generator updates the run has.</summary>
    public long Steps => (Images + Batch - 1) / Batch;

    /// <summary>
    /// The recipe with its learner changed: <c>recipe.WithLearner&lt;Adversarial&gt;(game => game with { Objective = new Hinge()
    /// })</c>.
    /// </summary>
    /// <typeparam name="T">The learner that the recipe has.</typeparam>
    /// <param name="change">What to make of it.</param>
    /// <exception cref="InputException">The recipe has another learner.</exception>
    public Recipe WithLearner<T>(Func<T, LearnerChoice> change) where T : LearnerChoice
    {
        ArgumentNullException.ThrowIfNull(change);
        return Learner is T learner
            ? this with { Learner = change(learner) }
            : throw new InputException(
                $"The learner of recipe {Name} is {Learner.Name}; it cannot be changed as if it were {typeof(T).Name}.");
    }

    /// <summary>The recipe with the same data at another place.</summary>
    /// <param name="spec">The path, or what <see cref="DataSource.FromSpec(string)"/> understands.</param>
    /// <exception cref="InputException">It names no data, or others than the recipe's.</exception>
    public Recipe WithDataAt(string spec)
    {
        ArgumentException.ThrowIfNullOrEmpty(spec);
        return RecipePaths.MovedTo(this, spec);
    }

    /// <inheritdoc/>
    protected override IEnumerable<string> Contradictions()
    {
        if (Name.Length == 0 || Name[0] == '.' || Name.AsSpan().IndexOfAny(Path.GetInvalidFileNameChars()) >= 0)
        {
            yield return $"name must be one that a folder can have, without slashes, but is {Setting.Show(Name)}";
        }
        if (DeviceChoice.ProblemWith(Device) is { } problem)
        {
            yield return $"device: {problem}";
        }
    }
}
