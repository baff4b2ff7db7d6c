using Saddle.Components;

namespace Saddle.Evaluation;

/// <summary>
/// Improved precision and recall (arXiv:1904.06991, section 2): the share of generated samples that lie within the k-th neighbour's
/// distance of some reference sample, and the share of reference samples that lie so near to some generated one.
/// </summary>
public sealed class PrecisionRecall : Metric
{
    /// <summary>The paper's k.</summary>
    internal const int UsualNeighbours = 3;

    /// <summary>The catalogue's line.</summary>
    public static Entry<Metric> Entry { get; } = new(
        "precision-recall", "the shares of generated samples that look real, and of real ones that could be generated; 1 is best",
        "arXiv:1904.06991, section 2",
        [Setting.Whole("neighbours", UsualNeighbours, "which neighbour's distance a neighbourhood reaches to", 1, 1000)],
        s => new PrecisionRecall((int)s.Whole("neighbours")));

    private readonly int _neighbours;

    /// <summary>Describes the neighbourhoods.</summary>
    /// <param name="neighbours">k, which neighbour's distance a neighbourhood reaches to.</param>
    public PrecisionRecall(int neighbours = UsualNeighbours) : base(Entry, ("neighbours", neighbours)) => _neighbours = neighbours;

    /// <inheritdoc/>
    public override string Bias => "outliers widen the neighbourhoods; equal sets score less than 1, and less for more dimensions";

    /// <inheritdoc/>
    public override string? Lacks(Comparison comparison)
    {
        ArgumentNullException.ThrowIfNull(comparison);
        return TooFew(comparison.Generated, _neighbours + 1) ?? TooFew(comparison.Reference, _neighbours + 1);
    }

    /// <inheritdoc/>
    protected override IReadOnlyList<Score> MeasureCore(Comparison comparison)
    {
        Neighbourhoods near = comparison.Neighbourhoods(_neighbours);
        return [new Score("precision", near.Precision), new Score("recall", near.Recall)];
    }
}
