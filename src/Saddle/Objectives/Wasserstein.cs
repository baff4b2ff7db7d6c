using Saddle.Components;
using Saddle.Torch;

namespace Saddle.Objectives;

/// <summary>
/// WGAN: the critic maximises E_p[l] - E_q[l], the generator E_q[l] (arXiv:1701.07875, equation 2). Over 1-Lipschitz critics the
/// supremum is the Wasserstein distance W1(p, q) (Kantorovich and Rubinstein; Villani, Topics in Optimal Transportation, 2003,
/// theorem 1.14); without a penalty or constraint it is infinite.
/// </summary>
[Component("wasserstein", "the critic's gap; W1 when the critic is kept 1-Lipschitz", Source = "arXiv:1701.07875, equation 2")]
public sealed partial record Wasserstein : Objective
{
    private static readonly SupremumTheorem s_theorem = new(
        "the most of E_p[C] - E_q[C] over 1-Lipschitz critics C is W1(p, q), and the discriminator's loss there is -W1",
        "Wasserstein-1",
        Slope: 1,
        CheapestPlan.Cost);

    /// <inheritdoc/>
    public override SupremumTheorem Theorem => s_theorem;

    /// <inheritdoc/>
    protected override Tensor DiscriminatorLossCore(Tensor realLogits, Tensor fakeLogits)
        => fakeLogits.mean() - realLogits.mean();

    /// <inheritdoc/>
    protected override Tensor GeneratorLossCore(Tensor realLogits, Tensor fakeLogits) => -fakeLogits.mean();
}
