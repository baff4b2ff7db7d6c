using System.Text.Json.Nodes;
using Saddle.Components;
using Saddle.Graphics;
using Saddle.Objectives;
using Saddle.Optimizers;
using Saddle.Theory.Numerics;
using Saddle.Torch;
using static Saddle.Theory.Experiments.ExperimentResult;

namespace Saddle.Theory.Experiments;

/// <summary>
/// A discriminator trained between two known distributions, beside D* = p / (p + q) (arXiv:1406.2661, proposition 1 and theorem
/// 1).
/// </summary>
[Component(
    "optimal-discriminator", "a discriminator trained between two known distributions, beside p / (p + q)",
    Source = "arXiv:1406.2661, proposition 1 and theorem 1")]
public sealed partial record TrainedDiscriminator : Experiment
{
    private const int Batch = 1024, MostSamples = 1 << 20, Reports = 60, ChartPoints = 241;

    // Where (p + q) / 2 is below this share of its largest value, hardly any sample is seen.
    private const double LeastMass = 1e-2;

    /// <summary>Real data: a distribution.</summary>
    [Setting] public string P { get; init; } = "0.33*N(-1,0.5)+0.67*N(2,1)";

    /// <summary>The generator's distribution.</summary>
    [Setting] public string Q { get; init; } = "N(0.5,1.5)";

    /// <summary>Steps of the discriminator.</summary>
    [Setting(10, 10_000_000)] public int Steps { get; init; } = 6000;

    /// <summary>Learning rate of Adam at the start; it falls linearly to 0.</summary>
    [Setting(1e-9, 1)] public double LearningRate { get; init; } = 5e-3;

    /// <summary>The seed of every randomness.</summary>
    [Setting] public int Seed { get; init; }

    /// <inheritdoc/>
    protected override ExperimentResult RunCore(Action<double> progress)
    {
        (Distribution p, Distribution q) = (DistributionInput.Read("p", P), DistributionInput.Read("q", Q));
        var measure = new LineMeasure(p, q);
        ulong seed = (ulong)Seed;
        using var host = new HostSettings(seed, threads: 1);
        using DisposeScope scope = torch.NewDisposeScope();
        Distribution mixture = Distribution.Mixture((0.5, p), (0.5, q));
        using var discriminator = new LineDiscriminator(
            mixture.Mean, Math.Sqrt(mixture.Variance) is > 0 and double scale ? scale : 1);
        double best = GameValue.Minimax(p, q);
        (List<double> at, List<double> gaps) = ([], []);
        Train(p, q, discriminator, seed, (step, share) =>
        {
            at.Add(step);
            gaps.Add(best - Value(measure, discriminator.At(measure.Places)));
            progress(share);
        });
        double[] logits = discriminator.At(measure.Places);
        (double largest, double mean) = Errors(measure, logits);
        return new ExperimentResult(
            "Against a fixed generator the best discriminator is D* = p / (p + q), and there V(D*, G) = 2 JSD(p, q) - 2 log 2.",
            new JsonObject
            {
                ["p"] = p.ToString(),
                ["q"] = q.ToString(),
                ["jsd"] = Number(FDivergence.JensenShannon.Between(p, q) / 2),
                ["optimal_value"] = Number(best),
                ["value"] = Number(Value(measure, logits)),
                ["gap"] = Number(best - Value(measure, logits)),
                ["largest_error"] = Number(largest),
                ["mean_error"] = Number(mean),
                ["least_mass"] = LeastMass,
            },
            [("discriminator", Overlay(p, q, measure, discriminator)), ("gap", GapChart(at, gaps))]);
    }

    /// <inheritdoc/>
    protected override IEnumerable<string> Contradictions()
        => DistributionInput.Problems(("p", P), ("q", Q)) is { Count: > 0 } problems
            ? problems
            : Refusal.Of(() => LineMeasure.Check(Distribution.Parse(P), Distribution.Parse(Q)));

