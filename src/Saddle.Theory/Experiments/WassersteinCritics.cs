using System.Globalization;
using System.Text.Json.Nodes;
using Saddle.Components;
using Saddle.Graphics;
using Saddle.Theory.Transport;
using Saddle.Torch;
using static Saddle.Theory.Experiments.ExperimentResult;

namespace Saddle.Theory.Experiments;

/// <summary>
/// The critic as an estimate of W1: critics kept smooth in five ways beside the cheapest plan and its potential, on the same
/// samples (Kantorovich and Rubinstein's duality; arXiv:1701.07875, equation 2).
/// </summary>
[Component(
    "wasserstein", "five kinds of critic beside the exact plan on the same samples: how near each comes to W1",
    Source = "arXiv:1701.07875, equation 2; arXiv:1704.00028; arXiv:1802.05957; arXiv:1811.05381")]
public sealed partial record WassersteinCritics : Experiment
{
    /// <summary>Real data: ring, grid, moons, spiral, swiss-roll, or two coordinates as in N(0,1) x U(0,2).</summary>
    [Setting] public string P { get; init; } = "ring";

    /// <summary>The generator's distribution, the same.</summary>
    [Setting] public string Q { get; init; } = "N(0,0.3) x N(0,0.3)";

    /// <summary>Samples of each side: what the plan moves, and what the critics see.</summary>
    [Setting(2, 2000)] public int Points { get; init; } = 256;

    /// <summary>By how much q is moved along the first coordinate, separated by commas; the first is drawn.</summary>
    [Setting] public string Distances { get; init; } = "0,2,8";

    /// <summary>
    /// In how many dimensions, separated by commas; the first is that of the distances, and coordinates beyond the plane are
    /// N(0, 1) on both sides.
    /// </summary>
    [Setting] public string Dimensions { get; init; } = "2,8,32";

    /// <summary>Steps of each critic.</summary>
    [Setting(1, 1_000_000)] public int Steps { get; init; } = 1500;

    /// <summary>The features of the critics' three hidden layers; an even number.</summary>
    [Setting(2, 4096)] public int Width { get; init; } = 64;

    /// <summary>Learning rate of Adam at the start; it falls linearly to 0.</summary>
    [Setting(1e-9, 1)] public double LearningRate { get; init; } = 2e-3;

    /// <summary>The box of weight clipping.</summary>
    [Setting(1e-9, 1e3)] public double Clip { get; init; } = 0.01;

    /// <summary>The weight of the gradient penalties.</summary>
    [Setting(1e-9, 1e6)] public double Lambda { get; init; } = 10;

    /// <summary>The seed of every randomness.</summary>
    [Setting] public int Seed { get; init; }

    private sealed record Place(int Dimension, double Distance);

    private sealed record Judged(string Name, double Gap, double Slope);

    /// <inheritdoc/>
    protected override ExperimentResult RunCore(Action<double> progress)
    {
        using var host = new HostSettings((ulong)Seed, threads: 1);
        (int[] dimensions, double[] distances) = (ReadDimensions(), ReadDistances());
        // From the first place along both ways.
        Place[] places =
        [
            .. distances.Select(distance => new Place(dimensions[0], distance)),
            .. dimensions.Skip(1).Select(dimension => new Place(dimension, distances[0])),
        ];
        List<JsonNode?> rows = [];
        List<(string, string)> charts = [];
        for (int k = 0; k < places.Length; k++)
        {
            int before = k;
            void Tell(double share) => progress((before + share) / places.Length);
            (TransportPlan plan, Judged[] critics) = Compare(places[k], k == 0 ? charts : [], Tell);
            rows.AddRange(critics.Select(critic => Row(places[before], plan.Cost, critic)));
        }
        progress(1);
        charts.AddRange(Growth(rows, places));
        return new ExperimentResult(
            "W1 is the most that E_p[C] - E_q[C] can be over critics C of slope at most 1. A critic that is 1-Lipschitz by "
            + "construction stays below it; one that is punished for other slopes is free to pass it; one whose weights are "
            + "clipped has an unknown slope, and measures W1 in an unknown unit.",
            new JsonObject
            {
                ["p"] = P, ["q"] = Q, ["points"] = Points, ["steps"] = Steps, ["critics"] = new JsonArray([.. rows]),
            },
            charts);
    }

    /// <inheritdoc/>
    protected override IEnumerable<string> Contradictions() =>
    [
        .. Refusal.Of(() => Cloud.Check("p", P)), .. Refusal.Of(() => Cloud.Check("q", Q)),
        .. Refusal.Of(() => ReadDistances()), .. Refusal.Of(() => ReadDimensions()),
        .. Width % 2 == 0 ? (string[])[] : [$"width is {Width}, but group-sort orders pairs of features; take {Width + 1}"],
    ];

