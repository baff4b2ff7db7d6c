namespace Saddle.Reporting;

/// <summary>The numbers logged at one step, by name, in the order they were given; one line of metrics.jsonl.</summary>
/// <example>
/// <code>new MetricsRow { ["step"] = 500, ["loss"] = 0.69, ["evaluation"] = new MetricsRow { ["fid"] = 31.5 } }</code>
/// </example>
public sealed class MetricsRow
{
    private readonly OrderedDictionary<string, MetricValue> _values = new(StringComparer.Ordinal);

    /// <summary>The values by name, in order.</summary>
    public IReadOnlyDictionary<string, MetricValue> Values => _values;

    /// <summary>The training step the row belongs to, or null if it says none.</summary>
    public long? Step => _values.TryGetValue("step", out MetricValue value) ? value.WholeNumber : null;

    /// <summary>A value by its name.</summary>
    /// <exception cref="KeyNotFoundException">The row has no such value.</exception>
    public MetricValue this[string name]
    {
        get => _values[name];
        set => _values[name] = value;
    }

    /// <summary>Every number of the row, nested ones under their whole name (<c>evaluation.fid</c>).</summary>
    public IEnumerable<KeyValuePair<string, double>> Numbers()
    {
        foreach ((string name, MetricValue value) in _values)
        {
            if (value.Nested is null)
            {
                yield return new(name, value.Number);
                continue;
            }
            foreach ((string inner, double number) in value.Nested.Numbers())
            {
                yield return new($"{name}.{inner}", number);
            }
        }
    }
}
