using System.Globalization;

namespace Saddle.Runtime;

/// <summary>What was asked for, one row for all samples or one for each.</summary>
/// <typeparam name="T">The element type.</typeparam>
/// <param name="values"><c>[1 or N, size]</c>.</param>
/// <param name="size">The length of a row, at least 1.</param>
internal sealed class Rows<T>(ReadOnlyMemory<T> values, int size)
{
    /// <summary>How many rows there are.</summary>
    internal int Count { get; } = values.Length / size;

    /// <summary>A sample's row, <c>[size]</c>.</summary>
    /// <param name="sample">The sample, from 0.</param>
    internal ReadOnlySpan<T> Of(int sample) => values.Span.Slice(Count == 1 ? 0 : sample * size, size);

    /// <summary>Takes what was asked for.</summary>
    /// <param name="what">What it is, for messages.</param>
    /// <param name="values"><c>[1 or N, size]</c>.</param>
    /// <param name="size">The length of a row, at least 1.</param>
    /// <exception cref="ArgumentException">There are no whole rows.</exception>
    internal static Rows<T> Whole(string what, ReadOnlyMemory<T> values, int size)
        => values.Length > 0 && values.Length % size == 0
            ? new Rows<T>(values, size)
            : throw new ArgumentException(string.Create(
                CultureInfo.InvariantCulture,
                $"{what}: expected {(size == 1 ? "one" : $"{size} numbers")} a sample, received {values.Length} in all."));
}
