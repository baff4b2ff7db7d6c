using System.Globalization;

namespace Saddle.Tests;

public sealed class NumberTextTests
{
    [Theory]
    [InlineData(-0.0, "0.###", "0")]
    [InlineData(-0.0001, "0.###", "0")]
    [InlineData(-0.0001, "0.000", "0.000")]
    [InlineData(-0.0006, "0.###", "-0.001")]
    [InlineData(-20, "0.#", "-20")]
    [InlineData(-0.0, "G4", "0")]
    [InlineData(double.NaN, "0.###", "not a number")]
    [InlineData(double.PositiveInfinity, "0.###", "infinity")]
    [InlineData(double.NegativeInfinity, "G4", "-infinity")]
    public void What_rounds_to_0_has_no_sign_and_what_is_not_finite_has_a_name(double value, string format, string text)
        => Assert.Equal(text, NumberText.Show(value, format));

    [Theory]
    [InlineData(-0.0, "0")]
    [InlineData(-1.5, "-1.5")]
    [InlineData(double.NaN, "\"NaN\"")]
    [InlineData(double.PositiveInfinity, "\"Infinity\"")]
    [InlineData(double.NegativeInfinity, "\"-Infinity\"")]
    public void Json_holds_every_number(double value, string json)
        => Assert.Equal(json, NumberText.ToJson(value).ToJsonString());

    [Fact]
    public void The_users_language_makes_no_difference()
    {
        CultureInfo before = CultureInfo.CurrentCulture;
        try
        {
            var other = (CultureInfo)CultureInfo.InvariantCulture.Clone();
            other.NumberFormat.NumberDecimalSeparator = ",";
            CultureInfo.CurrentCulture = other;
            Assert.Equal(("0.5", "0.5"), (NumberText.Show(0.5, "0.#"), NumberText.ToJson(0.5).ToJsonString()));
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }
}
