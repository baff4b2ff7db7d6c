using System.Globalization;
using Saddle.Theory.Numerics;

namespace Saddle.Theory.FDivergences;

internal sealed class AlphaDivergence : PowerDivergence
{
    private readonly double _a;

    internal AlphaDivergence(double a) : base(Check(a), 1, Describe(a)) => _a = a;

    public override double Activation(double v) => _a > 1 ? v : 1 / (1 - _a) - Elementary.SoftPlus(-v);

    private protected override double FCore(double u) => (Math.Pow(u, _a) - 1 - _a * (u - 1)) / (_a * (_a - 1));

    private protected override double SlopeCore(double u) => (Math.Pow(u, _a - 1) - 1) / (_a - 1);

    private protected override double ConjugateCore(double t)
    {
        double root = t >= SlopeAtInfinity ? 0 : Math.Max(t * (_a - 1) + 1, 0);
        return (Math.Pow(root, _a / (_a - 1)) - 1) / _a;
    }

    private static FDivergenceFormulas Describe(double a) => new(
        "alpha",
        string.Create(CultureInfo.InvariantCulture, $"alpha with a = {a}"),
        "(u^a - 1 - a (u - 1)) / (a (a - 1))",
        "(u^(a-1) - 1) / (a - 1)",
        a > 1 ? "v" : "1 / (1 - a) - log(1 + exp(-v))",
        a > 1 ? "R" : a < 0 ? "t <= 1 / (1 - a)" : "t < 1 / (1 - a)",
        "((t (a - 1) + 1)^(a / (a - 1)) - 1) / a" + (a > 1 ? ", and -1 / a below t = 1 / (1 - a)" : ""));

    private static double Check(double a) => a switch
    {
        0 =>
            throw new InputException(
                "alpha is not defined at a = 0; its limit there is the reverse Kullback-Leibler divergence: use reverse-kl."),
        1 =>
            throw new InputException(
                "alpha is not defined at a = 1; its limit there is the Kullback-Leibler divergence: use kl."),
        _ when !double.IsFinite(a) => throw new InputException("alpha's a is any finite number but 0 and 1."),
        _ => a,
    };
}
