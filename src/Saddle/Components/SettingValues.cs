using System.Collections.Immutable;

namespace Saddle.Components;

/// <summary>A component's settings with their values, each checked against its range.</summary>
public sealed class SettingValues
{
    private readonly ImmutableArray<(Setting Setting, object Value)> _values;

    private SettingValues(ImmutableArray<(Setting, object)> values) => _values = values;

    /// <summary>The settings and values in their declared order.</summary>
    public IReadOnlyList<(Setting Setting, object Value)> All => _values;

    /// <summary>Takes values for some settings and defaults for the rest.</summary>
    /// <param name="settings">What there is.</param>
    /// <param name="given">Values by name.</param>
    /// <param name="problems">Receives every unknown name and bad value.</param>
    public static SettingValues Resolve(
        IReadOnlyList<Setting> settings, IEnumerable<(string Name, object Value)> given, ICollection<string> problems)
    {
        ArgumentNullException.ThrowIfNull(settings);
        ArgumentNullException.ThrowIfNull(given);
        ArgumentNullException.ThrowIfNull(problems);
        var values = settings.ToDictionary(setting => setting.Name, setting => setting.Default);
        foreach ((string name, object value) in given)
        {
            if (settings.FirstOrDefault(setting => setting.Name == name) is { } setting)
            {
                values[name] = setting.Read(value, out string? problem);
                if (problem is not null)
                {
                    problems.Add(problem);
                }
            }
            else
            {
                problems.Add(settings.Count == 0
                    ? $"there is no setting '{name}' here, nor any other"
                    : Names.Unknown("setting", name, [.. settings.Select(s => s.Name)]).TrimEnd('.'));
            }
        }
        return new SettingValues([.. settings.Select(setting => (setting, values[setting.Name]))]);
    }

    /// <summary>The number of that name.</summary>
    public double Number(string name) => (double)this[name];

    /// <summary>The whole number of that name.</summary>
    public long Whole(string name) => (long)this[name];

    /// <summary>The flag of that name.</summary>
    public bool Flag(string name) => (bool)this[name];

    /// <summary>The text of that name.</summary>
    public string Text(string name) => (string)this[name];

    /// <summary>The value of that name.</summary>
    public object this[string name] => _values.First(pair => pair.Setting.Name == name).Value;

    /// <summary>The settings that are not their defaults, with their values: <c>a -1, c 0</c>.</summary>
    public string Changed => Show(_values.Where(pair => !pair.Value.Equals(pair.Setting.Default)));

    /// <summary>Every setting with its value.</summary>
    public override string ToString() => Show(_values);

    private static string Show(IEnumerable<(Setting Setting, object Value)> values)
        => string.Join(", ", values.Select(pair => $"{pair.Setting.Name} {Setting.Show(pair.Value)}"));
}
