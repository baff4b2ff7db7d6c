using Saddle.Components;
using Saddle.Torch;

namespace Saddle.Evaluation;

/// <summary>
/// Authenticity (arXiv:2102.08921, section 3.3): the share of generated samples that are farther from their nearest training sample than
/// that one is from its own nearest neighbour. Copies score near 0; samples as new as the training samples are to one another about 0.5.
/// </summary>
public sealed class Authenticity() : Metric(Entry)
{
    /// <summary>The catalogue's line.</summary>
    public static Entry<Metric> Entry { get; } = new(
        "authenticity", "the share of generated samples that are no copies of training samples; far below 0.5 is copying",
        "arXiv:2102.08921, section 3.3", [], _ => new Authenticity());

    /// <inheritdoc/>
    public override string Bias => "noise raises it as well as novelty does";

    /// <inheritdoc/>
    public override bool LooksForCopies => true;

    /// <inheritdoc/>
    public override string? Lacks(Comparison comparison)
    {
        ArgumentNullException.ThrowIfNull(comparison);
        return TooFew(comparison.Training, 2);
    }

    /// <inheritdoc/>
    protected override IReadOnlyList<Score> MeasureCore(Comparison comparison)
    {
        Tensor training = comparison.Training.Features;
        (Tensor distances, Tensor numbers) = Neighbours.Nearest(comparison.Generated.Features, training);
        Tensor own = Neighbours.Radii(training, 1).index_select(0, numbers);
        return [new Score("authenticity", (distances - own).gt(0).to(ScalarType.Float64).mean().item())];
    }
}
