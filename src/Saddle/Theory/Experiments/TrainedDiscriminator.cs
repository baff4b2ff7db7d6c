using System.Text.Json.Nodes;
using Saddle.Components;
using Saddle.Objectives;
using Saddle.Optimizers;
using Saddle.Reporting;
using Saddle.Theory.Numerics;
using Saddle.Torch;
using static Saddle.Theory.Experiments.ExperimentResult;

namespace Saddle.Theory.Experiments;

/// <summary>A discriminator trained between two known distributions, beside D* = p / (p + q) (arXiv:1406.2661, proposition 1 and theorem 1).</summary>
public sealed class TrainedDiscriminator : Experiment
{
    private const int Batch = 1024, MostSamples = 1 << 20, Reports = 60, ChartPoints = 241;

    // Where (p + q) / 2 is below this share of its largest value, hardly any sample is seen.
    private const double LeastMass = 1e-2;

    /// <summary>The catalogue's line.</summary>
    public static Entry<Experiment> Entry { get; } = new(
        "optimal-discriminator", "a discriminator trained between two known distributions, beside p / (p + q)", "arXiv:1406.2661, proposition 1 and theorem 1",
        [
            Setting.Text("p", "0.33*N(-1,0.5)+0.67*N(2,1)", "real data: a distribution"),
            Setting.Text("q", "N(0.5,1.5)", "the generator's distribution"),
            Setting.Whole("steps", 6000, "steps of the discriminator", 10, 10_000_000),
            Setting.Number("learning_rate", 5e-3, "Adam's at the start; it falls linearly to 0", 1e-9, 1),
            Setting.Whole("seed", 0, "the seed of every randomness", 0, int.MaxValue),
        ],
        s => new TrainedDiscriminator(s));

    private readonly Distribution _p, _q;
    private readonly LineMeasure _measure;

    internal TrainedDiscriminator(SettingValues settings) : base(Entry, [.. settings.All.Select(pair => (pair.Setting.Name, pair.Value))])
    {
        (_p, _q) = (Distribution.Parse(settings.Text("p")), Distribution.Parse(settings.Text("q")));
        _measure = new LineMeasure(_p, _q);
    }

    /// <inheritdoc/>
    protected override ExperimentResult RunCore(Action<double> progress)
    {
        ulong seed = (ulong)Settings.Whole("seed");
        using var torchSettings = new TorchSettings(seed);
        using DisposeScope scope = torch.NewDisposeScope();
        Distribution mixture = Distribution.Mixture((0.5, _p), (0.5, _q));
        using var discriminator = new LineDiscriminator(mixture.Mean, Math.Sqrt(mixture.Variance) is > 0 and double scale ? scale : 1);
        double best = GameValue.Minimax(_p, _q);
        (List<double> at, List<double> gaps) = ([], []);
        Train(discriminator, seed, (step, share) =>
        {
            at.Add(step);
            gaps.Add(best - Value(discriminator.At(_measure.Places)));
            progress(share);
        });
        double[] logits = discriminator.At(_measure.Places);
        (double largest, double mean) = Errors(logits);
        return new ExperimentResult(
            "Against a fixed generator the best discriminator is D* = p / (p + q), and there V(D*, G) = 2 JSD(p, q) - 2 log 2.",
            new JsonObject
            {
                ["p"] = _p.ToString(),
                ["q"] = _q.ToString(),
                ["jsd"] = Number(FDivergence.JensenShannon.Between(_p, _q) / 2),
                ["optimal_value"] = Number(best),
                ["value"] = Number(Value(logits)),
                ["gap"] = Number(best - Value(logits)),
                ["largest_error"] = Number(largest),
                ["mean_error"] = Number(mean),
                ["least_mass"] = LeastMass,
            },
            [("discriminator", Overlay(discriminator)), ("gap", GapChart(at, gaps))]);
    }

