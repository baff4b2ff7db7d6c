using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Saddle.Graphics;

namespace Saddle.Reporting;

/// <summary>A page that needs nothing but itself: a head with a title and a line, sections, and at most one script.</summary>
/// <param name="title">The title, as text.</param>
/// <param name="summary">The line under it, as text.</param>
internal sealed class HtmlPage(string title, string summary)
{
    private readonly StringBuilder _sections = new();

    /// <summary>Styles beside those of every page, CSS.</summary>
    internal string Style { get; init; } = "";

    /// <summary>What follows the line under the title, HTML.</summary>
    internal string Facts { get; init; } = "";

    /// <summary>What runs in the reader's browser, JavaScript; nothing if empty.</summary>
    internal string Script { get; init; } = "";

    private static string Version => typeof(HtmlPage).Assembly.GetName().Version?.ToString(3) ?? "";

    // The reader's browser then fetches nothing and runs no script but ours, whatever a recipe's text tries.
    private string Policy => "default-src 'none'; img-src data:; style-src 'unsafe-inline'"
        + (
            Script.Length > 0
                ? $"; script-src 'sha256-{Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(Script)))}'"
                : "");

    /// <summary>Adds a section, unless there is nothing in it.</summary>
    /// <param name="heading">Its heading, as text.</param>
    /// <param name="content">What it holds, HTML that ends with a line's end.</param>
    internal void Section(string heading, string content)
    {
        if (content.Length > 0)
        {
            _sections.Append(
                CultureInfo.InvariantCulture, $"<section>\n<h2>{Markup.Escape(heading)}</h2>\n{content}</section>\n");
        }
    }

    /// <summary>The whole page.</summary>
    public override string ToString() => $"""
        <!DOCTYPE html>
        <html lang="en">
        <head>
        <meta charset="utf-8">
        <meta http-equiv="Content-Security-Policy" content="{Policy}">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <title>{Markup.Escape(title)}</title>
        <style>
        {Asset.Read("report.css")}{Style}
        </style>
        </head>
        <body>
        <header>
        <h1>{Markup.Breakable(title)}</h1>
        <p class="summary">{Markup.Escape(summary)}</p>
        {Facts}</header>
        <main>
        {_sections}</main>
        <footer>Written by Saddle {Version}.</footer>
        {(Script.Length > 0 ? $"<script>{Script}</script>\n" : "")}</body>
        </html>

        """;
}
