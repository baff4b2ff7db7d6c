using Saddle.Components;
using Saddle.Torch;

namespace Saddle.Evaluation;

/// <summary>
/// The share of generated samples that have a twin: another generated sample whose features differ by less than a millionth of their
/// length. A generator that says the same again and again has collapsed, however good what it says.
/// </summary>
public sealed class Duplicates() : Metric(Entry)
{
    private const double Negligible = 1e-6;

    /// <summary>The catalogue's line.</summary>
    public static Entry<Metric> Entry { get; } = new(
        "duplicates", "the share of generated samples that are there twice; 0 is best", "", [], _ => new Duplicates());

    /// <inheritdoc/>
    public override string Bias => "grows with the number of samples where the generator can make only so many";

    /// <inheritdoc/>
    public override string? Lacks(Comparison comparison)
    {
        ArgumentNullException.ThrowIfNull(comparison);
        return TooFew(comparison.Generated, 2);
    }

    /// <inheritdoc/>
    protected override IReadOnlyList<Score> MeasureCore(Comparison comparison)
    {
        Tensor samples = comparison.Generated.Features;
        Tensor lengths = samples.square().sum([1]).sqrt();
        return [new Score("duplicates", (Neighbours.Radii(samples, 1) - lengths * Negligible).le(0).to(ScalarType.Float64).mean().item())];
    }
}
