using Saddle.Components;

namespace Saddle.Tests.Components;

public sealed class SettingTests
{
    private static readonly Setting s_rate = Number("rate", 0, 1);
    private static readonly Setting s_any = Number("any");
    private static readonly Setting s_batch = Whole("batch", 1, 4096);
    private static readonly Setting s_steps = Whole("steps", 0, int.MaxValue);
    private static readonly Setting s_bias = Setting.Flag<Bare>("bias", "whether there is a bias", _ => true, (bare, _) => bare);
    private static readonly Setting s_layout = Setting.Choice<Bare, Layout>(
        "layout", "how it lies", _ => Layout.Rows, (bare, _) => bare, (Layout.Rows, "rows"), (Layout.ColumnsFirst, "columns"));

    private static readonly Setting s_title = Setting.Text<Bare>("title", "what it is called", _ => "", (bare, _) => bare);

    private static Setting Number(string name, double minimum = double.NegativeInfinity, double maximum = double.PositiveInfinity)
        => Setting.Number<Bare>(name, "a number", _ => 0, (bare, _) => bare, minimum, maximum);

    private static Setting Whole(string name, double minimum, double maximum)
        => Setting.Whole<Bare>(name, "a whole number", _ => 0, (bare, _) => bare, minimum, maximum);

    public static TheoryData<string, Setting, object, object> Accepted => new()
    {
        { "a number", s_rate, 0.25, 0.25 },
        { "a number as text", s_rate, "2.5e-1", 0.25 },
        { "a whole number for a number", s_rate, 1, 1.0 },
        { "the lowest", s_rate, 0.0, 0.0 },
        { "the highest", s_batch, 4096L, 4096L },
        { "a whole number as int", s_batch, 3, 3L },
        { "a whole number as double", s_batch, 3.0, 3L },
        { "a whole number as text", s_batch, "16", 16L },
        { "a flag", s_bias, false, false },
        { "a flag as text", s_bias, "false", false },
        { "a choice", s_layout, "columns", "columns" },
        { "a text", s_title, "anything", "anything" },
    };

    [Theory, MemberData(nameof(Accepted), DisableDiscoveryEnumeration = true)]
    public void A_value_in_range_is_read_as_its_kind(string what, Setting setting, object value, object expected)
    {
        object read = setting.Read(value, out string? problem);
        Assert.True(problem is null, what);
        Assert.Equal(expected, read);
        Assert.Equal(expected.GetType(), read.GetType());
    }

    public static TheoryData<Setting, object, string> Refused => new()
    {
        { s_rate, 1.5, "rate must be a number from 0 to 1, but is 1.5" },
        { s_rate, double.NaN, "rate must be a number from 0 to 1, but is NaN" },
        { s_any, double.PositiveInfinity, "any must be a number, but is Infinity" },
        { s_any, "1,5", "any must be a number, but is \"1,5\"" },
        { s_any, "NaN", "any must be a number, but is \"NaN\"" },
        { s_any, true, "any must be a number, but is true" },
        { s_batch, 0, "batch must be a whole number from 1 to 4096, but is 0" },
        { s_batch, 2.5, "batch must be a whole number from 1 to 4096, but is 2.5" },
        { s_batch, "many", "batch must be a whole number from 1 to 4096, but is \"many\"" },
        { s_steps, -1L, "steps must be a whole number, at least 0, but is -1" },
        { s_steps, 1e30, "steps must be a whole number, at least 0, but is 1E+30" },
        { s_bias, "maybe", "bias must be true or false, but is \"maybe\"" },
        { s_bias, 1L, "bias must be true or false, but is 1" },
        { s_layout, "colums", "layout must be one of rows, columns, but is \"colums\" (did you mean columns?)" },
        { s_layout, "diagonally", "layout must be one of rows, columns, but is \"diagonally\"" },
        { s_title, 3L, "title must be a text, but is 3" },
    };

    [Theory, MemberData(nameof(Refused), DisableDiscoveryEnumeration = true)]
    public void A_value_out_of_range_is_refused_with_the_range_and_what_came(Setting setting, object value, string message)
    {
        Assert.Equal(setting.Default, setting.Read(value, out string? problem));
        Assert.Equal(message, problem);
    }

    [Fact]
    public void Large_whole_numbers_are_kept_to_the_last_digit()
    {
        Setting seed = Whole("seed", 0, long.MaxValue);
        Assert.Equal(9_007_199_254_740_993L, seed.Read(9_007_199_254_740_993L, out _));
        Assert.Equal(9_007_199_254_740_993L, seed.Read("9007199254740993", out _));
    }

    [Fact]
    public void The_range_in_words_tells_what_is_allowed()
    {
        Assert.Equal("a number from 0 to 1", s_rate.Range);
        Assert.Equal("a number", s_any.Range);
        Assert.Equal("a number, at most 1", Number("x", maximum: 1).Range);
        Assert.Equal("a whole number from 1 to 4096", s_batch.Range);
        Assert.Equal("a whole number, at least 0", s_steps.Range);
        Assert.Equal("true or false", s_bias.Range);
        Assert.Equal("one of rows, columns", s_layout.Range);
        Assert.Equal("a text", s_title.Range);
    }

    [Fact]
    public void Values_are_shown_as_JSON_writes_them()
    {
        Assert.Equal("0.1", Setting.Show(0.1));
        Assert.Equal("true", Setting.Show(true));
        Assert.Equal("\"rows\"", Setting.Show("rows"));
        Assert.Equal("64", Setting.Show(64L));
    }
}