    private void Train(Distribution p, Distribution q, LineDiscriminator discriminator, ulong seed, Action<int, double> report)
    {
        var objective = new Minimax();
        int count = (int)Math.Clamp((long)Steps * Batch, 2 * Batch, MostSamples);
        Tensor real = Samples(p, count, Seeds.Derive(seed, "real")), fake = Samples(q, count, Seeds.Derive(seed, "fake"));
        using var parameters = new ParameterVector(discriminator);
        using var optimizer = new Adam(parameters, LearningRate);
        for (int step = 0; step < Steps; step++)
        {
            using DisposeScope scope = torch.NewDisposeScope();
            long start = (long)(Seeds.Derive(seed, "batch", (ulong)step) % (ulong)(count - Batch));
            Tensor[] logits = discriminator.Forward(torch.cat([real.narrow(0, start, Batch), fake.narrow(0, start, Batch)]))
                .split(Batch);
            parameters.ZeroGradients();
            objective.DiscriminatorLoss(logits[0], logits[1]).backward();
            optimizer.LearningRate = LearningRate * (1 - (double)step / Steps);
            optimizer.Step();
            if ((step + 1) % Math.Max(1, Steps / Reports) == 0)
            {
                report(step + 1, (step + 1.0) / Steps);
            }
        }
    }

    private static Tensor Samples(Distribution distribution, int count, ulong seed)
        => torch.tensor(Array.ConvertAll(distribution.Sample(count, seed), x => (float)x), count, 1);

    // V(D) = E_p[log D] + E_q[log(1 - D)], integrated, so without sampling error.
    private static double Value(LineMeasure measure, double[] logits)
        => measure.Sum((k, p, q) => -p * Elementary.SoftPlus(-logits[k]) - q * Elementary.SoftPlus(logits[k]));

    // |D - D*| where p + q has mass, and its mean under (p + q) / 2.
    private static (double Largest, double Mean) Errors(LineMeasure measure, double[] logits)
    {
        double most = Most(measure), largest = 0;
        double mean = measure.Sum((k, p, q) =>
        {
            double error = Math.Abs(Elementary.Logistic(logits[k]) - p / (p + q));
            largest = p + q >= LeastMass * most ? Math.Max(largest, error) : largest;
            return (p + q) / 2 * error;
        });
        return (largest, mean);
    }

    private static string Overlay(Distribution p, Distribution q, LineMeasure measure, LineDiscriminator discriminator)
    {
        double most = Most(measure);
        int[] shown = [.. Enumerable.Range(0, measure.Places.Length).Where(k => measure.P[k] + measure.Q[k] >= LeastMass * most)];
        double[] x = shown.Length <= ChartPoints
            ? [.. shown.Select(k => measure.Places[k])]
            : [.. Enumerable.Range(0, ChartPoints).Select(
                k => measure.Places[shown[0] + (int)((long)(shown[^1] - shown[0]) * k / (ChartPoints - 1))])];
        return new LineChart("The trained discriminator on p / (p + q)",
            new LineSeries("p / (p + q)", x, [.. x.Select(place => OptimalDiscriminator.Minimax(p, q, place))]),
            new LineSeries("D, trained", x, [.. discriminator.At(x).Select(Elementary.Logistic)]),
            new LineSeries("p", x, [.. x.Select(place => p.IsDiscrete ? p.Probability(place) : p.Density(place))]),
            new LineSeries("q", x, [.. x.Select(place => q.IsDiscrete ? q.Probability(place) : q.Density(place))]))
        { XLabel = "x", Height = 360 }.ToSvg();
    }

    private static double Most(LineMeasure measure) => measure.P.Zip(measure.Q, (p, q) => p + q).Max();

    private static string GapChart(List<double> at, List<double> gaps) => new LineChart(
        "How far V(D) stays below 2 JSD - 2 log 2", new LineSeries("gap", at, gaps))
    { XLabel = "discriminator steps", YLabel = "nats", LogarithmicY = true }.ToSvg();
}
