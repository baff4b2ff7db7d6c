using Saddle.Components;
using Saddle.Torch;

namespace Saddle.Objectives;

/// <summary>
/// The f-GAN family (arXiv:1606.00709): the discriminator maximises F = E_p[T] - E_q[f*(T)] with T = g_f(v), v the logit, which is a
/// lower bound of the divergence D_f(p || q) = E_q[f(p / q)] and equals it at T* = f'(p / q). Each divergence states its activation
/// g_f and its conjugate f* directly as functions of the logit, in a form that does not overflow before its value does.
/// </summary>
public abstract class FDivergenceObjective : Objective
{
    /// <summary>The setting that all of the family have: which of the paper's two generator updates is used.</summary>
    protected static Setting GeneratorSetting { get; } = Setting.Text(
        "generator", "minimise", "what the generator does: minimise F, or maximise g_f(V) (section 3.2)", "minimise", "maximise");

    private readonly bool _maximise;

    /// <summary>Creates the objective.</summary>
    /// <param name="entry">Its line in the catalogue.</param>
    /// <param name="generator">minimise (F) or maximise (g_f(V)).</param>
    /// <param name="values">Its further settings.</param>
    protected FDivergenceObjective(Entry entry, string generator, params ReadOnlySpan<(string Name, object Value)> values)
        : base(entry, [("generator", generator), .. values])
    {
        _maximise = generator == "maximise";
        Theorem = new Theorem(
            "T* = f'(p / q), and F there is D_f(p || q)" + (F(1) == 0 ? "" : " less a constant, f(1)"),
            entry.Summary,
            (p, q) => OptimalLogit(p / q),
            (p, q) => p.Zip(q, (a, b) => b * F(a / b)).Sum() - F(1),
            divergence => -divergence - F(1));
    }

    /// <inheritdoc/>
    public override Theorem Theorem { get; }

    /// <summary>The convex function f of u = p / q, u above 0, with f(1) = 0 but for the GAN's.</summary>
    protected abstract double F(double u);

    /// <summary>The logit at which g_f is f'(u); infinite where it is reached only in the limit.</summary>
    protected abstract double OptimalLogit(double u);

    /// <summary>g_f(v): from logits into the domain of f*.</summary>
    protected abstract Tensor Activation(Tensor logits);

    /// <summary>f*(g_f(v)) as a function of the logits.</summary>
    protected abstract Tensor Conjugate(Tensor logits);

    /// <inheritdoc/>
    protected sealed override Tensor DiscriminatorLossCore(Tensor realLogits, Tensor fakeLogits)
        => Conjugate(fakeLogits).mean() - Activation(realLogits).mean();

    /// <inheritdoc/>
    protected sealed override Tensor GeneratorLossCore(Tensor realLogits, Tensor fakeLogits)
        => -(_maximise ? Activation(fakeLogits) : Conjugate(fakeLogits)).mean();
}
