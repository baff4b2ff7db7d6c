using Saddle.Components;
using Saddle.Torch;

namespace Saddle.Objectives;

/// <summary>Which of f-GAN's two generator updates is used (arXiv:1606.00709, section 3.2).</summary>
public enum FGanUpdate
{
    /// <summary>The generator minimises F.</summary>
    Minimise,

    /// <summary>The generator maximises g_f(V).</summary>
    Maximise,
}

/// <summary>
/// The f-GAN family (arXiv:1606.00709): the discriminator maximises F = E_p[T] - E_q[f*(T)] with T = g_f(v), v the logit, which
/// is a lower bound of the divergence D_f(p || q) = E_q[f(p / q)] and equals it at T* = f'(p / q). Each divergence states its
/// activation g_f and its conjugate f* directly as functions of the logit, in a form that does not overflow before its value
/// does.
/// </summary>
public abstract partial record FDivergenceObjective : Objective
{
    /// <summary>What the generator does: minimise F, or maximise g_f(V) (section 3.2).</summary>
    [Setting] public FGanUpdate Generator { get; init; }

    /// <inheritdoc/>
    public override PointwiseTheorem Theorem => new(
        "T* = f'(p / q), and F there is D_f(p || q)" + (F(1) == 0 ? "" : " less a constant, f(1)"),
        About.Summary,
        (p, q) => OptimalLogit(p / q),
        (p, q) => p.Zip(q, (a, b) => b * F(a / b)).Sum() - F(1),
        divergence => -divergence - F(1));

    /// <summary>The convex function f of u = p / q, u above 0, with f(1) = 0 but for the GAN's.</summary>
    protected abstract double F(double u);

    /// <summary>The logit at which g_f is f'(u); infinite where it is reached only in the limit.</summary>
    protected abstract double OptimalLogit(double u);

    /// <summary>g_f(v): from logits into the domain of f*.</summary>
    protected abstract Tensor Activation(Tensor logits);

    /// <summary>f*(g_f(v)) as a function of the logits.</summary>
    protected abstract Tensor Conjugate(Tensor logits);

    /// <summary>
    /// Above this logit v log(-log D) is -v to the last bit of float64, and its usual form soon loses its gradient, which is a
    /// vanishing number divided by another.
    /// </summary>
    protected const double Sure = 40;

    /// <inheritdoc/>
    protected override Tensor DiscriminatorLossCore(Tensor realLogits, Tensor fakeLogits)
        => Conjugate(fakeLogits).mean() - Activation(realLogits).mean();

    /// <inheritdoc/>
    protected sealed override Tensor GeneratorLossCore(Tensor realLogits, Tensor fakeLogits)
        => -(Generator == FGanUpdate.Maximise ? Activation(fakeLogits) : Conjugate(fakeLogits)).mean();
}
