using Saddle.Sampling;

namespace Saddle.Tests.Sampling;

public sealed class SampleOptionTests
{
    private static readonly SampleOption s_number = new("--number", SampleOptionKind.Whole, "A number")
    {
        Minimum = 1,
        Maximum = 9,
    };

    [Theory]
    [InlineData("1", null)]
    [InlineData("9", null)]
    [InlineData("10", "--number must be a whole number from 1 to 9, but is 10.")]
    [InlineData("many", "--number must be a whole number from 1 to 9, but is many.")]
    [InlineData("", "--number must be a whole number from 1 to 9, but is empty.")]
    public void A_number_is_checked_against_its_range(string text, string? problem)
        => Assert.Equal(problem, s_number.ProblemWith(text));

    [Fact]
    public void Values_are_read_by_the_kind_of_their_option()
    {
        var texts = new SampleOption("--text", SampleOptionKind.Texts, "Texts");
        var on = new SampleOption("--on", SampleOptionKind.Switch, "A switch");
        var given = new SampleValues(("--number", "3"), ("--text", "a"), ("--on", "true"), ("--text", "b"));
        Assert.Equal((3L, true, "b"), (given.Whole(s_number), given.IsOn(on), given.Text(texts)));
        Assert.Equal(["a", "b"], given.Texts(texts));
        Assert.Equal(["--number", "--text", "--on"], given.Names);
        Assert.Equal((null, false), (new SampleValues().Whole(s_number), new SampleValues().IsOn(on)));
        Assert.Throws<InputException>(() => new SampleValues(("--number", "0")).Whole(s_number));
    }

    [Fact]
    public void What_is_given_twice_though_it_counts_once_is_a_problem()
        => Assert.Equal(
            ["--number is given once, but was given 2 times."],
            new SampleValues(("--number", "3"), ("--number", "4")).Problems([s_number]));
}
