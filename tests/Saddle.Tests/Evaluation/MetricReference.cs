using Saddle.Evaluation;
using Saddle.Tests.Support;

namespace Saddle.Tests.Evaluation;

/// <summary>The references of tests/Goldens/make_metrics.py, and short ways to make sets and read scores.</summary>
internal static class MetricReference
{
    internal static readonly FeatureOrigin Origin = new("test");

    internal static Golden Goldens { get; } = Golden.Load("metrics");

    /// <summary>The pairs of sets that a metric has a reference for.</summary>
    internal static TheoryData<string> With(string metric)
        => [
            .. Goldens.Keys.Where(key => key.EndsWith("/" + metric, StringComparison.Ordinal))
                .Select(key => key[..key.LastIndexOf('/')]),
        ];

    internal static double Number(string key) => Goldens[key].item();

    internal static double[] Numbers(string key) => Goldens[key].ToArray<double>();

    internal static FeatureSet Set(string key) => Of(Goldens[key], key);

    internal static FeatureSet Of(Tensor features, string name = "the features") => new(features, Origin, name: name);

    internal static FeatureSet Of(double[] features, long dimensions)
        => Of(torch.tensor(features, features.Length / dimensions, dimensions));

    /// <summary>Standard normal samples, float64.</summary>
    internal static FeatureSet Normal(long count, long dimensions, ulong seed)
    {
        using var random = new RandomGenerator(seed);
        return Of(torch.randn([count, dimensions], random, ScalarType.Float64));
    }

    internal static Comparison Pair(string name) => new(Set(name + "/generated"), Set(name + "/reference"));

    internal static double Score(this IReadOnlyList<Score> scores, string key) => scores.Single(score => score.Key == key).Value;

    internal static string Refusal(this Metric metric, Comparison comparison)
        => Assert.Throws<InputException>(() => metric.Measure(comparison)).Message;
}
