using System.Text.Json.Nodes;
using Saddle.Components;
using Saddle.Graphics;

namespace Saddle.Theory.Experiments;

/// <summary>
/// Maximum likelihood is minimum KL(P_data || P_model): a mixture of Gaussians is fitted to samples by gradient ascent on their
/// likelihood, and beside it KL is computed exactly. The two differ by the data's entropy.
/// </summary>
[Component(
    "maximum-likelihood", "a Gaussian mixture climbs the likelihood while KL(data || model) falls by as much",
    Source = "arXiv:1701.00160, section 2.1")]
public sealed partial record MaximumLikelihood : Experiment
{
    private const int Measurements = 40;

    /// <summary>Real data, a density: N(mean,deviation), U(a,b) or a mixture of them.</summary>
    [Setting] public string Data { get; init; } = "0.4*N(-2,0.6)+0.6*N(1.5,1)";

    /// <summary>How many Gaussians the model has.</summary>
    [Setting(1, 20)] public int Components { get; init; } = 2;

    /// <summary>How many samples it is fitted to.</summary>
    [Setting(10, 100_000)] public int Samples { get; init; } = 4000;

    /// <summary>How many steps of gradient ascent.</summary>
    [Setting(1, 10_000)] public int Steps { get; init; } = 200;

    /// <summary>The learning rate.</summary>
    [Setting(1e-6, 10)] public double Rate { get; init; } = 0.1;

    /// <summary>Where the samples start.</summary>
    [Setting] public int Seed { get; init; }

    /// <inheritdoc/>
    protected override ExperimentResult RunCore(Action<double> progress)
    {
        Distribution data = ReadData();
        double[] samples = data.Sample(Samples, Seeds.Derive((ulong)Seed, "samples"));
        double entropy = -Expectation.Of(data, data.LogDensity);
        var model = new GaussianMixtureModel(
            [.. Enumerable.Range(0, Components).Select(k => data.Quantile((k + 0.5) / Components))],
            Math.Sqrt(data.Variance));
        Distribution start = model.ToDistribution();
        var measured = new List<Measurement>();
        int every = Math.Max(1, Steps / Measurements);
        for (int step = 0; step <= Steps; step++)
        {
            progress((double)step / (Steps + 1));
            Distribution now = model.ToDistribution();
            IReadOnlyList<MixtureComponent> components = model.Components;
            double likelihood = model.Climb(samples, Rate);
            if (step % every == 0 || step == Steps)
            {
                double crossEntropy = -Expectation.Of(data, now.LogDensity, now);
                double divergence = FDivergence.KullbackLeibler.Between(data, now);
                measured.Add(new(step, -likelihood, crossEntropy, divergence, now, components));
            }
        }
        Measurement last = measured[^1];
        var values = new JsonObject
        {
            ["entropy"] = ExperimentResult.Number(entropy),
            ["largest_departure_from_entropy"] = ExperimentResult.Number(
                measured.Max(m => Math.Abs(m.CrossEntropy - m.Divergence - entropy))),
            ["final_cross_entropy"] = ExperimentResult.Number(last.CrossEntropy),
            ["final_cross_entropy_of_samples"] = ExperimentResult.Number(last.OfSamples),
            ["final_kl"] = ExperimentResult.Number(last.Divergence),
            ["model"] = new JsonArray([.. last.Components.Select(Row)]),
            ["steps"] = new JsonArray([.. measured.Where((_, k) => k % 5 == 0 || k == measured.Count - 1).Select(Row)]),
        };
        progress(1);
        return new ExperimentResult(
            "The mean log-likelihood is -KL(P_data || P_model) less the data's entropy, which the model cannot change: " +
            "to climb the one is " +
            "to descend the other. KL infinite where the model misses data makes likelihood cover every mode.",
            values,
            [
                ("curves", Curves(measured)),
                ("densities", DistributionChart.Draw(
                    "Data and model", ("data", data), ("model at first", start), ("model at last", last.Model))),
            ]);
    }

    /// <inheritdoc/>
    protected override IEnumerable<string> Contradictions() => Refusal.Of(() => ReadData());

    private Distribution ReadData()
        => DistributionInput.ReadDensity("data", Data, "KL from them to every mixture of Gaussians is infinite");

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
        int Step, double OfSamples, double CrossEntropy, double Divergence, Distribution Model,
        IReadOnlyList<MixtureComponent> Components);
}
