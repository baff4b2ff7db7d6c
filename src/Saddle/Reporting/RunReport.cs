using System.Globalization;
using System.Security.Cryptography;
using System.Text;

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
    /// <exception cref="InvalidDataException">A line of metrics.jsonl is not a JSON object.</exception>
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
        string title = Markup.Escape(recipe.Name ?? folderName);
        string script = Asset.Read("report.js");
        var page = new StringBuilder();
        page.Append(CultureInfo.InvariantCulture, $"""
            <!DOCTYPE html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta http-equiv="Content-Security-Policy" content="{Policy(script)}">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <title>{title}</title>
            <style>
            {Asset.Read("report.css")}{SvgDocument.Style}
            </style>
            </head>
            <body>
            <header>
            <h1>{title}</h1>
            <p class="summary">{Markup.Escape(metrics.Summary)}</p>
            {recipe.Facts}</header>
            <main>

            """);
        Section(page, "Samples", ReportFilm.Html(Path.Combine(runFolder, "samples")));
        Section(page, "Metrics", metrics.Tiles);
        Section(page, "Curves", metrics.Charts);
        Section(page, "Recipe", recipe.Table);
        page.Append(CultureInfo.InvariantCulture, $"</main>\n<footer>Written by Saddle {Version}.</footer>\n");
        page.Append(CultureInfo.InvariantCulture, $"<script>{script}</script>\n</body>\n</html>\n");
        return page.ToString();
    }

    private static string Version => typeof(RunReport).Assembly.GetName().Version?.ToString(3) ?? "";

    private static void Section(StringBuilder page, string title, string content)
    {
        if (content.Length > 0)
        {
            page.Append(CultureInfo.InvariantCulture, $"<section>\n<h2>{title}</h2>\n{content}</section>\n");
        }
    }

    // The reader's browser then fetches nothing and runs no script but ours, whatever a recipe's text tries.
    private static string Policy(string script)
    {
        string hash = Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(script)));
        return $"default-src 'none'; img-src data:; style-src 'unsafe-inline'; script-src 'sha256-{hash}'";
    }
}
