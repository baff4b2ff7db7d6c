using Saddle.Conditions;
using Saddle.Data;
using Saddle.Networks;
using Saddle.Objectives;
using Saddle.Optimizers;
using Saddle.Penalties;

namespace Saddle.Training;

/// <summary>
/// Everything that defines a run. Immutable: change it with <c>with</c>, or by paths and values with <see cref="RecipeFields"/>.
/// The same recipe on the same machine gives the same run, bit for bit.
/// </summary>
public sealed record Recipe
{
    /// <summary>What the recipe is called.</summary>
    public required string Name { get; init; }

    /// <summary>Where the samples come from; a name or a path converts by itself.</summary>
    public required DataSource Data { get; init; }

    /// <summary>The algorithm.</summary>
    public LearnerChoice Learner { get; init; } = new Adversarial();

    /// <summary>The pair of networks.</summary>
    public required Network Network { get; init; }

    /// <summary>What the players are told of a sample besides the sample.</summary>
    public Conditioning Conditioning { get; init; } = new Unconditional();

    /// <summary>The game.</summary>
    public Objective Objective { get; init; } = new NonSaturating();

    /// <summary>Terms that keep the discriminator smooth.</summary>
    public IReadOnlyList<Penalty> Penalties { get; init; } = [];

    /// <summary>What is done to the discriminator's weights.</summary>
    public IReadOnlyList<Constraint> Constraints { get; init; } = [];

    /// <summary>What updates the generator.</summary>
    public OptimizerChoice GeneratorOptimizer { get; init; } = new AdamChoice();

    /// <summary>What updates the discriminator.</summary>
    public OptimizerChoice DiscriminatorOptimizer { get; init; } = new AdamChoice();

    /// <summary>Samples a step, of each of real and fake.</summary>
    public int Batch { get; init; } = 64;

    /// <summary>How many samples the generator learns from in all: steps times batch.</summary>
    public long Images { get; init; } = 500_000;

    /// <summary>Discriminator updates for each generator update.</summary>
    public int DiscriminatorSteps { get; init; } = 1;

    /// <summary>The half-life of the generator's moving average in images; 0 keeps no past.</summary>
    public double AverageHalfLifeImages { get; init; } = 2_000;

    /// <summary>How learning rates change: constant; linear or cosine, to 0 at the end.</summary>
    public string Schedule { get; init; } = "constant";

    /// <summary>The largest norm that a network's gradient may have; 0 for any.</summary>
    public double GradientClip { get; init; }

    /// <summary>The standard deviation of the noise on what the discriminator sees; 0 for none.</summary>
    public double InstanceNoise { get; init; }

    /// <summary>Over how many images the instance noise falls to 0; 0 if it stays.</summary>
    public long InstanceNoiseImages { get; init; }

    /// <summary>How much the distance between mean features counts in the generator's loss; 0 for off.</summary>
    public double FeatureMatching { get; init; }

    /// <summary>How much the distance to the mean of all past parameters counts; 0 for off.</summary>
    public double HistoricalAveraging { get; init; }

    /// <summary>How many samples the discriminator judges at once; 1 for each on its own.</summary>
    public int Packing { get; init; } = 1;

    /// <summary>Whether real images are mirrored at random, left for right.</summary>
    public bool HorizontalFlip { get; init; }

    /// <summary>How images are changed before the discriminator sees them: some of colour, translation, cutout, separated by commas.</summary>
    public string Augmentation { get; init; } = "";

    /// <summary>The seed of every randomness in the run.</summary>
    public long Seed { get; init; }

    /// <summary>After how many steps the metrics get a line.</summary>
    public int LogEverySteps { get; init; } = 10;

    /// <summary>After how many images a grid of samples is drawn.</summary>
    public long SampleEveryImages { get; init; } = 10_000;

    /// <summary>How many samples a grid shows.</summary>
    public int SampleCount { get; init; } = 64;

    /// <summary>After how many images a checkpoint is written.</summary>
    public long CheckpointEveryImages { get; init; } = 20_000;

    /// <summary>How many checkpoints are kept.</summary>
    public int KeepCheckpoints { get; init; } = 2;

    /// <summary>What is measured while the run learns.</summary>
    public EvaluationPlan Evaluate { get; init; } = new();

    /// <summary>Where it is computed: cpu, cuda or cuda:N.</summary>
    public string Device { get; init; } = "cpu";

    /// <summary>How many threads an operator may use at most, small networks take one; 0 for the machine's physical cores.</summary>
    public int Threads { get; init; }

    /// <summary>How many generator updates the run has.</summary>
    public long Steps => (Images + Batch - 1) / Batch;

    internal string[] AugmentationKinds => Augmentation.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);

    /// <summary>The shape of what the discriminator judges at once.</summary>
    internal SampleShape PackedShape(SampleShape shape) => new([shape.Sizes[0] * Packing, .. shape.Sizes[1..]]);
}
