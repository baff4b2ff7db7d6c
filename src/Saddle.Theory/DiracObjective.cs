using System.Globalization;
using Saddle.Theory.Numerics;
using Saddle.Theory.Transport;

namespace Saddle.Theory;

/// <summary>What a Dirac-GAN's players minimise, by the slopes of their losses of a generated sample's logit.</summary>
/// <param name="Name">As in the catalogue of objectives.</param>
/// <param name="FakeSlope">
/// The derivative of the discriminator's loss with respect to the logit; that of real data has no effect, as their logit is
/// always 0.
/// </param>
/// <param name="GeneratorSlope">The derivative of the generator's loss.</param>
public sealed record DiracObjective(string Name, Func<double, double> FakeSlope, Func<double, double> GeneratorSlope)
{
    /// <summary>The original game: -log(1 - D) against log(1 - D).</summary>
    public static DiracObjective Minimax { get; } = new("minimax", Elementary.Logistic, logit => -Elementary.Logistic(logit));

    /// <summary>-log(1 - D) against -log D.</summary>
    public static DiracObjective NonSaturating { get; } = new(
        "non-saturating", Elementary.Logistic, logit => -Elementary.Logistic(-logit));

    /// <summary>The critic's mean; without a constraint the two circle.</summary>
    public static DiracObjective Wasserstein { get; } = new("wasserstein", _ => 1, _ => -1);

    /// <summary>max(0, 1 + logit) against -logit.</summary>
    public static DiracObjective Hinge { get; } = new("hinge", logit => logit > -1 ? 1 : 0, _ => -1);

    /// <summary>All of them, with least squares in the coding (-1, 1, 1).</summary>
    public static IReadOnlyList<DiracObjective> All { get; } = [Minimax, NonSaturating, LeastSquares(-1, 1), Wasserstein, Hinge];

    /// <summary>
    /// (logit - a)^2 / 2 against (logit - c)^2 / 2; the label b of real data has no effect on a discriminator without bias.
    /// </summary>
    /// <param name="a">The label of generated samples.</param>
    /// <param name="c">What the generator wants the discriminator to say.</param>
    public static DiracObjective LeastSquares(double a, double c) => new(
        string.Create(CultureInfo.InvariantCulture, $"least-squares (a {a}, c {c})"), logit => logit - a, logit => logit - c);
}
