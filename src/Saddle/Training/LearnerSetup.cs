using Saddle.Data;
using Saddle.Torch;

namespace Saddle.Training;

/// <summary>What a learner is built for.</summary>
/// <param name="Form">What the data are, in the shape of <see cref="LearnerChoice.ShapeFor"/>.</param>
/// <param name="Device">Where the networks live.</param>
public sealed record LearnerSetup(DataForm Form, Device Device)
{
    /// <summary>Samples a step, of each of real and fake.</summary>
    public int Batch { get; init; } = 64;

    /// <summary>Samples that the generator learns from in all.</summary>
    public long Images { get; init; } = long.MaxValue;

    /// <summary>The run's seed, for randomness that the learner keeps for itself.</summary>
    public ulong Seed { get; init; }
}
