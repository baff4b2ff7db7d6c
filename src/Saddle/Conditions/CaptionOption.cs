using Saddle.Data;
using Saddle.Sampling;

namespace Saddle.Conditions;

/// <summary><c>--caption</c>: what is to be seen, in the words of the training captions.</summary>
internal static class CaptionOption
{
    private const int WordsTold = 20;

    /// <summary>The option.</summary>
    internal static SampleOption Option { get; } = new(
        "--caption", SampleOptionKind.Texts, "What the samples are to show; given several times, a row each")
    {
        Example = "a red circle above a blue square",
        IsRequired = true,
        Refusal = "was trained without captions ({0}); leave --caption out, or train with captions (recipe text2image)",
    };

    /// <summary>The captions that were given, as the generator reads them.</summary>
    /// <exception cref="InputException">There is none, or one without a known word; the message says what would do.</exception>
    internal static CaptionCondition Read(SampleRequest request)
    {
        Vocabulary vocabulary = request.Form.Vocabulary!;
        IReadOnlyList<string> captions = request.Given.Texts(Option);
        if (captions.Count == 0)
        {
            throw new InputException(
                $"{request.Source} draws what a caption says: add --caption \"...\", with words such as {Some(vocabulary)}.");
        }
        foreach (string caption in captions)
        {
            Check(vocabulary, caption, request.Warn);
        }
        return new CaptionCondition(vocabulary.Tokens(captions));
    }

    private static void Check(Vocabulary vocabulary, string caption, Action<string> warn)
    {
        IReadOnlyList<string> known = vocabulary.KnownWords(caption), unknown = vocabulary.UnknownWords(caption);
        int size = vocabulary.Words.Count, length = vocabulary.Length;
        if (known.Count == 0)
        {
            throw new InputException(
                $"--caption \"{caption}\": no word of it is known; the vocabulary has {size} words, such as {Some(vocabulary)}.");
        }
        if (unknown.Count > 0)
        {
            string words = string.Join(", ", unknown.Distinct());
            warn($"--caption \"{caption}\": not in the vocabulary of {size} words: {words}");
        }
        if (known.Count + unknown.Count > length)
        {
            warn($"--caption \"{caption}\": only its first {length} words count, as many as the longest training caption has");
        }
    }

    private static string Some(Vocabulary vocabulary) => string.Join(", ", vocabulary.Words.Take(WordsTold));
}
