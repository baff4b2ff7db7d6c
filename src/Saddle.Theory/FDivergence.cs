using Saddle.Theory.FDivergences;

namespace Saddle.Theory;

/// <summary>
/// One f-divergence D_f(P || Q) = integral of q f(p / q), f convex: the function, its slope, its Fenchel conjugate
/// f*(t) = sup over u of u t - f(u), the output activation of an f-GAN, and the exact divergence between two distributions
/// (arXiv:1606.00709, section 2). Immutable.
/// </summary>
/// <remarks>
/// f may be changed by a multiple of u - 1 without changing the divergence. Divergences are integrals of the non-negative
/// f(u) - f(1) - f'(1) (u - 1), so that distributions which are nearly equal cost no digits.
/// </remarks>
public abstract class FDivergence
{
    private protected FDivergence(FDivergenceFormulas formulas) => Formulas = formulas;

    /// <summary>Kullback-Leibler KL(P || Q): f = u log u.</summary>
    public static FDivergence KullbackLeibler { get; } = new KullbackLeibler();

    /// <summary>Reverse Kullback-Leibler KL(Q || P): f = -log u.</summary>
    public static FDivergence ReverseKullbackLeibler { get; } = new ReverseKullbackLeibler();

    /// <summary>Pearson's chi-squared, the integral of (p - q)^2 / q: f = (u - 1)^2.</summary>
    public static FDivergence Pearson { get; } = new Pearson();

    /// <summary>Neyman's chi-squared, the integral of (p - q)^2 / p: f = (1 - u)^2 / u.</summary>
    public static FDivergence Neyman { get; } = new Neyman();

    /// <summary>Squared Hellinger distance, the integral of (sqrt p - sqrt q)^2, from 0 to 2: f = (sqrt u - 1)^2.</summary>
    public static FDivergence SquaredHellinger { get; } = new SquaredHellinger();

    /// <summary>Jeffrey's divergence KL(P || Q) + KL(Q || P): f = (u - 1) log u.</summary>
    public static FDivergence Jeffrey { get; } = new Jeffrey();

    /// <summary>The f-GAN paper's Jensen-Shannon, which is <b>twice</b> the usual one and so from 0 to 2 log 2.</summary>
    public static FDivergence JensenShannon { get; } = new JensenShannon();

    /// <summary>What the original GAN minimises, 2 JSD - 2 log 2: f = u log u - (u + 1) log(u + 1).</summary>
    public static FDivergence Gan { get; } = new GanDivergence();

    /// <summary>Total variation, half of the integral of |p - q|, from 0 to 1: f = |u - 1| / 2.</summary>
    public static FDivergence TotalVariation { get; } = new TotalVariation();

    /// <summary>
    /// The integral of (p - q)^2 / (p + q), from 0 to 2, which is Pearson's chi-squared of p + q against 2 q: LSGAN's.
    /// </summary>
    public static FDivergence Triangular { get; } = new Triangular();

    /// <summary>
    /// The f-GAN family in the table's order; weighted Jensen-Shannon with pi = 0.25, alpha with a = -0.5 and 1.5.
    /// </summary>
    public static IReadOnlyList<FDivergence> Family { get; } =
    [
        KullbackLeibler, ReverseKullbackLeibler, Pearson, Neyman, SquaredHellinger, Jeffrey, JensenShannon,
        WeightedJensenShannon(0.25), Gan, Alpha(-0.5), Alpha(1.5), TotalVariation,
    ];

    /// <summary>The formulas as text.</summary>
    public FDivergenceFormulas Formulas { get; }

    /// <summary>What users type: <c>kl</c>, <c>weighted-js</c>...</summary>
    public string Name => Formulas.Name;

    /// <summary>f(0), the limit from above: what a unit of Q counts where P has nothing. May be infinite.</summary>
    public abstract double AtZero { get; }

    /// <summary>f(1), the divergence between equal distributions: 0 for all but <see cref="Gan"/>.</summary>
    public virtual double AtOne => 0;

    /// <summary>f'(1); 0 at the kink of total variation.</summary>
    public virtual double SlopeAtOne => 0;

    /// <summary>f''(1): D_f is near half of it times chi-squared for near distributions. Infinite at a kink.</summary>
    public abstract double CurvatureAtOne { get; }

    /// <summary>
    /// The limit of f(u) / u: what a unit of P counts where Q has nothing, and the upper end of the conjugate's domain. May be
    /// infinite.
    /// </summary>
    public abstract double SlopeAtInfinity { get; }

    /// <summary>The conjugate's domain is t up to <see cref="SlopeAtInfinity"/>; whether that end belongs to it.</summary>
    public bool DomainIsClosed => double.IsFinite(SlopeAtInfinity) && double.IsFinite(Conjugate(SlopeAtInfinity));

    /// <summary>alpha-divergences: f = (u^a - 1 - a (u - 1)) / (a (a - 1)).</summary>
    /// <param name="a">Any finite number but 0 and 1, whose limits are reverse KL and KL.</param>
    /// <exception cref="InputException">It is another.</exception>
    public static FDivergence Alpha(double a) => new AlphaDivergence(a);

