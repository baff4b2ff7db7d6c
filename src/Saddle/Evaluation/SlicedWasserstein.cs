using Saddle.Components;
using Saddle.Torch;

namespace Saddle.Evaluation;

/// <summary>
/// The sliced Wasserstein distance (Bonneel et al., J. Math. Imaging Vis. 51, 2015): the root of the mean, over directions, of
/// the squared W2 distance of the samples' projections on a line, which is that of their quantiles.
/// </summary>
[Component(
    "sliced-wasserstein", "the mean transport distance along random directions; 0 is best",
    Source = "doi:10.1007/s10851-014-0506-3")]
public sealed partial record SlicedWasserstein : Metric
{
    /// <summary>How many directions.</summary>
    [Setting(1, 100_000)] public int Directions { get; init; } = 256;

    /// <inheritdoc/>
    public override string Bias => "too large for few samples; directions are drawn, so its last digits depend on the seed";

    /// <inheritdoc/>
    public override bool LessIsBetter => true;

    /// <inheritdoc/>
    public override string? Lacks(Comparison comparison) => null;

    /// <inheritdoc/>
    protected override IReadOnlyList<Score> MeasureCore(Comparison comparison)
    {
        Tensor generated = comparison.Generated.Values, reference = comparison.Reference.Values;
        using var random = new RandomGenerator(Seeds.Derive(comparison.Seed, "sliced-wasserstein"));
        Tensor directions = torch.randn([generated.size(1), Directions], random, ScalarType.Float64).to(generated.device);
        directions.div_(directions.square().sum([0], keepdim: true).sqrt());
        long places = Math.Max(generated.size(0), reference.size(0));
        Tensor difference = Quantiles(generated.matmul(directions), places) - Quantiles(reference.matmul(directions), places);
        return [new Score("sliced_wasserstein", difference.square().mean().sqrt().item())];
    }

    // The quantiles of each column in the middle of so many equal parts of the probability.
    private static Tensor Quantiles(Tensor values, long places)
    {
        Tensor sorted = values.sort(0);
        long count = values.size(0);
        return count == places
            ? sorted
            : sorted.index_select(
                0, [.. Enumerable.Range(0, (int)places).Select(place => (2 * place + 1) * count / (2 * places))]);
    }
}
