using Saddle.Components;

namespace Saddle.Evaluation;

/// <summary>
/// Density and coverage (arXiv:2002.09797, equations 2 and 3): how many neighbourhoods of reference samples a generated sample lies in,
/// over k, and the share of those neighbourhoods in which some generated sample lies.
/// </summary>
public sealed class DensityCoverage : Metric
{
    /// <summary>The paper's k.</summary>
    internal const int UsualNeighbours = 5;

    /// <summary>The catalogue's line.</summary>
    public static Entry<Metric> Entry { get; } = new(
        "density-coverage", "how densely generated samples lie where real ones do, and what share of them they lie near; 1 is best",
        "arXiv:2002.09797, equations 2 and 3",
        [Setting.Whole("neighbours", UsualNeighbours, "which neighbour's distance a neighbourhood reaches to", 1, 1000)],
        s => new DensityCoverage((int)s.Whole("neighbours")));

    private readonly int _neighbours;

    /// <summary>Describes the neighbourhoods.</summary>
    /// <param name="neighbours">k, which neighbour's distance a neighbourhood reaches to.</param>
    public DensityCoverage(int neighbours = UsualNeighbours) : base(Entry, ("neighbours", neighbours)) => _neighbours = neighbours;

    /// <inheritdoc/>
    public override string Bias
        => "density exceeds 1 where samples crowd; equal sets cover 0.969 at 5 neighbours, and more reference samples are harder to cover";

    /// <inheritdoc/>
    public override string? Lacks(Comparison comparison)
    {
        ArgumentNullException.ThrowIfNull(comparison);
        return TooFew(comparison.Generated, _neighbours + 1) ?? TooFew(comparison.Reference, _neighbours + 1);
    }

    /// <inheritdoc/>
    protected override IReadOnlyList<Score> MeasureCore(Comparison comparison)
    {
        IReadOnlyList<int> inside = comparison.Neighbourhoods(_neighbours).Inside;
        return
        [
            new Score("density", inside.Sum(count => (double)count) / (_neighbours * (double)comparison.Generated.Count)),
            new Score("coverage", inside.Count(count => count > 0) / (double)inside.Count),
        ];
    }
}
