using Saddle.Components;
using Saddle.Objectives;
using Saddle.Torch;

namespace Saddle.Cli.Tests;

/// <summary>Wasserstein's game, which may break.</summary>
[Component("brittle", "means, unless it breaks")]
public sealed partial record BrittleObjective : Objective
{
    public override Theorem? Theorem => null;

    protected override Tensor DiscriminatorLossCore(Tensor realLogits, Tensor fakeLogits)
    {
        Fault.Strike();
        return fakeLogits.mean() - realLogits.mean();
    }

    protected override Tensor GeneratorLossCore(Tensor realLogits, Tensor fakeLogits) => -fakeLogits.mean();
}
