using System.Text.Json.Nodes;
using Saddle.Components;
using Saddle.Reporting;

namespace Saddle.Theory.Experiments;

/// <summary>
/// Maximum likelihood is minimum KL(P_data || P_model): a mixture of Gaussians is fitted to samples by gradient ascent on their
/// likelihood, and beside it KL is computed exactly. The two differ by the data's entropy.
/// </summary>
public sealed class MaximumLikelihood : Experiment
{
    private const int Measurements = 40;

    private readonly Distribution _data;
    private readonly int _components, _samples, _steps;
    private readonly double _rate;
    private readonly ulong _seed;

    /// <summary>The catalogue's line.</summary>
    public static Entry<Experiment> Entry { get; } = new(
        "maximum-likelihood", "a Gaussian mixture climbs the likelihood while KL(data || model) falls by as much", "arXiv:1701.00160, section 2.1",
        [
            Setting.Text("data", "0.4*N(-2,0.6)+0.6*N(1.5,1)", "real data, a density: N(mean,deviation), U(a,b) or a mixture of them"),
            Setting.Whole("components", 2, "how many Gaussians the model has", 1, 20),
            Setting.Whole("samples", 4000, "how many samples it is fitted to", 10, 100_000),
            Setting.Whole("steps", 200, "how many steps of gradient ascent", 1, 10_000),
            Setting.Number("rate", 0.1, "the learning rate", 1e-6, 10),
            Setting.Whole("seed", 0, "where the samples start"),
        ],
        s => new MaximumLikelihood(
            s.Text("data"), (int)s.Whole("components"), (int)s.Whole("samples"), (int)s.Whole("steps"), s.Number("rate"), s.Whole("seed")));

    /// <summary>Creates the experiment.</summary>
    /// <param name="data">Real data, as <see cref="Distribution.Parse"/> reads it, without point masses.</param>
    /// <param name="components">How many Gaussians the model has.</param>
    /// <param name="samples">How many samples it is fitted to.</param>
    /// <param name="steps">How many steps of gradient ascent.</param>
    /// <param name="rate">The learning rate.</param>
    /// <param name="seed">Where the samples start.</param>
    /// <exception cref="ArgumentException">The data are not a density, or a number is out of range.</exception>
    public MaximumLikelihood(string data, int components, int samples, int steps, double rate, long seed)
        : base(
            Entry, ("data", data), ("components", (long)components), ("samples", (long)samples), ("steps", (long)steps), ("rate", rate),
            ("seed", seed))
    {
        _data = DistributionInput.ReadDensity("data", data, "KL from them to every mixture of Gaussians is infinite");
        (_components, _samples, _steps, _rate, _seed) = (components, samples, steps, rate, (ulong)seed);
    }

    /// <inheritdoc/>
    protected override ExperimentResult RunCore(Action<double> progress)
    {
        double[] samples = _data.Sample(_samples, Seeds.Derive(_seed, "samples"));
        double entropy = -Expectation.Of(_data, _data.LogDensity);
        var model = new GaussianMixtureModel(
            [.. Enumerable.Range(0, _components).Select(k => _data.Quantile((k + 0.5) / _components))],
            Math.Sqrt(_data.Variance));
        Distribution start = model.ToDistribution();
        var measured = new List<Measurement>();
        int every = Math.Max(1, _steps / Measurements);
        for (int step = 0; step <= _steps; step++)
        {
            progress((double)step / (_steps + 1));
            Distribution now = model.ToDistribution();
            IReadOnlyList<MixtureComponent> components = model.Components;
            double likelihood = model.Climb(samples, _rate);
            if (step % every == 0 || step == _steps)
            {
                double crossEntropy = -Expectation.Of(_data, now.LogDensity, now);
                measured.Add(new(step, -likelihood, crossEntropy, FDivergence.KullbackLeibler.Between(_data, now), now, components));
            }
        }
        Measurement last = measured[^1];
        var values = new JsonObject
        {
            ["entropy"] = ExperimentResult.Number(entropy),
            ["largest_departure_from_entropy"] = ExperimentResult.Number(measured.Max(m => Math.Abs(m.CrossEntropy - m.Divergence - entropy))),
            ["final_cross_entropy"] = ExperimentResult.Number(last.CrossEntropy),
            ["final_cross_entropy_of_samples"] = ExperimentResult.Number(last.OfSamples),
            ["final_kl"] = ExperimentResult.Number(last.Divergence),
            ["model"] = new JsonArray([.. last.Components.Select(Row)]),
            ["steps"] = new JsonArray([.. measured.Where((_, k) => k % 5 == 0 || k == measured.Count - 1).Select(Row)]),
        };
        progress(1);
        return new ExperimentResult(
            "The mean log-likelihood is -KL(P_data || P_model) less the data's entropy, which the model cannot change: to climb the one is " +
            "to descend the other. KL infinite where the model misses data makes likelihood cover every mode.",
            values,
            [
                ("curves", Curves(measured)),
                ("densities", DistributionChart.Draw("Data and model", ("data", _data), ("model at first", start), ("model at last", last.Model))),
            ]);
    }

    private static JsonObject Row(Measurement m) => new JsonObject
    {
        ["step"] = m.Step,
        ["cross_entropy"] = ExperimentResult.Number(m.CrossEntropy),
        ["cross_entropy_of_samples"] = ExperimentResult.Number(m.OfSamples),
        ["kl"] = ExperimentResult.Number(m.Divergence),
        ["difference"] = ExperimentResult.Number(m.CrossEntropy - m.Divergence),
    };

    private static JsonObject Row(MixtureComponent component) => new()
    {
        ["weight"] = ExperimentResult.Number(component.Weight),
        ["mean"] = ExperimentResult.Number(component.Mean),
        ["deviation"] = ExperimentResult.Number(component.Deviation),
    };

    private static string Curves(List<Measurement> measured)
    {
        double[] steps = [.. measured.Select(m => (double)m.Step)];
        return new LineChart(
            "Likelihood and KL differ by the data's entropy",
            new LineSeries("-log-likelihood", steps, [.. measured.Select(m => m.CrossEntropy)]),
            new LineSeries("of the samples", steps, [.. measured.Select(m => m.OfSamples)]),
            new LineSeries("KL(data || model)", steps, [.. measured.Select(m => m.Divergence)]),
            new LineSeries("difference", steps, [.. measured.Select(m => m.CrossEntropy - m.Divergence)]))
        {
            YLabel = "nats",
        }.ToSvg();
    }

    // Nats; the cross entropy is minus the expected log-likelihood.
    private sealed record Measurement(
        int Step, double OfSamples, double CrossEntropy, double Divergence, Distribution Model, IReadOnlyList<MixtureComponent> Components);
}
