using Saddle.Components;
using Saddle.Optimizers;
using Saddle.Torch;

namespace Saddle.Penalties;

/// <summary>Every parameter of the critic is cut to [-bound, bound] after each update: WGAN's way to a bounded slope (arXiv:1701.07875, algorithm 1).</summary>
/// <param name="bound">The bound, 0.01 in the paper; 0 for off.</param>
public sealed class WeightClipping(double bound) : Constraint(Entry, ("bound", bound))
{
    /// <summary>The catalogue's line.</summary>
    public static Entry<Constraint> Entry { get; } = new(
        "weight-clipping", "parameters cut to a box after each update (WGAN)", "arXiv:1701.07875, algorithm 1",
        [Setting.Number("bound", 0, "the bound, 0.01 in the paper; 0 for off", 0, 1e6)],
        s => new WeightClipping(s.Number("bound")));

    /// <inheritdoc/>
    public override bool IsOn => bound > 0;

    /// <inheritdoc/>
    public override void AfterUpdate(ParameterVector parameters)
    {
        ArgumentNullException.ThrowIfNull(parameters);
        using GradMode mode = torch.no_grad();
        parameters.Values.clamp_(-bound, bound);
    }
}
