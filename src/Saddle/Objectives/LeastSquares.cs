using Saddle.Components;
using Saddle.Torch;

namespace Saddle.Objectives;

/// <summary>Published labels (a, b, c) of <see cref="LeastSquares"/>.</summary>
public enum LeastSquaresCoding
{
    /// <summary>What a, b and c say.</summary>
    Custom,

    /// <summary>(0, 1, 1): what the paper's own code uses.</summary>
    ZeroOne,

    /// <summary>(-1, 1, 1): generated samples as close to real ones as can be.</summary>
    Signs,

    /// <summary>(-1, 1, 0): the generator minimises Pearson's chi-squared between p + q and 2 q.</summary>
    Pearson,
}

/// <summary>
/// LSGAN: the discriminator regresses real samples to b and generated ones to a; the generator wants c
/// (arXiv:1611.04076, equation 2). With b - c = 1 and b - a = 2 the generator minimises Pearson's chi-squared between
/// p + q and 2 q (not between p and q). Published codings (a, b, c): (-1, 1, 0), (-1, 1, 1), (0, 1, 1).
/// </summary>
[Component("least-squares", "regression to labels instead of classification (LSGAN)", Source = "arXiv:1611.04076, equation 2")]
public sealed partial record LeastSquares : Objective
{
    /// <summary>The labels 0 and 1, (0, 1, 1): what the paper's own code uses.</summary>
    public static LeastSquares ZeroOne { get; } = new() { Coding = LeastSquaresCoding.ZeroOne };

    /// <summary>The labels -1 and 1, (-1, 1, 1): generated samples as close to real ones as can be.</summary>
    public static LeastSquares Signs { get; } = new() { Coding = LeastSquaresCoding.Signs };

    /// <summary>(-1, 1, 0): the generator minimises Pearson's chi-squared between p + q and 2 q.</summary>
    public static LeastSquares Pearson { get; } = new() { Coding = LeastSquaresCoding.Pearson };

    /// <summary>Published labels (a, b, c): zero-one (0, 1, 1), signs (-1, 1, 1), pearson (-1, 1, 0).</summary>
    [Setting] public LeastSquaresCoding Coding { get; init; }

    /// <summary>The discriminator's label of generated samples.</summary>
    [Setting(-1e6, 1e6)] public double A { get; init; }

    /// <summary>The discriminator's label of real samples.</summary>
    [Setting(-1e6, 1e6)] public double B { get; init; } = 1;

    /// <summary>What the generator wants the discriminator to say.</summary>
    [Setting(-1e6, 1e6)] public double C { get; init; } = 1;

    /// <summary>The labels that count.</summary>
    public (double A, double B, double C) Labels => Coding switch
    {
        LeastSquaresCoding.ZeroOne => (0, 1, 1),
        LeastSquaresCoding.Signs => (-1, 1, 1),
        LeastSquaresCoding.Pearson => (-1, 1, 0),
        _ => (A, B, C),
    };

    /// <inheritdoc/>
    public override PointwiseTheorem Theorem
    {
        get
        {
            (double a, double b, _) = Labels;
            return new PointwiseTheorem(
                "D* = (b p + a q) / (p + q), and its loss there is (b - a)^2 (2 - chi2) / 8 with chi2 of p + q against 2 q",
                "Pearson chi-squared of p + q against 2 q",
                (p, q) => (b * p + a * q) / (p + q),
                Divergences.Triangular,
                chiSquared => (b - a) * (b - a) * (2 - chiSquared) / 8);
        }
    }

    /// <inheritdoc/>
    protected override Tensor DiscriminatorLossCore(Tensor realLogits, Tensor fakeLogits)
        => 0.5 * (realLogits - Labels.B).square().mean() + 0.5 * (fakeLogits - Labels.A).square().mean();

    /// <inheritdoc/>
    protected override Tensor GeneratorLossCore(Tensor realLogits, Tensor fakeLogits)
        => 0.5 * (fakeLogits - Labels.C).square().mean();

    /// <inheritdoc/>
    protected override IEnumerable<string> Contradictions()
    {
        if (Labels.A == Labels.B)
        {
            yield return $"a and b are both {Setting.Show(A)}, so real and generated samples would have the same label; choose, "
                + "for instance, a 0 and b 1";
        }
        // A coding fixes the labels; saying others as well is a contradiction, saying nothing (the defaults) is not.
        var stated = new[] { ("a", A, 0.0, Labels.A), ("b", B, 1, Labels.B), ("c", C, 1, Labels.C) };
        foreach ((string name, double value, double unsaid, double coded) in stated)
        {
            if (value != unsaid && value != coded)
            {
                yield return $"coding {this["coding"]} fixes {name} at {Setting.Show(coded)}, "
                    + $"but {name} is set to {Setting.Show(value)}; set coding to custom";
            }
        }
    }
}
