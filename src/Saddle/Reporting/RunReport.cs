using Saddle.Files;
using Saddle.Graphics;

namespace Saddle.Reporting;

/// <summary>The report of a run: one page, report.html, that needs nothing but itself.</summary>
public static class RunReport
{
    /// <summary>
    /// Writes report.html from what the run folder holds so far: recipe.json, metrics.jsonl and samples/. Any of them may be
    /// missing; the page then says so. The page is replaced as a whole or not at all.
    /// </summary>
    /// <param name="runFolder">The run's folder.</param>
    /// <returns>The path of the page.</returns>
    /// <exception cref="DirectoryNotFoundException">There is no such folder.</exception>
    /// <exception cref="InputException">A line of metrics.jsonl is not a JSON object.</exception>
    public static string Write(string runFolder)
    {
        ArgumentException.ThrowIfNullOrEmpty(runFolder);
        if (!Directory.Exists(runFolder))
        {
            throw new DirectoryNotFoundException($"{runFolder}: expected a run's folder, but there is none.");
        }
        string path = Path.Combine(runFolder, "report.html");
        AtomicFile.WriteText(path, Page(runFolder));
        return path;
    }

    private static string Page(string runFolder)
    {
        var recipe = ReportRecipe.Read(Path.Combine(runFolder, "recipe.json"));
        string log = Path.Combine(runFolder, "metrics.jsonl");
        var metrics = new ReportMetrics(File.Exists(log) ? MetricsLog.Read(log) : []);
        string folderName = Path.GetFileName(Path.TrimEndingDirectorySeparator(Path.GetFullPath(runFolder)));
        var page = new HtmlPage(recipe.Name ?? folderName, metrics.Summary)
        {
            Style = SvgDocument.Style,
            Facts = recipe.Facts,
            Script = Asset.Read("report.js"),
        };
        page.Section("Samples", ReportFilm.Html(Path.Combine(runFolder, "samples")));
        page.Section("Metrics", metrics.Tiles);
        page.Section("Curves", metrics.Charts);
        page.Section("Recipe", recipe.Table);
        return page.ToString();
    }
}
