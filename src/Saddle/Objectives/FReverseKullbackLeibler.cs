using Saddle.Components;
using Saddle.Torch;

namespace Saddle.Objectives;

/// <summary>KL(q || p): f(u) = -log u, g_f(v) = -exp(-v), f*(t) = -1 - log(-t), which is v - 1.</summary>
/// <param name="generator">minimise (F) or maximise (g_f(V)).</param>
public sealed class FReverseKullbackLeibler(string generator = "minimise") : FDivergenceObjective(Entry, generator)
{
    /// <summary>The catalogue's line.</summary>
    public static Entry<Objective> Entry { get; } = new(
        "f-reverse-kl", "reverse Kullback-Leibler divergence KL(q, p)", "arXiv:1606.00709, tables 1 and 2", [GeneratorSetting], s => new FReverseKullbackLeibler(s.Text("generator")));

    /// <inheritdoc/>
    protected override double F(double u) => -Math.Log(u);

    /// <inheritdoc/>
    protected override double OptimalLogit(double u) => Math.Log(u);

    /// <inheritdoc/>
    protected override Tensor Activation(Tensor logits) => -(-logits).exp();

    /// <inheritdoc/>
    protected override Tensor Conjugate(Tensor logits) => logits - 1;
}
