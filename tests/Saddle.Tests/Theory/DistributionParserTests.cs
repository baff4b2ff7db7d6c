using Saddle.Theory;
using Xunit;

namespace Saddle.Tests.Theory;

public class DistributionParserTests
{
    [Theory]
    [InlineData("0.1,0.2,0.7", "0.1,0.2,0.7")]
    [InlineData(" 1 ", "1")]
    [InlineData("1/4, 3/4, 0", "0.25,0.75,0")]
    [InlineData("N(0,1)", "N(0,1)")]
    [InlineData("n( -1.5e0 , 2E-3 )", "N(-1.5,0.002)")]
    [InlineData("U(-1,2)", "U(-1,2)")]
    [InlineData("Delta(3)", "delta(3)")]
    [InlineData("0.33*N(-1,0.25)+0.67*N(2,1.4142)", "0.33*N(-1,0.25)+0.67*N(2,1.4142)")]
    [InlineData("0.25 * delta(0) + 0.25*U(0,1)+ .5 *N(0, 1)", "0.25*delta(0)+0.25*U(0,1)+0.5*N(0,1)")]
    [InlineData("0*U(0,1)+1*delta(2)", "delta(2)")]
    public void Distributions_are_read_and_written(string text, string written)
    {
        Assert.Equal(written, Distribution.Parse(text).ToString());
        Assert.Equal(written, Distribution.Parse(written).ToString());
    }

    [Theory]
    [InlineData("", 1, "found the end")]
    [InlineData("banana", 1, "expected N(mean,deviation), U(a,b) or delta(x), but found 'b'")]
    [InlineData("0.5,0.6", 1, "sum to 1.1")]
    [InlineData("0.5,-0.1,0.6", 5, "at least 0, but is -0.1")]
    [InlineData("0.5,,0.5", 5, "expected a probability, but found ','")]
    [InlineData("0.5,0.5,", 9, "found the end")]
    [InlineData("0.5,0.5;", 8, "expected ',' or the end, but found ';'")]
    [InlineData("0.5,1.2.3", 5, "'1.2.3' is not a number")]
    [InlineData("N(0,0)", 5, "greater than 0, but is 0")]
    [InlineData("N(0,-2)", 5, "greater than 0, but is -2")]
    [InlineData("N(0)", 4, "',' between the mean and the deviation, but found ')'")]
    [InlineData("N 0,1)", 3, "'(' after N, but found '0'")]
    [InlineData("N(0,1", 6, "')' at the end of N(...), but found the end")]
    [InlineData("U(2,2)", 3, "needs a < b")]
    [InlineData("N(0,1)+N(1,1)", 1, "as there are 2 components")]
    [InlineData("0.5*N(0,1)+N(1,1)", 12, "expected a weight")]
    [InlineData("0.5N(0,1)", 4, "'*' between the weight and its component")]
    [InlineData("0.5*N(0,1)+0.4*N(1,1)", 1, "weights that sum to 1")]
    [InlineData("0.5*N(0,1)", 1, "these 1 sum to 0.5")]
    [InlineData("1.5*N(0,1)+-0.5*N(1,1)", 12, "a weight is at least 0, but is -0.5")]
    [InlineData("0.5*N(0,1)+0.5*X(1)", 16, "found 'X'")]
    [InlineData("N(0,1) U(0,1)", 8, "expected '+' or the end, but found 'U'")]
    [InlineData("delta(1e999)", 7, "a position is 0 or between")]
    [InlineData("1/0,0", 1, "a probability is 0 or between")]
    [InlineData("N(nan,1)", 3, "expected a mean, but found 'n'")]
    public void Mistakes_are_refused_with_their_position(string text, int position, string problem)
    {
        DistributionFormatException exception = Assert.Throws<DistributionFormatException>(() => Distribution.Parse(text));
        Assert.Equal(position, exception.Position);
        Assert.Contains(problem, exception.Message, StringComparison.Ordinal);
        Assert.Contains($"at character {position},", exception.Message, StringComparison.Ordinal);
    }
}
