using System.Globalization;

namespace Saddle.Examples.Web;

/// <summary>What a request asks for.</summary>
/// <param name="Seed">The seed; 0 if none was given, so that an address always shows one picture.</param>
/// <param name="Count">How many pictures.</param>
/// <param name="Label">The class, by name or number; null for every class in turn.</param>
/// <param name="Caption">What the pictures are to show, in words, where the generator takes captions.</param>
internal sealed record SampleQuery(long Seed, int Count, string? Label, string? Caption)
{
    private static readonly string[] s_names = ["seed", "count", "label", "caption"];

    /// <summary>Reads a request's query, strictly: what is misspelt would otherwise show another picture than meant.</summary>
    /// <param name="query">The query.</param>
    /// <param name="most">How many pictures may be asked for.</param>
    /// <exception cref="FormatException">Something is unknown, given twice, no number, or out of range.</exception>
    internal static SampleQuery Read(IQueryCollection query, int most)
    {
        foreach ((string name, var values) in query)
        {
            if (!s_names.Contains(name, StringComparer.Ordinal))
            {
                throw new FormatException($"There is no parameter '{name}': there are {string.Join(", ", s_names)}.");
            }
            if (values.Count != 1)
            {
                throw new FormatException($"{name}: expected once, received {values.Count} times.");
            }
        }
        return new SampleQuery(
            Whole(query, "seed", 0, long.MinValue, long.MaxValue), (int)Whole(query, "count", 1, 1, most),
            Text(query, "label"), Text(query, "caption"));
    }

    private static long Whole(IQueryCollection query, string name, long absent, long least, long largest)
    {
        if (Text(query, name) is not { } text)
        {
            return absent;
        }
        bool isNumber = long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long number);
        return isNumber && number >= least && number <= largest
            ? number
            : throw new FormatException(string.Create(
                CultureInfo.InvariantCulture,
                $"{name}: expected a whole number from {least} to {largest}, received '{text}'."));
    }

    private static string? Text(IQueryCollection query, string name)
        => query.TryGetValue(name, out var values) ? values.ToString() : null;
}
