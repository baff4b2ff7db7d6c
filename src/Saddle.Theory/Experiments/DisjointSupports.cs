using System.Text.Json.Nodes;
using Saddle.Components;
using Saddle.Graphics;
using Saddle.Theory.Transport;

namespace Saddle.Theory.Experiments;

/// <summary>
/// Two parallel lines in the plane: real data (0, U), generated (theta, U) with U uniform on [0, 1]. Every f-divergence jumps
/// from nothing to its largest value, whatever theta, while W1 is the distance.
/// </summary>
[Component(
    "disjoint-supports", "two parallel lines: JSD is stuck at log 2, W1 is their distance",
    Source = "arXiv:1701.07875, example 1")]
public sealed partial record DisjointSupports : Experiment
{
    /// <summary>The largest distance between the lines.</summary>
    [Setting(1e-6, 1e6)] public double Theta { get; init; } = 1;

    /// <summary>How many distances, from 0 on.</summary>
    [Setting(2, 101)] public int Distances { get; init; } = 11;

    /// <summary>Samples of each line for the exact transport.</summary>
    [Setting(1, 500)] public int Points { get; init; } = 150;

    /// <summary>The deviation of the Gaussian noise that makes the two overlap.</summary>
    [Setting(1e-6, 1e6)] public double Noise { get; init; } = 0.2;

    /// <summary>Where the samples start.</summary>
    [Setting] public int Seed { get; init; }

    /// <inheritdoc/>
    protected override ExperimentResult RunCore(Action<double> progress)
    {
        double[] thetas = [.. Enumerable.Range(0, Distances).Select(k => Theta * k / (Distances - 1))];
        var rows = new List<(DivergenceSummary Exact, double Noisy, double SameHeights, double Samples)>();
        foreach (double theta in thetas)
        {
            progress((double)rows.Count / Distances);
            rows.Add((
                // The heights are distributed alike and independent: the divergences are those of what lies across.
                DivergenceSummary.Between(Distribution.PointMass(0), Distribution.PointMass(theta)),
                FDivergence.JensenShannon.Between(Distribution.Gaussian(0, Noise), Distribution.Gaussian(theta, Noise)) / 2,
                OptimalTransport.WassersteinOne(Line(0, 0), Line(theta, 0)),
                OptimalTransport.WassersteinOne(Line(0, 0), Line(theta, 1))));
        }
        var values = new JsonObject
        {
            ["log_2"] = ExperimentResult.Number(Math.Log(2)),
            ["distances"] = new JsonArray([.. thetas.Zip(rows, (theta, row) => new JsonObject
            {
                ["theta"] = ExperimentResult.Number(theta),
                ["jsd"] = ExperimentResult.Number(row.Exact.JensenShannon),
                ["total_variation"] = ExperimentResult.Number(row.Exact.TotalVariation),
                ["kl"] = ExperimentResult.Number(row.Exact.KullbackLeibler),
                ["w1"] = ExperimentResult.Number(row.Exact.WassersteinOne),
                ["w1_by_transport"] = ExperimentResult.Number(row.SameHeights),
                ["w1_of_independent_samples"] = ExperimentResult.Number(row.Samples),
                ["jsd_with_noise"] = ExperimentResult.Number(row.Noisy),
            })]),
        };
        progress(1);
        return new ExperimentResult(
            "Two parallel lines at a distance theta share no point: for every theta but 0 JSD is log 2, TV 1 and KL infinite, " +
            "and none " +
            "tells the generator where to go. W1 = theta does. Noise on both makes them overlap, and JSD smooth.",
            values,
            [
                ("distances", DistanceChart(thetas, [
                    ("JSD", row => row.Exact.JensenShannon), ("total variation", row => row.Exact.TotalVariation),
                    ("W1", row => row.Exact.WassersteinOne), ("JSD with noise", row => row.Noisy)], rows)),
                ("lines", new ScatterPlot(Array(0, 0), Array(Theta, 1))
                {
                    Title = "Real and generated points at the largest distance",
                }.ToSvg()),
            ]);
    }

    private WeightedPoints Line(double theta, int sample) => new(Array(theta, sample));

    // Sample 0 and sample 1 have heights of their own.
    private double[,] Array(double theta, int sample)
    {
        double[] heights = Distribution.Uniform(0, 1).Sample(Points, Seeds.Derive((ulong)Seed, "line", (ulong)sample));
        var points = new double[Points, 2];
        for (int k = 0; k < Points; k++)
        {
            (points[k, 0], points[k, 1]) = (theta, heights[k]);
        }
        return points;
    }

    // The jump at 0 is drawn as one: a lonely point, and a line that begins right of it.
    private static string DistanceChart<T>(double[] thetas, (string Name, Func<T, double> Value)[] kinds, List<T> rows)
    {
        var series = kinds.Select(kind =>
        {
            double[] y = [.. rows.Select(kind.Value)];
            bool jumps = kind.Name is "JSD" or "total variation";
            double[] jump = jumps ? [y[0], double.NaN, y[1]] : [y[0]];
            return new LineSeries(kind.Name, [.. jump.Select(_ => thetas[0]), .. thetas[1..]], [.. jump, .. y[1..]]);
        });
        return new LineChart("What each distance says about two parallel lines", [.. series])
        {
            XLabel = "distance theta between the lines",
            YLabel = "distance or divergence",
        }.ToSvg();
    }
}
