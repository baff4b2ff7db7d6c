using Saddle.Components;
using Saddle.Torch;

namespace Saddle.Evaluation;

/// <summary>
/// Density and coverage (arXiv:2002.09797, equations 2 and 3): how many neighbourhoods of reference samples a generated sample lies in,
/// over k, and the share of those neighbourhoods in which some generated sample lies.
/// </summary>
public sealed class DensityCoverage : Metric
{
    /// <summary>The catalogue's line.</summary>
    public static Entry<Metric> Entry { get; } = new(
        "density-coverage", "how densely generated samples lie where real ones do, and the share of real ones that they lie near; 1 is best",
        "arXiv:2002.09797, equations 2 and 3",
        [Setting.Whole("neighbours", 5, "which neighbour's distance a neighbourhood reaches to", 1, 1000)],
        s => new DensityCoverage((int)s.Whole("neighbours")));

    private readonly int _neighbours;

    /// <summary>Describes the neighbourhoods.</summary>
    /// <param name="neighbours">k, which neighbour's distance a neighbourhood reaches to.</param>
    public DensityCoverage(int neighbours = 5) : base(Entry, ("neighbours", neighbours)) => _neighbours = neighbours;

    /// <inheritdoc/>
    public override string Bias => "density exceeds 1 where samples crowd; equal sets cover 0.969 at 5 neighbours, and more reference samples are harder to cover";

    /// <inheritdoc/>
    public override string? Lacks(Comparison comparison)
    {
        ArgumentNullException.ThrowIfNull(comparison);
        return TooFew(comparison.Reference, _neighbours + 1);
    }

    /// <inheritdoc/>
    protected override IReadOnlyList<Score> MeasureCore(Comparison comparison)
    {
        Tensor generated = comparison.Generated.Features, reference = comparison.Reference.Features;
        Tensor radii = Neighbours.Radii(reference, _neighbours);
        // How many generated samples lie in each reference sample's neighbourhood.
        Tensor counts = Neighbours.Rows(
            reference, generated,
            (distances, start) => distances.lt(radii.narrow(0, start, distances.size(0)).unsqueeze(1)).to(ScalarType.Float64).sum([1]));
        return
        [
            new Score("density", counts.sum().item() / (_neighbours * (double)generated.size(0))),
            new Score("coverage", counts.gt(0).to(ScalarType.Float64).mean().item()),
        ];
    }
}
