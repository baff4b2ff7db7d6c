using System.Globalization;
using System.Text;
using Saddle.Evaluation;
using Saddle.Files;
using Saddle.Graphics;
using Saddle.Reporting;
using Saddle.Torch;

namespace Saddle.Assessment;

/// <summary>An evaluation as one page that needs nothing but itself: the numbers, and sheets of samples to look at.</summary>
public static class EvaluationPage
{
    private const int SheetCount = 64, PairCount = 24, PairsInRow = 6;

    private const string TableStyle = """

        .recipe td:nth-child(2) { width: 9rem; padding-right: 1rem; }
        @media (max-width: 34rem) {
          .recipe tr { grid-template-columns: minmax(0, 1fr) auto; }
          .recipe td:nth-child(2) { width: auto; padding-right: 0; }
          .recipe td:nth-child(3) { grid-column: 1 / -1; padding-top: 0; border-top: 0; }
        }
        """;

    /// <summary>Writes the page, which is replaced as a whole or not at all.</summary>
    /// <param name="path">The file.</param>
    /// <param name="result">What was found.</param>
    public static void Save(string path, EvaluationResult result)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        ArgumentNullException.ThrowIfNull(result);
        var page = new HtmlPage("Evaluation", Basis(result)) { Style = TableStyle };
        page.Section("Metrics", $"<div class=\"card recipe\">\n{Table(result.Report)}</div>\n");
        Sheets(page, result);
        AtomicFile.WriteText(path, page.ToString());
    }

    /// <summary>What the numbers are of, in one line: how many samples, and which features.</summary>
    public static string Basis(EvaluationResult result)
    {
        ArgumentNullException.ThrowIfNull(result);
        EvaluationReport report = result.Report;
        string by = report.ReferenceCount > 0
            ? $"{Readable(report.ReferenceCount)} of the reference"
            : "kept statistics of the reference";
        string training = result.Comparison is { } c && c.Training.Count != c.Reference.Count
            ? $", {Readable(c.Training.Count)} training"
            : "";
        string heldOut = result.Comparison?.HeldOut is { } set ? $", {Readable(set.Count)} held out" : "";
        return $"{Readable(report.GeneratedCount)} generated samples, {by}{training}{heldOut}; features: {report.Features}";
    }

    /// <summary>A score as people read it.</summary>
    public static string Show(double value)
        => NumberText.Show(value, Math.Abs(value) < 1e15 ? "0.#####" : "0.####E+0");

    private static string Readable(long count) => count.ToString("#,0", CultureInfo.InvariantCulture);

    private static string Table(EvaluationReport report)
    {
        var html = new StringBuilder("<table>\n");
        foreach (MeasuredMetric measured in report.Measured)
        {
            foreach ((int k, Score score) in measured.Scores.Index())
            {
                html.Append(
                    CultureInfo.InvariantCulture, $"<tr><th>{Markup.Breakable(score.Key)}</th><td>{Show(score.Value)}</td>");
                html.Append(
                    CultureInfo.InvariantCulture, $"<td>{(k == 0 ? Markup.Escape(measured.Metric.Bias) : "")}</td></tr>\n");
            }
        }
        foreach ((Metric metric, string lack) in report.Lacking)
        {
            html.Append(
                CultureInfo.InvariantCulture,
                $"<tr><th>{Markup.Breakable(metric.Name)}</th><td>not measured</td><td>{Markup.Escape(lack)}</td></tr>\n");
        }
        return html.Append("</table>\n").ToString();
    }

    private static void Sheets(HtmlPage page, EvaluationResult result)
    {
        if (result is not { Generated: { Shape.IsImage: true } generated, Comparison: { } comparison })
        {
            return;
        }
        using DisposeScope scope = torch.NewDisposeScope();
        using GradMode mode = torch.no_grad();
        // Samples come in no order, so the first are as good as any.
        Sheet(page, "Samples at random", [generated.Rows([.. Range(Math.Min(SheetCount, generated.Count))])]);
        (int[] nearest, double[] distances) = comparison.NearestTraining();
        long[] order = [.. Range(distances.Length).OrderBy(row => distances[row])];
        if (result.Reference is { } reference)
        {
            long[] chosen = [.. order.Take(PairCount)];
            Tensor[] pairs = [generated.Rows(chosen), reference.Rows([.. chosen.Select(row => (long)nearest[row])])];
            Sheet(page, "Nearest to training samples: generated left, training right", pairs, PairsInRow);
        }
        Sheet(page, "Most typical: nearest to what is real", [generated.Rows([.. order.Take(SheetCount)])]);
        Sheet(page, "Least typical: farthest from everything real", [generated.Rows([.. order.Reverse().Take(SheetCount)])]);
    }

    private static IEnumerable<long> Range(long count) => Enumerable.Range(0, (int)count).Select(row => (long)row);

    private static void Sheet(HtmlPage page, string title, IReadOnlyList<Tensor> parts, int? columns = null)
    {
        string png = Convert.ToBase64String(ImageGrid.Encode(parts, columns));
        page.Section(
            title,
            $"<figure class=\"card film\">\n<img alt=\"{Markup.Escape(title)}\" "
            + $"src=\"data:image/png;base64,{png}\">\n</figure>\n");
    }
}
