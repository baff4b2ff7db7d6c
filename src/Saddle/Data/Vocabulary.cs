using Saddle.Torch;

namespace Saddle.Data;

/// <summary>
/// The words that captions are made of, each with a number: captions become rows of numbers, which a caption encoder reads. A
/// word is a run of letters or digits of any script, in lower case; all else parts words. Token 0 is where a caption has ended,
/// token 1 any word that the training captions did not have, and 2, 3... the words, the most frequent first.
/// </summary>
public sealed class Vocabulary
{
    /// <summary>The most tokens of a caption; longer ones are cut there.</summary>
    public const int MostTokens = 64;

    private readonly Dictionary<string, long> _tokens;

    /// <summary>Takes a list that <see cref="Of"/> has made.</summary>
    /// <param name="words">The words, the most frequent first.</param>
    /// <param name="length">How many tokens a caption has, 1 to <see cref="MostTokens"/>.</param>
    /// <exception cref="ArgumentException">There is no word, an entry is no word, or a word is there twice.</exception>
    public Vocabulary(IReadOnlyList<string> words, int length)
    {
        ArgumentNullException.ThrowIfNull(words);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(length);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(length, MostTokens);
        if (words.Count == 0)
        {
            throw new ArgumentException("A vocabulary needs at least one word, but has none.");
        }
        (Words, Length, _tokens) = ([.. words], length, new(words.Count, StringComparer.Ordinal));
        foreach (string word in Words)
        {
            if (word is null || CaptionWords.Split(word) is not [string only] || only != word)
            {
                throw new ArgumentException($"A vocabulary's words are letters and digits in lower case, but one is '{word}'.");
            }
            if (!_tokens.TryAdd(word, CaptionWords.FirstWord + _tokens.Count))
            {
                throw new ArgumentException($"A vocabulary has each word once, but '{word}' twice.");
            }
        }
    }

    /// <summary>The words, the most frequent first.</summary>
    public IReadOnlyList<string> Words { get; }

    /// <summary>How many tokens a caption has; a shorter one is followed by zeros.</summary>
    public int Length { get; }

    /// <summary>How many different tokens there are: the words and the two others.</summary>
    public int Count => Words.Count + (int)CaptionWords.FirstWord;

    /// <summary>
    /// The words of captions: the most frequent first, equally frequent ones by their characters; as long as the longest caption.
    /// </summary>
    /// <param name="captions">The training captions.</param>
    /// <param name="leastSeen">How often a word must occur; rarer ones are unknown.</param>
    /// <exception cref="InputException">No word occurs so often.</exception>
    public static Vocabulary Of(IEnumerable<string> captions, int leastSeen = 1)
    {
        ArgumentNullException.ThrowIfNull(captions);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(leastSeen);
        var seen = new Dictionary<string, long>(StringComparer.Ordinal);
        int longest = 0;
        foreach (List<string> words in captions.Select(CaptionWords.Split))
        {
            longest = Math.Max(longest, words.Count);
            words.ForEach(word => seen[word] = seen.GetValueOrDefault(word) + 1);
        }
        string[] kept =
        [
            .. seen.Where(word => word.Value >= leastSeen).OrderByDescending(word => word.Value)
                .ThenBy(word => word.Key, StringComparer.Ordinal)
                .Select(word => word.Key),
        ];
        return kept.Length > 0
            ? new Vocabulary(kept, Math.Min(longest, MostTokens))
            : throw new InputException(
                $"No word of the captions occurs {(leastSeen == 1 ? "at all" : $"{leastSeen} times")}: "
                + "a vocabulary needs at least one.");
    }

    /// <summary>The captions as numbers.</summary>
    /// <param name="captions">N captions, at least one.</param>
    /// <returns>int64 <c>[N, Length]</c> on the processor, each row ended with zeros; the caller's scope owns it.</returns>
    public Tensor Tokens(IReadOnlyList<string> captions)
    {
        ArgumentNullException.ThrowIfNull(captions);
        ArgumentOutOfRangeException.ThrowIfZero(captions.Count, nameof(captions));
        long[] tokens = new long[captions.Count * Length];
        for (int k = 0; k < captions.Count; k++)
        {
            List<string> words = CaptionWords.Split(captions[k]);
            for (int place = 0; place < Math.Min(words.Count, Length); place++)
            {
                tokens[(k * Length) + place] = _tokens.GetValueOrDefault(words[place], CaptionWords.Unknown);
            }
        }
        return torch.tensor(tokens, captions.Count, Length);
    }

    /// <summary>The words of a caption that the vocabulary has, in their order.</summary>
    /// <param name="caption">The caption.</param>
    public IReadOnlyList<string> KnownWords(string caption) => CaptionWords.Split(caption).FindAll(_tokens.ContainsKey);

    /// <summary>The words of a caption that the vocabulary does not have, in their order.</summary>
    /// <param name="caption">The caption.</param>
    public IReadOnlyList<string> UnknownWords(string caption)
        => CaptionWords.Split(caption).FindAll(word => !_tokens.ContainsKey(word));
}
