using Saddle.Components;
using Saddle.Torch;

namespace Saddle.Evaluation;

/// <summary>
/// The share of generated samples that have a twin: another generated sample, nearer than a millionth of their distance from
/// the reference, which is the root of the mean squared distance from its samples. A generator that says the same again and again
/// has collapsed, however good what it says.
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
        Tensor reference = comparison.Reference.Values, middle = reference.mean([0]);
        // Not their length: features may lie far from 0, and those that are nearly the same have no spread of their own.
        double spread = (reference - middle).square().sum([1]).mean().item();
        double[] squared = ((set.Values - middle).square().sum([1]) + spread).ToArray<double>();
        NearestOthers nearest = set.NearestOthers(1);
        int twins = Enumerable.Range(0, squared.Length).Count(k => nearest.Squared(k, 1) <= Negligible * Negligible * squared[k]);
        return [new Score("duplicates", twins / (double)squared.Length)];
    }
}