    /// <summary>Weighted Jensen-Shannon: pi KL(P || M) + (1 - pi) KL(Q || M) with M = pi P + (1 - pi) Q.</summary>
    /// <param name="pi">The weight of P, between 0 and 1, both excluded.</param>
    /// <exception cref="InputException">It is another.</exception>
    public static FDivergence WeightedJensenShannon(double pi) => new WeightedJensenShannon(pi);

    /// <summary>f(u).</summary>
    /// <param name="u">The ratio of densities, at least 0.</param>
    public double F(double u) => CheckRatio(u) == 0 ? AtZero : FCore(u);

    /// <summary>f'(u), which is T*, the optimal discriminator where p / q = u.</summary>
    /// <param name="u">The ratio of densities, at least 0.</param>
    public double Slope(double u) => SlopeCore(CheckRatio(u));

    /// <summary>
    /// g(v), an increasing map of every number into the conjugate's domain: the last layer of an f-GAN's discriminator.
    /// </summary>
    /// <param name="v">The discriminator's raw output.</param>
    public abstract double Activation(double v);

    /// <summary>f*(t), the largest u t - f(u) over u >= 0; positive infinity outside the domain.</summary>
    /// <param name="t">Any number.</param>
    /// <remarks>The true conjugate: below f'(0) it is -f(0), where the textbook's formula for Pearson or alpha > 1 rises
    /// again.</remarks>
    public double Conjugate(double t)
        => double.IsNaN(t) ? t
        : t > SlopeAtInfinity ? double.PositiveInfinity
        : t <= SlopeCore(0) ? -AtZero
        : ConjugateCore(t);

    /// <summary>The exact divergence D_f(P || Q), relative error 1e-8 above 1e-12; positive infinity where it diverges.</summary>
    /// <param name="p">The first distribution: real data.</param>
    /// <param name="q">The second: the generator's.</param>
    /// <exception cref="InputException">Both are lists of probabilities, of different lengths.</exception>
    public double Between(Distribution p, Distribution q) => AtOne + new DivergenceIntegral(this, p, q).Evaluate();

    /// <summary>The exact divergence between two lists of probabilities of the same categories.</summary>
    /// <param name="p">Probabilities <c>[K]</c>: at least 0, summing to 1.</param>
    /// <param name="q">Probabilities <c>[K]</c>.</param>
    public double Between(IReadOnlyList<double> p, IReadOnlyList<double> q)
        => Between(Distribution.Discrete(p), Distribution.Discrete(q));

    /// <summary>The lower bound E_P[T] - E_Q[f*(T)] that a discriminator attains (arXiv:1606.00709, equation 4).</summary>
    /// <param name="p">Probabilities <c>[K]</c>.</param>
    /// <param name="q">Probabilities <c>[K]</c>.</param>
    /// <param name="critic">T <c>[K]</c>, within the conjugate's domain.</param>
    public double Bound(IReadOnlyList<double> p, IReadOnlyList<double> q, IReadOnlyList<double> critic)
    {
        ArgumentNullException.ThrowIfNull(critic);
        Distribution.Discrete(p).CheckComparable(Distribution.Discrete(q));
        if (critic.Count != p.Count)
        {
            throw new ArgumentException(
                $"Expected one value of the critic per category, {p.Count}, but received {critic.Count}.", nameof(critic));
        }
        return Enumerable.Range(0, p.Count)
            .Sum(k => (p[k] == 0 ? 0 : p[k] * critic[k]) - (q[k] == 0 ? 0 : q[k] * Conjugate(critic[k])));
    }

    /// <inheritdoc/>
    public override string ToString() => Formulas.Title;

    /// <summary>The a of the p^a q^(1-a) that decides whether the integral converges in the tails, if there is one.</summary>
    internal virtual double? TailPower => null;

    /// <summary>f(0) - f(1) + f'(1), the excess at u = 0.</summary>
    internal double ExcessAtZero => AtZero - AtOne + SlopeAtOne;

    /// <summary>The limit of the excess over u.</summary>
    internal double ExcessAtInfinity => SlopeAtInfinity - SlopeAtOne;

    /// <summary>q (f(u) - f(1) - f'(1)(u - 1)) at a point where both densities are positive; never negative.</summary>
    /// <param name="logP">log p.</param>
    /// <param name="logQ">log q.</param>
    internal virtual double Contribution(double logP, double logQ)
    {
        double ratio = logP - logQ;
        return ratio <= 0 ? Math.Exp(logQ) * ExcessBelow(ratio) : Math.Exp(logP) * ExcessAbove(ratio);
    }

    /// <summary>The excess f(u) - f(1) - f'(1)(u - 1) at u = exp(r), r at most 0.</summary>
    private protected abstract double ExcessBelow(double r);

    /// <summary>The excess over u at u = exp(r), r at least 0.</summary>
    private protected abstract double ExcessAbove(double r);

    private protected abstract double FCore(double u);

    private protected abstract double SlopeCore(double u);

    private protected abstract double ConjugateCore(double t);

    private static double CheckRatio(double u) => u >= 0
        ? u
        : throw new ArgumentOutOfRangeException(nameof(u), u, "A ratio of densities is at least 0.");
}