    private void Train(LineDiscriminator discriminator, ulong seed, Action<int, double> report)
    {
        int steps = (int)Settings.Whole("steps");
        var objective = new Minimax();
        int count = (int)Math.Clamp((long)steps * Batch, 2 * Batch, MostSamples);
        (Tensor real, Tensor fake) = (Samples(_p, count, Seeds.Derive(seed, "real")), Samples(_q, count, Seeds.Derive(seed, "fake")));
        using var parameters = new ParameterVector(discriminator);
        using var optimizer = new Adam(parameters, Settings.Number("learning_rate"));
        for (int step = 0; step < steps; step++)
        {
            using DisposeScope scope = torch.NewDisposeScope();
            long start = (long)(Seeds.Derive(seed, "batch", (ulong)step) % (ulong)(count - Batch));
            Tensor[] logits = discriminator.Forward(torch.cat([real.narrow(0, start, Batch), fake.narrow(0, start, Batch)])).split(Batch);
            parameters.ZeroGradients();
            objective.DiscriminatorLoss(logits[0], logits[1]).backward();
            optimizer.LearningRate = Settings.Number("learning_rate") * (1 - (double)step / steps);
            optimizer.Step();
            if ((step + 1) % Math.Max(1, steps / Reports) == 0)
            {
                report(step + 1, (step + 1.0) / steps);
            }
        }
    }

    private static Tensor Samples(Distribution distribution, int count, ulong seed)
        => torch.tensor(Array.ConvertAll(distribution.Sample(count, seed), x => (float)x), count, 1);

    // V(D) = E_p[log D] + E_q[log(1 - D)], integrated, so without sampling error.
    private double Value(double[] logits)
        => _measure.Sum((k, p, q) => -p * Elementary.SoftPlus(-logits[k]) - q * Elementary.SoftPlus(logits[k]));

    // |D - D*| where p + q has mass, and its mean under (p + q) / 2.
    private (double Largest, double Mean) Errors(double[] logits)
    {
        double most = _measure.P.Zip(_measure.Q, (p, q) => p + q).Max(), largest = 0;
        double mean = _measure.Sum((k, p, q) =>
        {
            double error = Math.Abs(Elementary.Logistic(logits[k]) - p / (p + q));
            largest = p + q >= LeastMass * most ? Math.Max(largest, error) : largest;
            return (p + q) / 2 * error;
        });
        return (largest, mean);
    }

    private string Overlay(LineDiscriminator discriminator)
    {
        double most = _measure.P.Zip(_measure.Q, (p, q) => p + q).Max();
        int[] shown = [.. Enumerable.Range(0, _measure.Places.Length).Where(k => _measure.P[k] + _measure.Q[k] >= LeastMass * most)];
        double[] x = shown.Length <= ChartPoints
            ? [.. shown.Select(k => _measure.Places[k])]
            : [.. Enumerable.Range(0, ChartPoints).Select(k => _measure.Places[shown[0] + (int)((long)(shown[^1] - shown[0]) * k / (ChartPoints - 1))])];
        return new LineChart("The trained discriminator on p / (p + q)",
            new LineSeries("p / (p + q)", x, [.. x.Select(place => OptimalDiscriminator.Minimax(_p, _q, place))]),
            new LineSeries("D, trained", x, [.. discriminator.At(x).Select(Elementary.Logistic)]),
            new LineSeries("p", x, [.. x.Select(place => _p.IsDiscrete ? _p.Probability(place) : _p.Density(place))]),
            new LineSeries("q", x, [.. x.Select(place => _q.IsDiscrete ? _q.Probability(place) : _q.Density(place))]))
        { XLabel = "x", Height = 360 }.ToSvg();
    }

    private static string GapChart(List<double> at, List<double> gaps) => new LineChart(
        "How far V(D) stays below 2 JSD - 2 log 2", new LineSeries("gap", at, gaps))
    { XLabel = "discriminator steps", YLabel = "nats", LogarithmicY = true }.ToSvg();
}
