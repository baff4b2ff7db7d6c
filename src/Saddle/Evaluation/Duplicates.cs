using Saddle.Components;

namespace Saddle.Evaluation;

/// <summary>
/// The share of generated samples that have a twin: another generated sample whose features differ by less than a millionth of
/// their length. A generator that says the same again and again has collapsed, however good what it says.
/// </summary>
[Component("duplicates", "the share of generated samples that are there twice; 0 is best")]
public sealed partial record Duplicates : Metric
{
    private const double Negligible = 1e-6;

    /// <inheritdoc/>
    public override string Bias => "grows with the number of samples where the generator can make only so many";

    /// <inheritdoc/>
    public override bool LessIsBetter => true;

    /// <inheritdoc/>
    public override string? Lacks(Comparison comparison)
    {
        ArgumentNullException.ThrowIfNull(comparison);
        return TooFew(comparison.Generated, 2);
    }

    /// <inheritdoc/>
    protected override IReadOnlyList<Score> MeasureCore(Comparison comparison)
    {
        FeatureSet set = comparison.Generated;
        double[] lengths = set.Features.square().sum([1]).ToArray<double>();
        NearestOthers nearest = set.NearestOthers(1);
        int twins = Enumerable.Range(0, lengths.Length).Count(k => nearest.Squared(k, 1) <= Negligible * Negligible * lengths[k]);
        return [new Score("duplicates", twins / (double)lengths.Length)];
    }
}
