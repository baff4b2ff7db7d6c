using Saddle.Data;
using Saddle.Torch;

namespace Saddle.Learners;

/// <summary>What a learner is built for.</summary>
/// <param name="Form">What the data are, in the shape of <see cref="LearnerChoice.ShapeFor"/>.</param>
/// <param name="Device">Where the networks live.</param>
/// <param name="Seed">The run's seed, for randomness that the learner keeps for itself.</param>
public sealed record LearnerSetup(DataForm Form, Device Device, ulong Seed = 0);
