namespace Saddle.Reporting;

/// <summary>A value of a <see cref="MetricsRow"/>: an integer, a real number, or further values by name.</summary>
public readonly record struct MetricValue
{
    private readonly long? _integer;
    private readonly double _real;

    private MetricValue(long? integer, double real, MetricsRow? nested)
        => (_integer, _real, Nested) = (integer, real, nested);

    /// <summary>The values within, or null for a number.</summary>
    public MetricsRow? Nested { get; }

    /// <summary>The exact integer, or null for a real number or nested values.</summary>
    public long? WholeNumber => _integer;

    /// <summary>The number; not a number for nested values.</summary>
    public double Number => _integer ?? (Nested is null ? _real : double.NaN);

    /// <summary>Makes an integer value.</summary>
    public static MetricValue FromInt64(long value) => new(value, value, null);

    /// <summary>Makes a real value; one that is not finite is written as null and read as not a number.</summary>
    public static MetricValue FromDouble(double value) => new(null, value, null);

    /// <summary>Makes a value of further values.</summary>
    public static MetricValue FromMetricsRow(MetricsRow values)
    {
        ArgumentNullException.ThrowIfNull(values);
        return new(null, double.NaN, values);
    }

    /// <summary>Makes an integer value.</summary>
    public static implicit operator MetricValue(long value) => FromInt64(value);

    /// <summary>Makes a real value.</summary>
    public static implicit operator MetricValue(double value) => FromDouble(value);

    /// <summary>Makes a value of further values.</summary>
    public static implicit operator MetricValue(MetricsRow values) => FromMetricsRow(values);
}
