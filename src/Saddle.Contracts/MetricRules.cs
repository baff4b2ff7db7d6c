using Saddle.Evaluation;
using Saddle.Torch;

namespace Saddle.Contracts;

/// <summary>What every metric keeps, on two sets of four classes whose features have three dimensions.</summary>
internal static class MetricRules
{
    private const long Count = 240;

    private static readonly FeatureOrigin s_origin = new("contract");

    internal static IEnumerable<Rule> Of(Metric metric) =>
    [
        new("its numbers are finite, under keys in lower case with underscores", () => Finite(metric)),
        new("it finds the same twice, whatever the random numbers of the process", () => Again(metric)),
        new("it frees what it makes", () => Frees(metric)),
        new("samples far away do not score better than samples of the same distribution", () => Orders(metric)),
        new(
            "its bias is a sentence without its full stop",
            () => metric.Bias.Length > 0 && metric.Bias[^1] != '.' ? null : $"it is '{metric.Bias}'"),
    ];

    private static string? Finite(Metric metric)
    {
        IReadOnlyList<Score> scores = metric.Measure(Compared(0));
        return scores.Count == 0 ? "there is none"
            : scores.FirstOrDefault(score => !double.IsFinite(score.Value)) is { } wrong ? $"{wrong.Key} is {wrong.Value}"
            : scores.FirstOrDefault(
                score => score.Key.Any(c => !char.IsAsciiLetterLower(c) && !char.IsAsciiDigit(c) && c != '_')) is { } named
            ? $"a key is '{named.Key}'" : null;
    }

    private static string? Again(Metric metric)
    {
        IReadOnlyList<Score> first = metric.Measure(Compared(0));
        torch.manual_seed(99);
        return first.SequenceEqual(metric.Measure(Compared(0))) ? null : "the second time it found something else";
    }

    private static string? Frees(Metric metric)
    {
        using DisposeScope scope = torch.NewDisposeScope();
        Comparison comparison = Compared(0);
        int before = scope.Count;
        _ = metric.Measure(comparison);
        return scope.Count == before ? null : $"{scope.Count - before} tensors are left";
    }

    private static string? Orders(Metric metric)
    {
        double near = metric.Measure(Compared(0))[0].Value, far = metric.Measure(Compared(20))[0].Value;
        bool isWorse = metric.LessIsBetter ? far >= near - 1e-9 : far <= near + 1e-9;
        // Some compare with the training samples alone, from which everything may be far.
        return isWorse || metric.LooksForCopies ? null : FormattableString.Invariant($"near scores {near}, far {far}");
    }

    private static Comparison Compared(double away) => new(Set(1, away), Set(2, 0)) { HeldOut = Set(3, 0), Seed = 7 };

    private static FeatureSet Set(ulong seed, double away)
    {
        using var random = new RandomGenerator(seed);
        Tensor features = torch.randn([Count, 3], random) + away;
        Tensor first = features.narrow(1, 0, 1), second = features.narrow(1, 1, 1);
        Tensor logits = torch.cat([first + second, first - second, second - first, -first - second], 1) * 3;
        return new FeatureSet(features, s_origin, logits, labels: logits.argmax(1));
    }
}
