using Saddle.Components;
using Saddle.Optimizers;
using Saddle.Penalties;
using Saddle.Torch;

namespace Garden;

/// <summary>All parameters of the discriminator together stay within a ball.</summary>
[Component("norm-ball", "the parameters' norm is bounded after each update")]
public sealed partial record NormBall : Constraint
{
    /// <summary>The largest norm; 0 for off.</summary>
    [Setting(0, 1e6)] public double Radius { get; init; }

    public override bool IsOn => Radius > 0;

    public override void AfterUpdate(ParameterVector parameters)
    {
        if (!IsOn)
        {
            return;
        }
        using GradMode mode = torch.no_grad();
        parameters.Values.mul_(((parameters.Values.norm() + 1e-12).reciprocal() * Radius).clamp(max: 1));
    }
}
