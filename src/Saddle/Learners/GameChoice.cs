using Saddle.Components;
using Saddle.Optimizers;

namespace Saddle.Learners;

/// <summary>A learner of two players, a generator and what judges its samples.</summary>
public abstract partial record GameChoice : PairChoice
{
    /// <summary>What updates the discriminator.</summary>
    [Setting] public OptimizerChoice DiscriminatorOptimizer { get; init; } = new AdamChoice();
}
