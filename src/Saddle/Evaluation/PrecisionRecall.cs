using Saddle.Components;

namespace Saddle.Evaluation;

/// <summary>
/// Improved precision and recall (arXiv:1904.06991, section 2): the share of generated samples that lie within the k-th
/// neighbour's distance of some reference sample, and the share of reference samples that lie so near to some generated one.
/// </summary>
[Component(
    "precision-recall", "the shares of generated samples that look real, and of real ones that could be generated; 1 is best",
    Source = "arXiv:1904.06991, section 2")]
public sealed partial record PrecisionRecall : Metric
{
    /// <summary>The paper's k.</summary>
    internal const int UsualNeighbours = 3;

    /// <summary>Which neighbour's distance a neighbourhood reaches to.</summary>
    [Setting(1, 1000)] public int Neighbours { get; init; } = UsualNeighbours;

    /// <inheritdoc/>
    public override string Bias
        => "outliers widen the neighbourhoods; equal sets score less than 1, and less for more dimensions";

    /// <inheritdoc/>
    public override string? Lacks(Comparison comparison)
    {
        ArgumentNullException.ThrowIfNull(comparison);
        return TooFew(comparison.Generated, Neighbours + 1) ?? TooFew(comparison.Reference, Neighbours + 1);
    }

    /// <inheritdoc/>
    protected override IReadOnlyList<Score> MeasureCore(Comparison comparison)
    {
        Neighbourhoods near = comparison.Neighbourhoods(Neighbours);
        return [new Score("precision", near.Precision), new Score("recall", near.Recall)];
    }
}
