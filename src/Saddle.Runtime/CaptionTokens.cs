using System.Globalization;

namespace Saddle.Runtime;

/// <summary>Makes the numbers of captions that a generator reads.</summary>
internal sealed class CaptionTokens
{
    private const int WordsTold = 8;

    private readonly IReadOnlyList<string> _words;
    private readonly Dictionary<string, long> _tokens;

    /// <summary>Takes a vocabulary.</summary>
    /// <param name="words">The words, the most frequent first.</param>
    /// <param name="length">T, how many tokens a caption has; longer ones are cut, shorter ones followed by zeros.</param>
    internal CaptionTokens(IReadOnlyList<string> words, int length)
    {
        (_words, Length, _tokens) = (words, length, new Dictionary<string, long>(words.Count, StringComparer.Ordinal));
        foreach (string word in words)
        {
            _tokens.TryAdd(word, CaptionWords.FirstWord + _tokens.Count);
        }
    }

    /// <summary>T, how many tokens a caption has.</summary>
    internal int Length { get; }

    /// <summary>The tokens of a caption, <c>[T]</c>.</summary>
    /// <param name="caption">The caption; words that are not known are passed over.</param>
    /// <exception cref="ExportException">No word of it is known; the message names some that are.</exception>
    internal long[] Of(string caption)
    {
        List<string> words = CaptionWords.Split(caption);
        if (!words.Exists(_tokens.ContainsKey))
        {
            throw new ExportException($"No word of the caption \"{caption}\" is known: {Known}.");
        }
        long[] tokens = new long[Length];
        for (int place = 0; place < Math.Min(words.Count, Length); place++)
        {
            tokens[place] = _tokens.GetValueOrDefault(words[place], CaptionWords.Unknown);
        }
        return tokens;
    }

    /// <summary>How many words there are and which, for messages.</summary>
    internal string Known => _words.Count <= WordsTold
        ? $"the words are {string.Join(", ", _words)}"
        : $"there are {_words.Count.ToString(CultureInfo.InvariantCulture)} words, such as "
            + string.Join(", ", _words.Take(WordsTold));
}
