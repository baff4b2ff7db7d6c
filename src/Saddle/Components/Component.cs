namespace Saddle.Components;

/// <summary>
/// Something that a recipe names and configures: an objective, a network, a data source... Immutable. Its settings are what
/// recipe.json holds, so that a component made in code is written and read back like one made on the command line.
/// </summary>
public abstract class Component
{
    /// <summary>Creates the component; values out of range are refused.</summary>
    /// <param name="entry">Its line in the catalogue.</param>
    /// <param name="values">Its settings by name; the rest take their defaults.</param>
    /// <exception cref="ArgumentException">A value is out of range; every problem is named.</exception>
    protected Component(Entry entry, params ReadOnlySpan<(string Name, object Value)> values)
    {
        ArgumentNullException.ThrowIfNull(entry);
        var problems = new List<string>();
        About = entry;
        Settings = SettingValues.Resolve(entry.Settings, values.ToArray(), problems);
        if (problems.Count > 0)
        {
            throw new ArgumentException($"{entry.Name}: {string.Join("; ", problems)}.");
        }
    }

    /// <summary>The line in the catalogue.</summary>
    public Entry About { get; }

    /// <summary>The name in recipes and on the command line.</summary>
    public string Name => About.Name;

    /// <summary>The settings and their values.</summary>
    public SettingValues Settings { get; }

    /// <summary>The name, and the settings that are not their defaults: <c>least-squares (a -1, c 0)</c>.</summary>
    public override string ToString() => Settings.Changed is { Length: > 0 } changed ? $"{Name} ({changed})" : Name;
}
