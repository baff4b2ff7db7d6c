using System.Globalization;
using System.Text.Json;

namespace Saddle.Components;

/// <summary>
/// One named value of a component: its kind, default, range and meaning, and how it is read and changed. The source generator
/// writes them from properties (<see cref="SettingAttribute"/>).
/// </summary>
public abstract record Setting
{
    private protected Setting(string name, SettingKind kind, string summary) => (Name, Kind, Summary) = (name, kind, summary);

    /// <summary>The key, in lower case with underscores: <c>learning_rate</c>.</summary>
    public string Name { get; }

    /// <summary>What kind of value it takes.</summary>
    public SettingKind Kind { get; }

    /// <summary>What it means, in one line, with its unit.</summary>
    public string Summary { get; }

    /// <summary>The value when nothing is said: double, long, bool, string or component.</summary>
    public object Default { get; internal init; } = "";

    /// <summary>The smallest value allowed.</summary>
    public double Minimum { get; private protected init; } = double.NegativeInfinity;

    /// <summary>The largest value allowed.</summary>
    public double Maximum { get; private protected init; } = double.PositiveInfinity;

    /// <summary>The names allowed; empty for any text.</summary>
    public virtual IReadOnlyList<string> Choices => [];

    /// <summary>A setting that takes a number.</summary>
    public static Setting Number<T>(
        string name, string summary, Func<T, double> get, Func<T, double, T> put, double minimum = double.NegativeInfinity,
        double maximum = double.PositiveInfinity) where T : Component
        => new SimpleSetting<T, double>(name, SettingKind.Number, summary, get, put) { Minimum = minimum, Maximum = maximum };

    /// <summary>A setting that takes a whole number.</summary>
    public static Setting Whole<T>(
        string name, string summary, Func<T, long> get, Func<T, long, T> put, double minimum, double maximum)
        where T : Component
        => new SimpleSetting<T, long>(name, SettingKind.Whole, summary, get, put) { Minimum = minimum, Maximum = maximum };

    /// <summary>A setting that is true or false.</summary>
    public static Setting Flag<T>(string name, string summary, Func<T, bool> get, Func<T, bool, T> put) where T : Component
        => new SimpleSetting<T, bool>(name, SettingKind.Flag, summary, get, put);

    /// <summary>A setting that takes a text.</summary>
    public static Setting Text<T>(string name, string summary, Func<T, string> get, Func<T, string, T> put) where T : Component
        => new SimpleSetting<T, string>(name, SettingKind.Text, summary, get, put);

    /// <summary>A setting that takes one of some names.</summary>
    public static Setting Choice<T, TChoice>(
        string name, string summary, Func<T, TChoice> get, Func<T, TChoice, T> put,
        params IReadOnlyList<(TChoice Value, string Name)> choices)
        where T : Component where TChoice : struct, Enum
        => new ChoiceSetting<T, TChoice>(name, summary, get, put, choices);

    /// <summary>A component of a kind that has a catalogue.</summary>
    public static Setting Section<T, TKind>(
        string name, string summary, Func<T, TKind> get, Func<T, TKind, T> put, Func<Catalogue<TKind>> catalogue)
        where T : Component where TKind : Component
        => new SectionSetting<T, TKind>(name, summary, get, put, catalogue);

    /// <summary>A component that is always the same one.</summary>
    public static Setting Section<T, TKind>(string name, string summary, Func<T, TKind> get, Func<T, TKind, T> put)
        where T : Component where TKind : Component
        => new SectionSetting<T, TKind>(name, summary, get, put, null);

    /// <summary>Any number of components of one kind.</summary>
    public static Setting Sections<T, TKind>(
        string name, string summary, Func<T, ComponentList<TKind>> get, Func<T, ComponentList<TKind>, T> put,
        Func<Catalogue<TKind>> catalogue)
        where T : Component where TKind : Component
        => new SectionsSetting<T, TKind>(name, summary, get, put, catalogue);

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
                SettingKind.Text => "a text",
                _ => "one of " + string.Join(", ", Choices),
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
            SettingKind.Section or SettingKind.Sections => value,
            _ => value as string,
        };
        bool inRange = read switch
        {
            double number => number >= Minimum && number <= Maximum,
            long whole => whole >= Minimum && whole <= Maximum,
            string text => Kind == SettingKind.Text || Choices.Contains(text),
            null => false,
            _ => true,
        };
        bool isText = Kind is SettingKind.Text or SettingKind.Choice;
        problem = inRange
            ? null
            : $"{Name} must be {Range}, but is {Show(isText ? value : AsNumber(value) ?? value)}{Hint(value)}";
        return inRange ? read! : Default;
    }

    /// <summary>Writes a value as JSON and the command line write it.</summary>
    public static string Show(object value) => value switch
    {
        bool flag => flag ? "true" : "false",
        double number => (number + 0.0).ToString("R", CultureInfo.InvariantCulture),
        string text => $"\"{text}\"",
        IEnumerable<Component> components => string.Join(" and ", components),
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
                json.WriteNumber(name, number + 0.0);
                break;
            case long whole:
                json.WriteNumber(name, whole);
                break;
            default:
                json.WriteString(name, value as string ?? Show(value));
                break;
        }
    }

    /// <summary>Whether it is a component, or some, with sections of their own, and not a value.</summary>
    internal bool IsSection => this is ISection or ISections;

    /// <summary>The value that a component has.</summary>
    internal abstract object Get(Component component);

    /// <summary>The component with another value, as <see cref="Read"/> gives it.</summary>
    internal abstract Component Put(Component component, object value);

    /// <summary>What is wrong with a value that code has given.</summary>
    internal virtual IEnumerable<string> ProblemsOf(object value)
    {
        _ = Read(value, out string? problem);
        return problem is null ? [] : [problem];
    }

    private string Hint(object value)
        => Choices.Count > 0 && value is string text && Names.Nearest(text, Choices) is { } near
            ? $" (did you mean {near}?)"
            : "";

    // Whole numbers do not pass through a double, which holds 53 bits only: seeds have 64.
    private static long? AsWhole(object value) => value switch
    {
        long whole => whole,
        int whole => whole,
        string text when long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long whole) =>
            whole,
        _ => AsNumber(value) is { } number && number == Math.Floor(number) && Math.Abs(number) < 1e18 ? (long)number : null,
    };

    private static double? AsNumber(object value) => value switch
    {
        // 0 has no sign.
        double number when double.IsFinite(number) => number + 0.0,
        long whole => whole,
        int whole => whole,
        string text when double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double number)
            && double.IsFinite(number) => number + 0.0,
        _ => null,
    };
}
