using Saddle.Conditions;
using Saddle.Data;
using Saddle.Training;

namespace Saddle.Cli;

/// <summary>Reads <c>--caption</c>: what is to be seen, in the words of the run's training captions.</summary>
internal static class CaptionOption
{
    private const int WordsTold = 20;

    /// <summary>The captions as a run reads them, or null for a run without captions.</summary>
    /// <param name="run">The run.</param>
    /// <param name="captions">The captions; none if none was given.</param>
    /// <param name="warn">Told of words that are not known.</param>
    /// <exception cref="ArgumentException">The run knows no captions, or no word of one; the message says what would do.</exception>
    internal static CaptionCondition? Read(Run run, IReadOnlyList<string> captions, Action<string> warn)
    {
        if (run.Conditioning() is not Text || run.Form.Vocabulary is not { } vocabulary)
        {
            return captions.Count == 0
                ? null
                : throw new InputException(
                    $"--caption: {run.Folder} was trained without captions (conditioning {run.Conditioning().Name}); "
                    + "leave --caption out, or train with captions: ./saddle train text2image.");
        }
        if (captions.Count == 0)
        {
            throw new InputException(
                $"{run.Folder} draws what a caption says: add --caption \"...\", with words such as {Some(vocabulary)}.");
        }
        foreach (string caption in captions)
        {
            Check(vocabulary, caption, warn);
        }
        return new CaptionCondition(vocabulary.Tokens(captions));
    }

    private static void Check(Vocabulary vocabulary, string caption, Action<string> warn)
    {
        IReadOnlyList<string> known = vocabulary.KnownWords(caption), unknown = vocabulary.UnknownWords(caption);
        if (known.Count == 0)
        {
            throw new InputException(
                $"--caption \"{caption}\": no word of it is known; the vocabulary has {vocabulary.Words.Count} words, such as {Some(vocabulary)}.");
        }
        if (unknown.Count > 0)
        {
            warn($"--caption \"{caption}\": not in the vocabulary of {vocabulary.Words.Count} words: {string.Join(", ", unknown.Distinct())}");
        }
        if (known.Count + unknown.Count > vocabulary.Length)
        {
            warn($"--caption \"{caption}\": only its first {vocabulary.Length} words count, as many as the longest training caption has");
        }
    }

    private static string Some(Vocabulary vocabulary) => string.Join(", ", vocabulary.Words.Take(WordsTold));
}
