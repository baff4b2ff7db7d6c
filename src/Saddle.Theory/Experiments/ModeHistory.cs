using System.Globalization;
using System.Text.Json.Nodes;
using Saddle.Evaluation;
using Saddle.Graphics;

namespace Saddle.Theory.Experiments;

/// <summary>What a generator's samples cover while it learns: modes come, and some go again.</summary>
/// <param name="name">What tables and pictures show.</param>
/// <param name="mixture">The data.</param>
internal sealed class ModeHistory(string name, PlaneMixture mixture)
{
    /// <summary>How often a training is to be looked at, at equal distances.</summary>
    internal const int Looks = 20;

    private const int ShownPoints = 600, Side = 200, Columns = 3;

    // Of the looks: early ones are closer, as most happens there.
    private static readonly int[] s_drawn = [1, 2, 4, 8, 14, Looks];

    private readonly List<(int Step, ModeCoverage Coverage, double[,] Shown)> _moments = [];

    /// <summary>What tables and pictures show.</summary>
    internal string Name => name;

    /// <summary>Whether a training is to be looked at after a step; the last counts always.</summary>
    internal static bool IsDue(long step, long steps) => step * Looks / steps > (step - 1) * Looks / steps;

    /// <summary>Remembers some samples.</summary>
    /// <param name="step">After how many steps of the discriminator they were drawn.</param>
    /// <param name="samples"><c>[N, 2]</c>.</param>
    internal void Add(int step, double[,] samples)
    {
        var shown = new double[Math.Min(ShownPoints, samples.GetLength(0)), 2];
        Array.Copy(samples, shown, shown.Length);
        _moments.Add((step, mixture.Measure(samples), shown));
    }

    /// <summary>The modes covered at each look, as a line.</summary>
    internal LineSeries Line()
        => new(name, [.. _moments.Select(moment => (double)moment.Step)],
            [.. _moments.Select(moment => (double)moment.Coverage.ModesHit)]);

    /// <summary>The same as numbers; a mode that is covered at one look and not at the next is dropped.</summary>
    internal JsonObject Row() => new()
    {
        ["data"] = mixture.Name,
        ["objective"] = name,
        ["every_steps"] = _moments[0].Step,
        ["modes"] = new JsonArray([.. _moments.Select(moment => (JsonNode)moment.Coverage.ModesHit)]),
        ["dropped"] = _moments.Zip(_moments.Skip(1), (before, after)
            => before.Coverage.Counts.Zip(after.Coverage.Counts).Count(mode => mode.First > 0 && mode.Second == 0)).Sum(),
    };

    /// <summary>The samples at several times, side by side.</summary>
    internal string Pictures(double[,] real) => new Panels(
        $"{mixture.Name}, {name}: samples while it learns", Columns,
        [
            .. s_drawn.Where(look => look <= _moments.Count).Select(look => _moments[look - 1]).Select(moment =>
                new ScatterPlot(real, moment.Shown)
                {
                    Title = string.Create(CultureInfo.InvariantCulture,
                        $"{moment.Step}: {moment.Coverage.ModesHit} modes, {100 * moment.Coverage.HighQualityShare:0} %"),
                    Limits = PlotLimits.Around(real),
                    Side = Side,
                }.ToSvg()),
        ]).ToSvg();
}
