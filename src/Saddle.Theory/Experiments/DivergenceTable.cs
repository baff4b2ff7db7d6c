using System.Text.Json.Nodes;
using Saddle.Components;
using Saddle.Graphics;

namespace Saddle.Theory.Experiments;

/// <summary>Every divergence and distance of the theory between two distributions, exactly.</summary>
[Component(
    "divergences", "every divergence and distance between two distributions",
    Source = "arXiv:1606.00709, table 1; arXiv:1406.2661, theorem 1")]
public sealed partial record DivergenceTable : Experiment
{
    /// <summary>Real data: probabilities 0.1,0.2,0.7 or a mixture of N(mean,deviation), U(a,b), delta(x).</summary>
    [Setting] public string P { get; init; } = "0.33*N(-1,0.25)+0.67*N(2,1.4142)";

    /// <summary>The generator's distribution, typed likewise.</summary>
    [Setting] public string Q { get; init; } = "N(1,1.8)";

    /// <inheritdoc/>
    protected override ExperimentResult RunCore(Action<double> progress)
    {
        progress(0);
        (Distribution p, Distribution q) = (DistributionInput.Read("p", P), DistributionInput.Read("q", Q));
        DivergenceSummary all = DivergenceSummary.Between(p, q);
        var values = new JsonObject
        {
            ["kl"] = ExperimentResult.Number(all.KullbackLeibler),
            ["reverse_kl"] = ExperimentResult.Number(all.ReverseKullbackLeibler),
            ["jsd"] = ExperimentResult.Number(all.JensenShannon),
            ["jsd_bits"] = ExperimentResult.Number(all.JensenShannonBits),
            ["total_variation"] = ExperimentResult.Number(all.TotalVariation),
            ["squared_hellinger"] = ExperimentResult.Number(all.SquaredHellinger),
            ["pearson"] = ExperimentResult.Number(all.Pearson),
            ["neyman"] = ExperimentResult.Number(all.Neyman),
            ["jeffrey"] = ExperimentResult.Number(all.Jeffrey),
            ["w1"] = ExperimentResult.Number(all.WassersteinOne),
            ["w2"] = ExperimentResult.Number(all.WassersteinTwo),
            ["minimax_value"] = ExperimentResult.Number(all.MinimaxValue),
            ["lsgan_value"] = ExperimentResult.Number(all.LeastSquaresValue),
            ["hinge_value"] = ExperimentResult.Number(all.HingeValue),
        };
        progress(1);
        return new ExperimentResult(
            "Each objective's optimal discriminator measures one of these between real data p and generated q: " +
            "minimax 2 JSD - 2 log 2, " +
            "least squares chi-squared of p + q against 2 q, hinge 2 - 2 TV, Wasserstein W1. Which of them is finite, " +
            "and what each " +
            "calls near, differs.",
            values,
            [
                ("distributions", DistributionChart.Draw("Real data p and generated q", ("p", p), ("q", q))),
                ("shares", Shares(all)),
            ]);
    }

    /// <inheritdoc/>
    protected override IEnumerable<string> Contradictions() => DistributionInput.Problems(("p", P), ("q", Q));

    private static string Shares(DivergenceSummary all) => new BarChart(
        "How far apart, as a share of the largest value each can have",
        ["JSD / log 2", "total variation", "Hellinger² / 2", "least squares / 2"],
        ("share", [all.JensenShannonBits, all.TotalVariation, all.SquaredHellinger / 2, all.LeastSquaresValue / 2]))
    {
        YLabel = "0 equal, 1 disjoint",
    }.ToSvg();
}
