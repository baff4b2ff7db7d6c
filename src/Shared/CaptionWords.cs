using System.Globalization;
using System.Text;

namespace Saddle;

/// <summary>
/// The words of a caption: runs of letters or digits of any script, in lower case; all else parts words. A vocabulary numbers
/// them from <see cref="FirstWord"/>.
/// </summary>
internal static class CaptionWords
{
    /// <summary>The token of a word that the vocabulary does not have; 0 is where a caption has ended.</summary>
    internal const long Unknown = 1;

    /// <summary>The token of the vocabulary's first word.</summary>
    internal const long FirstWord = 2;

    /// <summary>Splits a caption. Letters that are written with marks (accents, vowel signs) stay whole.</summary>
    /// <param name="caption">The caption.</param>
    internal static List<string> Split(string caption)
    {
        ArgumentNullException.ThrowIfNull(caption);
        var (words, word) = (new List<string>(), new StringBuilder());
        foreach (Rune rune in caption.ToLowerInvariant().EnumerateRunes())
        {
            if (Rune.IsLetterOrDigit(rune) || (word.Length > 0 && IsMark(rune)))
            {
                word.Append(rune);
            }
            else if (word.Length > 0)
            {
                words.Add(word.ToString());
                word.Clear();
            }
        }
        if (word.Length > 0)
        {
            words.Add(word.ToString());
        }
        return words;
    }

    private static bool IsMark(Rune rune) => Rune.GetUnicodeCategory(rune)
        is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark;
}
