using System.Globalization;
using System.Text;
using Saddle.Graphics;

namespace Saddle.Reporting;

/// <summary>A run's metrics as a page shows them: the last values as tiles, their course as charts.</summary>
internal sealed class ReportMetrics
{
    // Fewer points than this are not noisy, only few.
    private const int LeastPointsToSmooth = 60;

    // The average spans the same share of every chart, however long the run.
    private const double HalfLivesPerRun = 40;

    // Where training stands: on the page's first line and along the charts, not in charts of their own.
    private static readonly string[] s_progress = ["step", "images", "seconds"];

    private static readonly Group[] s_groups =
    [
        new("Losses", [new("discriminator_loss", "discriminator"), new("generator_loss", "generator")]),
        new("Mean logits", [new("real_logits", "real"), new("fake_logits", "fake")]),
        new("Gradient norms",
            [new("discriminator_gradient_norm", "discriminator"), new("generator_gradient_norm", "generator")],
            Logarithmic: true),
        new("Images per second", [new("images_per_second", "images per second")]),
        new("Waiting for data", [new("data_wait_seconds", "waiting")], YLabel: "seconds in all", IsTotal: true),
    ];

    private readonly IReadOnlyList<MetricsRow> _rows;

    // Each number's course: its places and its values, in the order in which the numbers first appear.
    private readonly OrderedDictionary<string, (List<double> X, List<double> Y)> _courses = new(StringComparer.Ordinal);

    internal ReportMetrics(IReadOnlyList<MetricsRow> rows)
    {
        _rows = rows;
        for (int k = 0; k < rows.Count; k++)
        {
            double x = rows[k].Step ?? k;
            foreach ((string key, double value) in rows[k].Numbers())
            {
                if (!_courses.TryGetValue(key, out (List<double> X, List<double> Y) course))
                {
                    course = ([], []);
                    _courses.Add(key, course);
                }
                course.X.Add(x);
                course.Y.Add(value);
            }
        }
        foreach (Member total in s_groups.Where(group => group.IsTotal).SelectMany(group => group.Members))
        {
            if (_courses.TryGetValue(total.Key, out (List<double> X, List<double> Y) course))
            {
                JoinSessions(course.Y);
            }
        }
    }

    private sealed record Member(string Key, string Name);

    private sealed record Group(
        string Title, Member[] Members, bool Logarithmic = false, string YLabel = "", bool IsTotal = false);

    /// <summary>Where training stands, in one line of text.</summary>
    internal string Summary
    {
        get
        {
            if (_rows.Count == 0)
            {
                return "Nothing has been logged yet.";
            }
            List<string> parts = [];
            Add("step", value => "step " + Markup.Readable(value));
            Add("images", value => Markup.Readable(value) + " images");
            Add("seconds", Markup.Duration);
            return string.Join(" · ", parts);

            void Add(string key, Func<double, string> text)
            {
                if (_courses.TryGetValue(key, out (List<double> X, List<double> Y) course))
                {
                    parts.Add(text(course.Y[^1]));
                }
            }
        }
    }

    /// <summary>The last value of every metric, as HTML; empty without any.</summary>
    internal string Tiles
    {
        get
        {
            var html = new StringBuilder();
            foreach ((string key, (_, List<double> values)) in _courses)
            {
                if (!s_progress.Contains(key))
                {
                    string title = Markup.Breakable(Markup.Title(key));
                    html.Append(CultureInfo.InvariantCulture, $"<div class=\"card\"><dt>{title}</dt>");
                    html.Append(CultureInfo.InvariantCulture, $"<dd>{Markup.Escape(Markup.Readable(values[^1]))}</dd></div>\n");
                }
            }
            return html.Length == 0 ? "" : $"<dl class=\"tiles\">\n{html}</dl>\n";
        }
    }

    /// <summary>The charts as HTML; empty without any.</summary>
    internal string Charts
    {
        get
        {
            IEnumerable<string> grouped = s_groups.SelectMany(group => group.Members).Select(member => member.Key);
            IEnumerable<Group> others = _courses.Keys.Except(s_progress).Except(grouped)
                .Select(key => new Group(Markup.Title(key), [new(key, key)]));
            var html = new StringBuilder();
            foreach (Group group in s_groups.Concat(others))
            {
                LineSeries[] series = [.. group.Members.Where(member => _courses.ContainsKey(member.Key)).Select(Series)];
                html.Append(series.Length > 0 ? Chart(group, group.IsTotal ? [.. series.Select(FromZero)] : series) : "");
            }
            return html.Length == 0 ? "" : $"<div class=\"charts\">\n{html}</div>\n";
        }
    }

    private LineSeries Series(Member member) => new(member.Name, _courses[member.Key].X, _courses[member.Key].Y);

    // A total begins at zero, before the first step.
    private static LineSeries FromZero(LineSeries total)
        => total.X[0] > 0 ? new LineSeries(total.Name, [0, .. total.X], [0, .. total.Y]) : total;

    // Each session counts from zero: what those before it counted is added.
    private static void JoinSessions(List<double> values)
    {
        double before = 0, last = 0;
        for (int k = 0; k < values.Count; k++)
        {
            before += values[k] < last ? last : 0;
            last = values[k];
            values[k] += before;
        }
    }

    private static string Chart(Group group, LineSeries[] series)
    {
        // A group with one member left would not say whose line it is.
        string title = series.Length == 1 && group.Members.Length > 1 ? $"{group.Title}: {series[0].Name}" : group.Title;
        int points = series.Max(line => line.Y.Count);
        var chart = new LineChart(title, series)
        {
            // Narrow and flat: on a phone the letters then are still large enough.
            Width = 480, Height = 270, YLabel = group.YLabel,
            LogarithmicY = group.Logarithmic && series.All(line => line.Y.Any(value => value > 0)),
            // A total never falls, so there is no noise to see through.
            FromZero = group.IsTotal,
            SmoothingHalfLifePoints = points >= LeastPointsToSmooth && !group.IsTotal ? points / HalfLivesPerRun : 0,
        };
        return chart.Draw(withStyle: false);
    }
}