    private (TransportPlan, Judged[]) Compare(Place place, List<(string, string)> charts, Action<double> progress)
    {
        double[,] real = Cloud.Sample("p", P, Points, place.Dimension, (ulong)Seed);
        double[,] fake = Cloud.Sample("q", Q, Points, place.Dimension, (ulong)Seed);
        for (int k = 0; k < Points; k++)
        {
            fake[k, 0] += place.Distance;
        }
        TransportPlan plan = OptimalTransport.Solve(new WeightedPoints(real), new WeightedPoints(fake));
        IReadOnlyList<CriticKind> kinds = CriticKind.All(Clip, Lambda);
        var judged = new Judged[kinds.Count];
        var picture = place.Dimension == 2 ? new CriticPicture(real, fake, plan) : null;
        for (int k = 0; k < kinds.Count; k++)
        {
            int before = k;
            torch.manual_seed(Seeds.Derive((ulong)Seed, "critic", (ulong)k));
            using var training = new CriticTraining(kinds[k], real, fake, Width);
            training.Train(Steps, LearningRate, share => progress((before + share) / kinds.Count));
            judged[k] = new Judged(kinds[k].Name, training.Gap(), training.LargestSlope());
            picture?.Add($"{kinds[k].Name}: {Percent(judged[k].Gap / plan.Cost)}", training.At);
        }
        if (picture is not null)
        {
            charts.Add(("critics", picture.ToSvg(string.Create(CultureInfo.InvariantCulture,
                $"The cheapest plan, W1 {plan.Cost:0.000}, its potential, and what five critics say of it"))));
        }
        return (plan, judged);
    }

    private static JsonObject Row(Place place, double exact, Judged critic) => new()
    {
        ["dimension"] = place.Dimension,
        ["distance"] = Number(place.Distance),
        ["critic"] = critic.Name,
        ["w1"] = Number(exact),
        ["gap"] = Number(critic.Gap),
        ["share_of_w1"] = Number(critic.Gap / exact),
        ["largest_slope"] = Number(critic.Slope),
        ["share_at_slope_one"] = Number(critic.Gap / critic.Slope / exact),
    };

    // Against the distance in the first dimension, and against the dimension at the first distance.
    private static IEnumerable<(string, string)> Growth(List<JsonNode?> rows, Place[] places)
    {
        (string Name, string Label, Func<Place, double> X, Func<Place, bool> IsShown)[] ways =
        [
            ("distance", "how far q is moved", place => place.Distance, place => place.Dimension == places[0].Dimension),
            ("dimension", "dimension", place => place.Dimension, place => place.Distance == places[0].Distance),
        ];
        foreach ((string name, string label, Func<Place, double> x, Func<Place, bool> isShown) in ways)
        {
            Place[] shown = [.. places.Where(isShown).Distinct().OrderBy(x)];
            double[] at = [.. shown.Select(x)];
            if (shown.Length < 2)
            {
                continue;
            }
            IEnumerable<LineSeries> lines = rows.Select(row => row!.AsObject()).GroupBy(row => (string)row["critic"]!).Select(
                group => new LineSeries(group.Key, at, [.. shown.Select(place => (double)group.First(row =>
                    (int)row["dimension"]! == place.Dimension && (double)row["distance"]! == place.Distance)["share_of_w1"]!)]));
            yield return (name, new LineChart($"What critics say, as a share of W1: {label}",
                [.. lines, new LineSeries("W1", [at[0], at[^1]], [1, 1]) { Faint = true }])
            { XLabel = label, YLabel = "share of W1", Width = 760 }.ToSvg());
        }
    }

    private static string Percent(double share) => string.Create(CultureInfo.InvariantCulture, $"{100 * share:0.0#} %");

    private double[] ReadDistances() => ReadNumbers("distances", Distances, -1e6, 1e6);

    private int[] ReadDimensions()
    {
        double[] read = ReadNumbers("dimensions", Dimensions, 2, 4096);
        return Array.TrueForAll(read, double.IsInteger)
            ? Array.ConvertAll(read, value => (int)value)
            : throw new InputException($"dimensions: expected whole numbers, but received {Dimensions}.");
    }

    private static double[] ReadNumbers(string name, string text, double least, double most)
    {
        ArgumentNullException.ThrowIfNull(text, name);
        string[] parts = text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        double[] read = [.. parts.Select(part => double.TryParse(part, NumberStyles.Float, CultureInfo.InvariantCulture,
            out double value) ? value : double.NaN)];
        return read.Length > 0 && Array.TrueForAll(read, value => value >= least && value <= most)
            ? [.. read.Distinct()]
            : throw new InputException(string.Create(CultureInfo.InvariantCulture,
                $"{name}: expected numbers from {least} to {most} with commas between them, but received '{text}'."));
    }
}
