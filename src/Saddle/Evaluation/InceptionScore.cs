using Saddle.Components;
using Saddle.Torch;

namespace Saddle.Evaluation;

/// <summary>
/// The inception score (arXiv:1606.03498, section 4): exp of the mean KL divergence from what a classifier says of one sample to
/// what it says of all, over parts of the shuffled samples. It looks at the generated samples alone.
/// </summary>
[Component(
    "inception-score", "how sure a classifier is of each sample, and how varied of all; the number of classes is best",
    Source = "arXiv:1606.03498, section 4")]
public sealed partial record InceptionScore : Metric
{
    /// <summary>Into how many parts the samples are divided.</summary>
    [Setting(1, 1000)] public int Splits { get; init; } = 10;

    /// <inheritdoc/>
    public override string Bias
        => "too small for few samples; blind to variety within a class; a score of another classifier is another score";

    /// <inheritdoc/>
    public override string? Lacks(Comparison comparison)
    {
        ArgumentNullException.ThrowIfNull(comparison);
        return comparison.Generated.Logits is null
            ? NamesNoClasses(comparison.Generated)
            : TooFew(comparison.Generated, Splits);
    }

    /// <inheritdoc/>
    protected override IReadOnlyList<Score> MeasureCore(Comparison comparison)
    {
        Tensor logits = comparison.Generated.Logits!;
        long count = logits.size(0);
        using var random = new RandomGenerator(Seeds.Derive(comparison.Seed, "inception-score"));
        Tensor likely = logits.index_select(0, torch.randperm(count, random)).log_softmax(1);
        double[] scores = [.. Enumerable.Range(0, Splits).Select(split =>
        {
            long start = split * count / Splits, end = (split + 1) * count / Splits;
            return Math.Exp(Information(likely.narrow(0, start, end - start)));
        })];
        double mean = scores.Average();
        return
        [
            new Score("inception_score_mean", mean),
            new Score("inception_score_std", Math.Sqrt(scores.Average(score => (score - mean) * (score - mean)))),
        ];
    }

    // The mean KL divergence of rows of log probabilities from their mean, in nats.
    private static double Information(Tensor likely)
    {
        Tensor probabilities = likely.exp();
        // A class that nobody sees adds nothing, and its logarithm must not be taken.
        Tensor all = probabilities.mean([0], keepdim: true).clamp(min: double.Epsilon).log();
        return (probabilities * (likely - all)).sum([1]).mean().item();
    }
}
