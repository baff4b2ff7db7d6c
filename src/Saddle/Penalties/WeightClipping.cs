using Saddle.Components;
using Saddle.Optimizers;
using Saddle.Torch;

namespace Saddle.Penalties;

/// <summary>
/// Every parameter of the critic is cut to [-Bound, Bound] after each update: WGAN's way to a bounded slope (arXiv:1701.07875,
/// algorithm 1).
/// </summary>
[Component("weight-clipping", "parameters cut to a box after each update (WGAN)", Source = "arXiv:1701.07875, algorithm 1")]
public sealed partial record WeightClipping : Constraint
{
    /// <summary>The bound, 0.01 in the paper; 0 for off.</summary>
    [Setting(0, 1e6)] public double Bound { get; init; }

    /// <inheritdoc/>
    public override bool IsOn => Bound > 0;

    /// <inheritdoc/>
    public override void AfterUpdate(ParameterVector parameters)
    {
        ArgumentNullException.ThrowIfNull(parameters);
        using GradMode mode = torch.no_grad();
        parameters.Values.clamp_(-Bound, Bound);
    }
}
