using System.Globalization;
using System.Text.Json;

namespace Saddle.Components;

/// <summary>What kind of value a setting takes.</summary>
public enum SettingKind
{
    /// <summary>Any finite number.</summary>
    Number,
    /// <summary>A whole number.</summary>
    Whole,
    /// <summary>true or false.</summary>
    Flag,
    /// <summary>A text, or one of some choices.</summary>
    Text,
}

/// <summary>One named value of a component or recipe: its kind, default, range and meaning.</summary>
public sealed record Setting
{
    private Setting(string name, SettingKind kind, object @default, string summary)
        => (Name, Kind, Default, Summary) = (name, kind, @default, summary);

    /// <summary>The key, in lower case with underscores: <c>learning_rate</c>.</summary>
    public string Name { get; }

    /// <summary>What kind of value it takes.</summary>
    public SettingKind Kind { get; }

    /// <summary>The value when nothing is said: double, long, bool or string.</summary>
    public object Default { get; }

    /// <summary>What it means, in one line, with its unit.</summary>
    public string Summary { get; }

    /// <summary>The smallest value allowed.</summary>
    public double Minimum { get; private init; } = double.NegativeInfinity;

    /// <summary>The largest value allowed.</summary>
    public double Maximum { get; private init; } = double.PositiveInfinity;

    /// <summary>The texts allowed; empty for any.</summary>
    public IReadOnlyList<string> Choices { get; private init; } = [];

    /// <summary>A setting that takes a number.</summary>
    public static Setting Number(
        string name, double @default, string summary, double minimum = double.NegativeInfinity, double maximum = double.PositiveInfinity)
        => new(name, SettingKind.Number, @default, summary) { Minimum = minimum, Maximum = maximum };

    /// <summary>A setting that takes a whole number.</summary>
    public static Setting Whole(string name, long @default, string summary, long minimum = 0, long maximum = int.MaxValue)
        => new(name, SettingKind.Whole, @default, summary) { Minimum = minimum, Maximum = maximum };

    /// <summary>A setting that is true or false.</summary>
    public static Setting Flag(string name, bool @default, string summary) => new(name, SettingKind.Flag, @default, summary);

    /// <summary>A setting that takes a text, or one of some choices.</summary>
    public static Setting Text(string name, string @default, string summary, params IReadOnlyList<string> choices)
        => new(name, SettingKind.Text, @default, summary) { Choices = choices };

    /// <summary>The range in words: <c>a whole number from 1 to 512</c>.</summary>
    public string Range
    {
        get
        {
            string kind = Kind switch
            {
                SettingKind.Number => "a number",
                SettingKind.Whole => "a whole number",
                SettingKind.Flag => "true or false",
                _ => Choices.Count > 0 ? "one of " + string.Join(", ", Choices) : "a text",
            };
            bool low = !double.IsNegativeInfinity(Minimum), high = Maximum < long.MaxValue && Maximum != int.MaxValue;
            string from = Show(Minimum), to = Show(Maximum);
            return (low, high) switch
            {
                (true, true) => $"{kind} from {from} to {to}",
                (true, false) => $"{kind}, at least {from}",
                (false, true) => $"{kind}, at most {to}",
                _ => kind,
            };
        }
    }

    /// <summary>Reads and checks a value.</summary>
    /// <param name="value">A double, long, int, bool or string; texts are parsed as the kind demands.</param>
    /// <param name="problem">What is wrong, or null.</param>
    /// <returns>The value as double, long, bool or string; the default if there is a problem.</returns>
    public object Read(object value, out string? problem)
    {
        ArgumentNullException.ThrowIfNull(value);
        object? read = Kind switch
        {
            SettingKind.Number => AsNumber(value),
            SettingKind.Whole => AsWhole(value),
            SettingKind.Flag => value as bool? ?? (bool.TryParse(value as string, out bool flag) ? flag : null),
            _ => value as string,
        };
        bool inRange = read switch
        {
            double number => number >= Minimum && number <= Maximum,
            long whole => whole >= Minimum && whole <= Maximum,
            string text => Choices.Count == 0 || Choices.Contains(text),
            bool => true,
            _ => false,
        };
        problem = inRange ? null : $"{Name} must be {Range}, but is {Show(Kind == SettingKind.Text ? value : AsNumber(value) ?? value)}{Hint(value)}";
        return inRange ? read! : Default;
    }

    /// <summary>Writes a value as JSON and the command line write it.</summary>
    public static string Show(object value) => value switch
    {
        bool flag => flag ? "true" : "false",
        double number => number.ToString("R", CultureInfo.InvariantCulture),
        string text => $"\"{text}\"",
        _ => Convert.ToString(value, CultureInfo.InvariantCulture) ?? "",
    };

    /// <summary>Writes a value as a property of a JSON object.</summary>
    public static void WriteJson(Utf8JsonWriter json, string name, object value)
    {
        ArgumentNullException.ThrowIfNull(json);
        switch (value)
        {
            case bool flag:
                json.WriteBoolean(name, flag);
                break;
            case double number:
                json.WriteNumber(name, number);
                break;
            case long whole:
                json.WriteNumber(name, whole);
                break;
            default:
                json.WriteString(name, value as string ?? Show(value));
                break;
        }
    }

    private string Hint(object value)
        => Choices.Count > 0 && value is string text && Names.Nearest(text, Choices) is { } near ? $" (did you mean {near}?)" : "";

    // Whole numbers do not pass through a double, which holds 53 bits only: seeds have 64.
    private static long? AsWhole(object value) => value switch
    {
        long whole => whole,
        int whole => whole,
        string text when long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long whole) => whole,
        _ => AsNumber(value) is { } number && number == Math.Floor(number) && Math.Abs(number) < 1e18 ? (long)number : null,
    };

    private static double? AsNumber(object value) => value switch
    {
        double number when double.IsFinite(number) => number,
        long whole => whole,
        int whole => whole,
        string text when double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double number)
            && double.IsFinite(number) => number,
        _ => null,
    };
}
