using Saddle.Data;
using Saddle.Data.Synthetic;

namespace Saddle.Tests.Data;

public sealed class VocabularyTests
{
    private static readonly string[] s_captions = ["A red circle above a blue square.", "a LARGE red cross", "red, red: blue!"];

    [Fact]
    public void The_most_frequent_words_come_first_and_equally_frequent_ones_by_their_characters()
    {
        Vocabulary vocabulary = Vocabulary.Of(s_captions);
        Assert.Equal(["red", "a", "blue", "above", "circle", "cross", "large", "square"], vocabulary.Words);
        Assert.Equal((7, 10), (vocabulary.Length, vocabulary.Count));
        Assert.Equal(vocabulary.Words, Vocabulary.Of(s_captions.Reverse()).Words);
    }

    [Fact]
    public void Rare_words_can_be_left_out()
        => Assert.Equal(["red", "a", "blue"], Vocabulary.Of(s_captions, leastSeen: 2).Words);

    [Fact]
    public void Captions_become_rows_of_tokens_that_end_in_zeros()
    {
        using DisposeScope scope = torch.NewDisposeScope();
        Tensor tokens = new Vocabulary(["a", "red", "cross"], 4).Tokens(["A red, pink cross", "red", "...", "cross a red a a"]);
        Assert.Equal((ScalarType.Int64, "[4, 4]"), (tokens.dtype, Tensor.ShapeText(tokens.shape)));
        Assert.Equal([2L, 3, 1, 4, 3, 0, 0, 0, 0, 0, 0, 0, 4, 2, 3, 2], tokens.ToArray<long>());
    }

    [Fact]
    public void The_same_captions_give_the_same_tokens_after_the_words_were_written_down()
    {
        using DisposeScope scope = torch.NewDisposeScope();
        Vocabulary first = Vocabulary.Of(s_captions), second = new([.. first.Words], first.Length);
        Assert.Equal(first.Tokens(s_captions).ToArray<long>(), second.Tokens(s_captions).ToArray<long>());
    }

    [Theory]
    [InlineData("It's 3-d", "it|s|3|d")]
    [InlineData("Größe ÄÖ", "größe|äö")]
    [InlineData("cafe\u0301 \u0301x", "cafe\u0301|x")]
    [InlineData("КРАСНЫЙ круг", "красный|круг")]
    [InlineData("\U00020000a \U0001F600 b", "\U00020000a|b")]
    [InlineData("tab\tand\u00A0space", "tab|and|space")]
    public void Words_are_runs_of_letters_and_digits_of_any_script(string caption, string words)
        => Assert.Equal(
            words.Split('|').Order(StringComparer.Ordinal), Vocabulary.Of([caption]).Words.Order(StringComparer.Ordinal));

    [Fact]
    public void Captions_longer_than_the_most_tokens_are_cut()
    {
        using DisposeScope scope = torch.NewDisposeScope();
        string caption = string.Join(' ', Enumerable.Repeat("word", 70).Append("end"));
        Vocabulary vocabulary = Vocabulary.Of([caption]);
        Assert.Equal((Vocabulary.MostTokens, 2), (vocabulary.Length, vocabulary.Words.Count));
        Assert.Equal(Enumerable.Repeat(2L, 64), vocabulary.Tokens([caption]).ToArray<long>());
    }

    [Fact]
    public void Known_and_unknown_words_of_a_caption_are_told_apart()
    {
        Vocabulary vocabulary = Vocabulary.Of(s_captions);
        Assert.Equal(["a", "red", "circle"], vocabulary.KnownWords("a PINK red hexagon circle"));
        Assert.Equal(["pink", "hexagon"], vocabulary.UnknownWords("a PINK red hexagon circle"));
        Assert.Empty(vocabulary.KnownWords("?!"));
    }

    [Fact]
    public void A_list_that_is_no_vocabulary_is_refused()
    {
        Assert.Contains(
            "at least one word", Assert.Throws<ArgumentException>(() => new Vocabulary([], 3)).Message, StringComparison.Ordinal);
        Assert.Contains(
            "'red' twice", Assert.Throws<ArgumentException>(() => new Vocabulary(["red", "red"], 3)).Message,
            StringComparison.Ordinal);
        Assert.Contains(
            "'Red'", Assert.Throws<ArgumentException>(() => new Vocabulary(["Red"], 3)).Message, StringComparison.Ordinal);
        Assert.Contains(
            "'a b'", Assert.Throws<ArgumentException>(() => new Vocabulary(["a b"], 3)).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>(() => new Vocabulary(["red"], 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => new Vocabulary(["red"], Vocabulary.MostTokens + 1));
        Assert.Contains(
            "occurs at all", Assert.Throws<InputException>(() => Vocabulary.Of(["?!"])).Message, StringComparison.Ordinal);
        Assert.Contains(
            "2 times", Assert.Throws<InputException>(() => Vocabulary.Of(["a b"], 2)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_shapes_have_sixteen_words_and_captions_of_eight_at_most()
    {
        using var data = (ImageSet)new Shapes { Count = 500 }.Open();
        Vocabulary vocabulary = Vocabulary.Of(data.Captions);
        Assert.Equal((16, 8), (vocabulary.Words.Count, vocabulary.Length));
        Assert.Equal("a", vocabulary.Words[0]);
    }
}
