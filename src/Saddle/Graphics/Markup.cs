using System.Globalization;
using System.Text;

namespace Saddle.Graphics;

/// <summary>Text and numbers as they stand in HTML and SVG, and as people read them.</summary>
internal static class Markup
{
    /// <summary>Escapes text for an element or a quoted attribute; what XML cannot hold becomes U+FFFD.</summary>
    internal static string Escape(string text)
    {
        var escaped = new StringBuilder(text.Length + 16);
        foreach (Rune rune in text.EnumerateRunes())
        {
            _ = rune.Value switch
            {
                '&' => escaped.Append("&amp;"),
                '<' => escaped.Append("&lt;"),
                '>' => escaped.Append("&gt;"),
                '"' => escaped.Append("&quot;"),
                '\'' => escaped.Append("&#39;"),
                '\t' or '\n' => escaped.Append((char)rune.Value),
                < ' ' or 0x7F or 0xFFFE or 0xFFFF => escaped.Append('\uFFFD'),
                _ => escaped.Append(rune.ToString()),
            };
        }
        return escaped.ToString();
    }

    /// <summary>
    /// The same for HTML, where a long word may go on in the next line after one of its separators; numbers stay whole.
    /// </summary>
    internal static string Breakable(string text)
    {
        var html = new StringBuilder(text.Length + 16);
        int start = 0;
        for (int k = 1; k < text.Length; k++)
        {
            if (MayBreak(k < 2 ? ' ' : text[k - 2], text[k - 1], text[k]))
            {
                html.Append(Escape(text[start..k])).Append("<wbr>");
                start = k;
            }
        }
        return html.Append(Escape(text[start..])).ToString();
    }

    // A full stop or a hyphen between digits belongs to a number, and so does that of 1e-5.
    private static bool MayBreak(char before, char separator, char after) => separator switch
    {
        '_' or '/' or '\\' => char.IsLetterOrDigit(after),
        '.' or '-' or ':' or '=' or ',' => char.IsLetter(before) && char.IsLetter(after),
        _ => false,
    };

    /// <summary>A coordinate of a drawing, in tenths.</summary>
    internal static string Coordinate(double value) => (Math.Round(value, 1) + 0.0).ToString("0.#", CultureInfo.InvariantCulture);

    /// <summary>A number as a person reads it: four significant digits, or an integer in groups of three.</summary>
    internal static string Readable(double value)
    {
        if (!double.IsFinite(value))
        {
            return "not finite";
        }
        double magnitude = Math.Abs(value);
        if (magnitude >= 1e12 || (magnitude < 1e-4 && magnitude > 0))
        {
            return value.ToString("0.###e+0", CultureInfo.InvariantCulture);
        }
        string format = magnitude >= 1000 || (value == Math.Floor(value) && magnitude >= 1) ? "#,0" : "G4";
        return NumberText.Show(value, format);
    }

    /// <summary>A duration as a person reads it.</summary>
    internal static string Duration(double seconds)
    {
        if (!double.IsFinite(seconds) || seconds < 0 || seconds > 1e9)
        {
            return Readable(seconds) + " s";
        }
        var span = TimeSpan.FromSeconds(seconds);
        return seconds < 60 ? $"{Readable(Math.Round(seconds, 1))} s"
            : seconds < 3600 ? string.Create(CultureInfo.InvariantCulture, $"{span.Minutes} min {span.Seconds:00} s")
            : string.Create(CultureInfo.InvariantCulture, $"{(long)span.TotalHours} h {span.Minutes:00} min");
    }

    /// <summary><c>images_per_second</c> as <c>Images per second</c>, <c>evaluation.fid</c> as <c>Evaluation: fid</c>.</summary>
    internal static string Title(string key)
    {
        string words = key.Replace(".", ": ", StringComparison.Ordinal).Replace('_', ' ').Trim();
        return words.Length == 0 ? key : char.ToUpperInvariant(words[0]) + words[1..];
    }
}
