using System.Text.RegularExpressions;
using System.Xml;
using System.Xml.Linq;
using Microsoft.CodeAnalysis;

namespace Saddle.Generators;

/// <summary>The meaning of a setting: the summary of its documentation, in one line.</summary>
internal static class Meaning
{
    /// <summary>
    /// Reads it, or gives null where there is none. Comments are read as text: a compiler that makes no documentation parses
    /// none.
    /// </summary>
    internal static string? Of(SyntaxNode declaration)
    {
        IEnumerable<string> lines = declaration.GetLeadingTrivia().ToFullString().Split('\n')
            .Select(line => line.Trim()).Where(line => line.StartsWith("///", StringComparison.Ordinal))
                .Select(line => line.Substring(3));
        Match summary = Regex.Match(string.Join("\n", lines), "<summary>.*?</summary>", RegexOptions.Singleline);
        if (!summary.Success)
        {
            return null;
        }
        try
        {
            string text = Regex.Replace(Text(XElement.Parse(summary.Value)), @"\s+", " ").Trim().TrimEnd('.');
            return text.Length == 0 ? null : WithSmallStart(text);
        }
        catch (XmlException)
        {
            return null;
        }
    }

    private static string Text(XElement element) => string.Concat(element.Nodes().Select(node => node switch
    {
        XText text => text.Value,
        XElement inner when inner.IsEmpty => LastWord(inner.Attributes().FirstOrDefault()?.Value ?? ""),
        XElement inner => Text(inner),
        _ => "",
    }));

    private static string LastWord(string reference) => reference.Substring(reference.LastIndexOf('.') + 1);

    // Abbreviations and formulas stay as they are.
    private static string WithSmallStart(string text)
    {
        bool isWord = text.Length == 1 || char.IsLower(text[1]) || text[1] == ' ';
        return isWord ? char.ToLowerInvariant(text[0]) + text.Substring(1) : text;
    }
}
