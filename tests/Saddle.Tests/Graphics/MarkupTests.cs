using Saddle.Graphics;
using Xunit;

namespace Saddle.Tests.Graphics;

public class MarkupTests
{
    [Theory]
    [InlineData("discriminator_learning_rate", "discriminator_|learning_|rate")]
    [InlineData("evaluation.fid", "evaluation.|fid")]
    [InlineData("wgan-gp-small", "wgan-|gp-|small")]
    [InlineData("/home/data/a_2/train-001.png", "/|home/|data/|a_|2/|train-001.png")]
    [InlineData("optimizer.beta_1", "optimizer.|beta_|1")]
    [InlineData("a<b_c", "a&lt;b_|c")]
    public void A_long_key_may_break_after_its_separators_only(string key, string pieces)
        => Assert.Equal(pieces.Replace("|", "<wbr>", StringComparison.Ordinal), Markup.Breakable(key));

    [Theory]
    [InlineData("-0.25")]
    [InlineData("1e-5")]
    [InlineData("0.1.0")]
    [InlineData("12:30")]
    [InlineData("trailing_")]
    [InlineData("Evaluation: fid")]
    [InlineData("")]
    public void Numbers_and_words_stay_whole(string text) => Assert.Equal(text, Markup.Breakable(text));
}
