using Saddle.Graphics;
using Xunit;

namespace Saddle.Tests.Graphics;

public class AxisTests
{
    [Theory]
    [InlineData(0, 100, "0 20 40 60 80 100")]
    [InlineData(0.13, 0.71, "0.1 0.2 0.3 0.4 0.5 0.6 0.7 0.8")]
    [InlineData(-3, 7, "-4 -2 0 2 4 6 8")]
    [InlineData(0, 20000, "0 5k 10k 15k 20k")]
    [InlineData(1.001e6, 1.004e6, "1.0010M 1.0015M 1.0020M 1.0025M 1.0030M 1.0035M 1.0040M")]
    [InlineData(1e-6, 3e-6, "1e-6 1.5e-6 2e-6 2.5e-6 3e-6")]
    [InlineData(2, 2, "1.8 1.9 2.0 2.1 2.2")]
    public void Marks_are_one_two_or_five_times_a_power_of_ten(double low, double high, string labels)
    {
        Axis axis = Axis.Linear([low, high], 0, 1, 5, round: true);
        Assert.Equal(labels, string.Join(' ', axis.Marks.Select(mark => mark.Label)));
    }

    [Theory]
    [InlineData(1, 1000, "1 10 100 1000")]
    [InlineData(0.3, 4, "0.2 0.5 1 2 5")]
    [InlineData(3, 3, "2 5")]
    public void Logarithmic_marks_are_powers_of_ten_where_there_are_many(double low, double high, string labels)
        => Assert.Equal(labels, string.Join(' ', Axis.Logarithmic([low, high], 0, 1).Marks.Select(mark => mark.Label)));

    [Fact]
    public void Equal_ratios_lie_equally_far_apart_on_a_logarithmic_axis()
    {
        Axis axis = Axis.Logarithmic([1, 1000], 0, 300);
        Assert.Equal(100, axis.Place(10) - axis.Place(1), 1e-9);
        Assert.Equal(100, axis.Place(500) - axis.Place(50), 1e-9);
        Assert.False(axis.Accepts(0));
    }

    [Theory]
    [InlineData(double.NaN, double.NaN)]
    [InlineData(-1.7e308, 1.7e308)]
    [InlineData(0, 5e-324)]
    [InlineData(1e15, 1.0000000000000001e15)]
    public void Extreme_values_still_give_an_axis(double low, double high)
    {
        foreach (Axis axis in new[] { Axis.Linear([low, high], 0, 100, 5, round: true), Axis.Logarithmic([low, high], 0, 100) })
        {
            Assert.InRange(axis.Marks.Count, 1, 50);
            Assert.All(axis.Marks, mark => Assert.InRange(axis.Place(mark.Value), -1e-6, 100 + 1e-6));
        }
    }
}
