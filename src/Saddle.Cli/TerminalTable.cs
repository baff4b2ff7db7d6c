using System.Text.RegularExpressions;
using Spectre.Console;

namespace Saddle.Cli;

/// <summary>
/// A table on a terminal: prose wraps between its words, headings go on in the next line after their separators, and where
/// neither is enough the columns stand one below the other, so that no name and no number breaks.
/// </summary>
internal sealed partial class TerminalTable
{
    private const int Gap = 2;

    private readonly string[] _headers;
    private readonly string[][] _rows;
    private readonly int _width;

    /// <summary>Takes what is shown, and how many letters a line of the terminal holds.</summary>
    internal TerminalTable(string[] headers, string[][] rows, int width) => (_headers, _rows, _width) = (headers, rows, width);

    /// <summary>Draws it.</summary>
    internal void Write()
    {
        bool isNarrow = Width(_headers) > _width;
        string[] headers = isNarrow ? [.. _headers.Select(header => Separator().Replace(header, "\n"))] : _headers;
        int least = _headers.Select((_, k) => Cells(headers, k).Max(LongestWord) + Gap).Sum();
        if (least > _width)
        {
            WriteTurned();
            return;
        }
        var table = new Table().Border(TableBorder.None);
        for (int k = 0; k < headers.Length; k++)
        {
            // The first column is what people type, so it stays in one piece; so does what has no words to wrap between.
            bool isWhole = k == 0 || Cells(headers, k).All(cell => LongestWord(cell) == LongestLine(cell));
            table.AddColumn(
                new TableColumn(new Markup($"[bold]{Markup.Escape(headers[k])}[/]")) { NoWrap = isWhole }.PadRight(Gap));
        }
        foreach (string[] row in _rows)
        {
            table.AddRow([.. row.Select(Output.Drawn)]);
        }
        AnsiConsole.Write(table);
    }

    private void WriteTurned()
    {
        int names = _headers.Max(header => header.Length) + Gap;
        foreach ((int k, string[] row) in _rows.Index())
        {
            if (k > 0)
            {
                AnsiConsole.WriteLine();
            }
            foreach ((string header, string cell) in _headers.Zip(row))
            {
                AnsiConsole.MarkupLine($"[bold]{Markup.Escape(header.PadRight(names))}[/]{Output.Drawn(cell)}");
            }
        }
    }

    private int Width(string[] headers) => headers.Select((_, k) => Cells(headers, k).Max(LongestLine) + Gap).Sum();

    private IEnumerable<string> Cells(string[] headers, int column) => _rows.Select(row => row[column]).Prepend(headers[column]);

    private static int LongestLine(string cell) => cell.Split('\n').Max(line => line.Length);

    private static int LongestWord(string cell) => cell.Split([' ', '\n']).Max(word => word.Length);

    [GeneratedRegex(@"(?<=[a-z][_.-])(?=[a-z])")]
    private static partial Regex Separator();
}
