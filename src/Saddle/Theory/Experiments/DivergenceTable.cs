using System.Text.Json.Nodes;
using Saddle.Components;
using Saddle.Reporting;

namespace Saddle.Theory.Experiments;

/// <summary>Every divergence and distance of the theory between two distributions, exactly.</summary>
public sealed class DivergenceTable : Experiment
{
    private readonly Distribution _p;
    private readonly Distribution _q;

    /// <summary>The catalogue's line.</summary>
    public static Entry<Experiment> Entry { get; } = new(
        "divergences", "every divergence and distance between two distributions", "arXiv:1606.00709, table 1; arXiv:1406.2661, theorem 1",
        [
            Setting.Text("p", "0.33*N(-1,0.25)+0.67*N(2,1.4142)", $"real data: {DistributionInput.Forms}"),
            Setting.Text("q", "N(1,1.8)", "the generator's distribution, typed likewise"),
        ],
        settings => new DivergenceTable(settings.Text("p"), settings.Text("q")));

    /// <summary>Creates the experiment.</summary>
    /// <param name="p">Real data, as <see cref="Distribution.Parse"/> reads it.</param>
    /// <param name="q">The generator's distribution.</param>
    /// <exception cref="ArgumentException">A text is not a distribution, or both are lists of different lengths.</exception>
    public DivergenceTable(string p, string q) : base(Entry, ("p", p), ("q", q))
    {
        (_p, _q) = (DistributionInput.Read("p", p), DistributionInput.Read("q", q));
        _p.CheckComparable(_q);
    }

    /// <inheritdoc/>
    protected override ExperimentResult RunCore(Action<double> progress)
    {
        progress(0);
        DivergenceSummary all = DivergenceSummary.Between(_p, _q);
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
            "Each objective's optimal discriminator measures one of these between real data p and generated q: minimax 2 JSD - 2 log 2, " +
            "least squares chi-squared of p + q against 2 q, hinge 2 - 2 TV, Wasserstein W1. Which of them is finite, and what each " +
            "calls near, differs.",
            values,
            [
                ("distributions", DistributionChart.Draw("Real data p and generated q", ("p", _p), ("q", _q))),
                ("shares", Shares(all)),
            ]);
    }

    private static string Shares(DivergenceSummary all) => new BarChart(
        "How far apart, as a share of the largest value each can have",
        ["JSD / log 2", "total variation", "Hellinger² / 2", "least squares / 2"],
        ("share", [all.JensenShannonBits, all.TotalVariation, all.SquaredHellinger / 2, all.LeastSquaresValue / 2]))
    {
        YLabel = "0 equal, 1 disjoint",
    }.ToSvg();
}
