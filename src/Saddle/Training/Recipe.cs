using Saddle.Data;
using Saddle.Networks;
using Saddle.Objectives;
using Saddle.Optimizers;

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

    /// <summary>The pair of networks.</summary>
    public required Network Network { get; init; }

    /// <summary>The game.</summary>
    public Objective Objective { get; init; } = new NonSaturating();

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

    /// <summary>Where it is computed: cpu, cuda or cuda:N.</summary>
    public string Device { get; init; } = "cpu";

    /// <summary>How many threads an operator may use; 0 for the machine's physical cores.</summary>
    public int Threads { get; init; }

    /// <summary>How many generator updates the run has.</summary>
    public long Steps => (Images + Batch - 1) / Batch;
}
