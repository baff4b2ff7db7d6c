namespace Saddle.Components;

/// <summary>
/// Something that a recipe names and configures: an objective, a network, a data source... Immutable: change it with <c>with</c>.
/// Its settings (<see cref="SettingAttribute"/>) are what recipe.json holds, so that a component made in code is written and read
/// back like one made on the command line. Values are checked where it is first used, or by <see cref="Problems"/>.
/// </summary>
public abstract record Component
{
    private bool _isValid;

    /// <summary>Creates the component with its defaults.</summary>
    protected Component() { }

    // What was true of the original need not be true of the copy, which is about to be changed.
#pragma warning disable IDE0060
    /// <summary>Copies the component.</summary>
    protected Component(Component original) { }
#pragma warning restore IDE0060

    /// <summary>The line in the catalogue; generated.</summary>
    public abstract Entry About { get; }

    /// <summary>The name in recipes and on the command line.</summary>
    public string Name => About.Name;

    /// <summary>The settings and their values, in their declared order.</summary>
    public IEnumerable<(Setting Setting, object Value)> Settings
        => About.Settings.Select(setting => (setting, setting.Get(this)));

    /// <summary>The value of a setting.</summary>
    /// <param name="setting">The setting's name.</param>
    public object this[string setting] => Settings.First(pair => pair.Setting.Name == setting).Value;

    /// <summary>
    /// What is wrong with its values and those of the components in it, everything at once; empty if nothing is.
    /// </summary>
    public IReadOnlyList<string> Problems()
    {
        var problems = new List<string>();
        bool inRange = true;
        foreach ((Setting setting, object value) in Settings)
        {
            string[] own = [.. setting.ProblemsOf(value)];
            problems.AddRange(own);
            inRange &= own.Length == 0 || setting.IsSection;
        }
        // Values that are out of range would only be told twice.
        return inRange ? [.. problems, .. Contradictions()] : problems;
    }

    /// <summary>Makes sure that its values may be used.</summary>
    /// <exception cref="InputException">They may not; every problem is told.</exception>
    public void ThrowIfInvalid()
    {
        if (_isValid)
        {
            return;
        }
        if (Problems() is { Count: > 0 } problems)
        {
            throw new InputException([.. problems.Select(problem => $"{Name}: {problem.TrimEnd('.')}.")]);
        }
        _isValid = true;
    }

    /// <summary>The same component with one setting changed.</summary>
    /// <param name="setting">The setting's name.</param>
    /// <param name="value">A number, flag, text or component; texts are parsed as the setting demands.</param>
    /// <exception cref="InputException">There is no such setting, or it cannot have this value.</exception>
    public Component With(string setting, object value)
    {
        var problems = new List<string>();
        Component changed = ComponentPaths.With(this, [(setting, value)], problems);
        return problems.Count == 0 ? changed : throw new InputException(problems);
    }

    /// <summary>The name, and the settings that are not their defaults: <c>least-squares (a -1, c 0)</c>.</summary>
    public sealed override string ToString()
        => Show(Settings.Where(pair => !pair.Value.Equals(pair.Setting.Default))) is { Length: > 0 } changed
            ? $"{Name} ({changed})"
            : Name;

    /// <summary>Every setting with its value: <c>a -1, b 1</c>.</summary>
    public string ShowSettings() => Show(Settings);

    /// <summary>Whether two components are of one type; the settings are compared by the records themselves.</summary>
    public virtual bool Equals(Component? other) => other is not null && EqualityContract == other.EqualityContract;

    /// <inheritdoc/>
    public override int GetHashCode() => EqualityContract.GetHashCode();

    /// <summary>What its values, each in its range, may not be together: a sentence each.</summary>
    protected virtual IEnumerable<string> Contradictions() => [];

    private static string Show(IEnumerable<(Setting Setting, object Value)> values)
        => string.Join(", ", values.Select(pair => $"{pair.Setting.Name} {Setting.Show(pair.Value)}"));
}
