using Saddle.Components;
using Saddle.Torch;

namespace Saddle.Evaluation;

/// <summary>
/// The three-sample test of data copying C_T (arXiv:2004.05675, section 3.2): in each cell of the feature space, the Mann-Whitney
/// z of the distances to the training samples, generated against held out, averaged over cells by their share of the held-out
/// samples. Far below 0 the generated samples lie nearer to the training samples than new real ones do: they are copies. Far
/// above 0 they miss the data. Cells with too few generated samples do not count; where that leaves none, all samples are one
/// cell.
/// </summary>
[Component(
    "copying", "C_T, whether generated samples lie nearer to the training samples than held-out ones do; below -3 is copying",
    Source = "arXiv:2004.05675, section 3.2")]
public sealed partial record CopyTest : Metric
{
    // A cell with fewer generated samples says nothing (the paper's tau).
    private const int LeastGenerated = 20;
    private const int Iterations = 30;

    // The cells of one start depend on where it starts, and the statistic with them.
    private const int Starts = 10;

    /// <summary>Into how many cells the training samples are divided.</summary>
    [Setting(1, 1000)] public int Cells { get; init; } = 5;

    /// <inheritdoc/>
    public override string Bias => "grows with the number of samples, as every z does; blind to copies that are changed";

    /// <inheritdoc/>
    public override bool LooksForCopies => true;

    /// <inheritdoc/>
    public override string? Lacks(Comparison comparison)
    {
        ArgumentNullException.ThrowIfNull(comparison);
        return comparison.HeldOut is null
            ? "real samples are needed that were not trained on; "
                + "the test half of a known set is taken where there is one; else name some held-out samples"
            : TooFew(comparison.Training, Cells) ?? TooFew(comparison.HeldOut, 1) ?? TooFew(comparison.Generated, LeastGenerated);
    }

    /// <summary>The statistic in given cells, or null where no cell has enough samples to say anything.</summary>
    /// <param name="comparison">What is compared; it has held-out samples.</param>
    /// <param name="centres">float64 <c>[K, D]</c>; a sample belongs to the cell of the nearest one.</param>
    internal static double? InCells(Comparison comparison, Tensor centres)
    {
        ILookup<long, Tensor> training = ByCell(comparison.Training, centres), heldOut = ByCell(comparison.HeldOut!, centres);
        ILookup<long, Tensor> generated = ByCell(comparison.Generated, centres);
        double sum = 0, weights = 0;
        for (long cell = 0; cell < centres.size(0); cell++)
        {
            if (training[cell].FirstOrDefault() is not { } near || heldOut[cell].FirstOrDefault() is not { } held
                || generated[cell].FirstOrDefault() is not { } made || made.size(0) < LeastGenerated)
            {
                continue;
            }
            sum += held.size(0)
                * MannWhitney.Score(Neighbours.Nearest(held, near).Distances, Neighbours.Nearest(made, near).Distances);
            weights += held.size(0);
        }
        return weights > 0 ? sum / weights : null;
    }

    /// <inheritdoc/>
    protected override IReadOnlyList<Score> MeasureCore(Comparison comparison)
    {
        // Not by the comparison's seed: the same training samples are always divided alike, so that numbers differ by what is
        // judged and not by the cells that it is judged in.
        Tensor centres = Clusters.Centres(comparison.Training.Values, Cells, Starts, Iterations, Seeds.Derive(0, "copying"));
        // One cell of all has held-out samples, and generated ones enough.
        return [new Score("ct", InCells(comparison, centres) ?? InCells(comparison, centres.mean([0], keepdim: true))!.Value)];
    }

    private static ILookup<long, Tensor> ByCell(FeatureSet set, Tensor centres)
    {
        long[] cells = Clusters.Nearest(set.Values, centres).ToArray<long>();
        return cells.Select((cell, row) => (cell, row: (long)row)).GroupBy(pair => pair.cell)
            .ToLookup(
                group => group.Key, group => set.Values.index_select(0, [.. group.Select(pair => pair.row)]));
    }
}
