using System.Text.Json.Nodes;
using Saddle.Objectives;

namespace Saddle.Theory.Experiments;

/// <summary>A divergence of the f-GAN paper's tables with the objective that trains with it.</summary>
/// <param name="Name">What users type and tables show.</param>
/// <param name="Divergence">The exact mathematics.</param>
/// <param name="Objective">The game on logits.</param>
internal sealed record FamilyMember(string Name, FDivergence Divergence, Objective Objective)
{
    // Two distributions of four categories: the ratios lie on both sides of 1 and are no round numbers.
    private static readonly double[] s_p = [0.1, 0.2, 0.3, 0.4];
    private static readonly double[] s_q = [0.35, 0.15, 0.37, 0.13];

    // From exp(-4) to exp(4), without 1, where total variation has its kink.
    private static readonly double[] s_ratios = [.. Enumerable.Range(-40, 81).Where(k => k != 0).Select(k => Math.Exp(k / 10.0))];

    /// <summary>The family in the table's order.</summary>
    internal static IReadOnlyList<FamilyMember> All { get; } =
    [
        new("kl", FDivergence.KullbackLeibler, new FKullbackLeibler()),
        new("reverse-kl", FDivergence.ReverseKullbackLeibler, new FReverseKullbackLeibler()),
        new("js", FDivergence.JensenShannon, new FJensenShannon()),
        new("jeffrey", FDivergence.Jeffrey, new FJeffrey()),
        new("pearson", FDivergence.Pearson, new FPearson()),
        new("neyman", FDivergence.Neyman, new FNeyman()),
        new("hellinger", FDivergence.SquaredHellinger, new FHellinger()),
        new("gan", FDivergence.Gan, new FGan()),
        new("weighted-js", FDivergence.WeightedJensenShannon(0.25), new FWeightedJensenShannon { Pi = 0.25 }),
        new("alpha-0.5", FDivergence.Alpha(0.5), new FAlpha { Alpha = 0.5 }),
        new("alpha-1.5", FDivergence.Alpha(1.5), new FAlpha { Alpha = 1.5 }),
        new("total-variation", FDivergence.TotalVariation, new FTotalVariation()),
    ];

    /// <summary>The formulas, and how far each is from the definition that it must fulfil: 0 but for rounding.</summary>
    internal JsonObject CheckedRow() => new()
    {
        ["name"] = Name,
        ["f"] = Divergence.Formulas.F,
        ["optimal_t"] = Divergence.Formulas.Slope,
        ["activation"] = Divergence.Formulas.Activation,
        ["conjugate"] = Divergence.Formulas.Conjugate,
        ["fenchel_error"] = FenchelError(),
        ["envelope_error"] = EnvelopeError(),
        ["bound_error"] = BoundError(),
        ["activation_error"] = ActivationError(),
    };

    // f*(f'(u)) = u f'(u) - f(u), relative to the largest term.
    private double FenchelError() => s_ratios.Max(u =>
    {
        double t = Divergence.Slope(u);
        double gap = Divergence.Conjugate(t) - (u * t - Divergence.F(u));
        return Math.Abs(gap) / Math.Max(1, Math.Max(Math.Abs(u * t), Math.Abs(Divergence.F(u))));
    });

    // f* as the upper envelope of lines u t - f(u). Its 4,001 lines do not hold every slope, so about 1e-6 remains.
    private double EnvelopeError()
    {
        var envelope = LineEnvelope.Of(Divergence.F, [.. Enumerable.Range(-2000, 4001).Select(k => Math.Exp(k / 331.0))]);
        return s_ratios.Select(Divergence.Slope).Max(t =>
            Math.Abs(Divergence.Conjugate(t) - envelope.At(t).Value) / Math.Max(1, Math.Abs(Divergence.Conjugate(t))));
    }

    // The bound E_P[T] - E_Q[f*(T)] at T* = f'(p / q) is the divergence itself.
    private double BoundError()
    {
        double[] best = [.. s_p.Zip(s_q, (p, q) => Divergence.Slope(p / q))];
        return Math.Abs(Divergence.Bound(s_p, s_q, best) - Divergence.Between(s_p, s_q));
    }

    // The objective's optimal logit, through the activation, is T*.
    private double ActivationError() => s_p.Zip(s_q).Max(pair =>
    {
        double logit = ((PointwiseTheorem)Objective.Theorem!).OptimalLogit(pair.First, pair.Second);
        return Math.Abs(Divergence.Activation(logit) - Divergence.Slope(pair.First / pair.Second));
    });
}
