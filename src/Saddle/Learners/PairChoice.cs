using Saddle.Components;
using Saddle.Data;
using Saddle.Networks;

namespace Saddle.Learners;

/// <summary>A learner that is built of a pair of networks.</summary>
public abstract partial record PairChoice : PlayerChoice
{
    /// <summary>The pair of networks.</summary>
    [Setting] public Network Network { get; init; } = new Dcgan();

    /// <inheritdoc/>
    public override SampleShape ShapeFor(SampleShape data) => Network.ShapeFor(data);
}
