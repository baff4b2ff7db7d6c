using Saddle.Components;

namespace Saddle.Evaluation;

/// <summary>
/// Density and coverage (arXiv:2002.09797, equations 2 and 3): how many neighbourhoods of reference samples a generated sample
/// lies in, over k, and the share of those neighbourhoods in which some generated sample lies.
/// </summary>
[Component(
    "density-coverage", "how densely generated samples lie where real ones do, and what share of them they lie near; 1 is best",
    Source = "arXiv:2002.09797, equations 2 and 3")]
public sealed partial record DensityCoverage : Metric
{
    /// <summary>The paper's k.</summary>
    internal const int UsualNeighbours = 5;

    /// <summary>Which neighbour's distance a neighbourhood reaches to.</summary>
    [Setting(1, 1000)] public int Neighbours { get; init; } = UsualNeighbours;

    /// <inheritdoc/>
    public override string Bias
        => "density exceeds 1 where samples crowd; equal sets cover 0.969 at 5 neighbours, "
            + "and more reference samples are harder to cover";

    /// <inheritdoc/>
    public override string? Lacks(Comparison comparison)
    {
        ArgumentNullException.ThrowIfNull(comparison);
        return TooFew(comparison.Generated, Neighbours + 1) ?? TooFew(comparison.Reference, Neighbours + 1);
    }

    /// <inheritdoc/>
    protected override IReadOnlyList<Score> MeasureCore(Comparison comparison)
    {
        IReadOnlyList<int> inside = comparison.Neighbourhoods(Neighbours).Inside;
        return
        [
            new Score("density", inside.Sum(count => (double)count) / (Neighbours * (double)comparison.Generated.Count)),
            new Score("coverage", inside.Count(count => count > 0) / (double)inside.Count),
        ];
    }
}
