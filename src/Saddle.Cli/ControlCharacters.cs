using System.Text;

namespace Saddle.Cli;

/// <summary>
/// Characters that a terminal obeys instead of showing them. A file's name may hold them, so nothing that the program says
/// reaches a terminal without having come by here.
/// </summary>
internal static class ControlCharacters
{
    // They turn the direction of what follows, so that a name reads as another.
    private static readonly char[] s_turning =
        ['\u200e', '\u200f', '\u202a', '\u202b', '\u202c', '\u202d', '\u202e', '\u2066', '\u2067', '\u2068', '\u2069'];

    /// <summary>A text with such characters as <c>\x1b</c> or <c>\u202e</c>.</summary>
    /// <param name="text">The text.</param>
    /// <param name="isLine">Whether line breaks and tabulators have no business in it either.</param>
    internal static string Escape(string text, bool isLine = false)
    {
        if (!text.Any(letter => IsObeyed(letter, isLine)))
        {
            return text;
        }
        var escaped = new StringBuilder();
        for (int k = 0; k < text.Length; k++)
        {
            char letter = text[k];
            escaped.Append(IsObeyed(letter, isLine && !BeginsAListsLine(text, k)) ? Code(letter) : letter.ToString());
        }
        return escaped.ToString();
    }

    // Messages that list things have each on a line of its own, set in.
    private static bool BeginsAListsLine(string text, int place)
        => text.AsSpan(place).StartsWith("\n  ", StringComparison.Ordinal);

    private static string Code(char letter) => letter < 256 ? $"\\x{(int)letter:x2}" : $"\\u{(int)letter:x4}";

    private static bool IsObeyed(char letter, bool isLine)
        => (char.IsControl(letter) && (isLine || letter is not ('\n' or '\t'))) || Array.IndexOf(s_turning, letter) >= 0;
}
