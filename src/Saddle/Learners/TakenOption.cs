using Saddle.Components;
using Saddle.Sampling;

namespace Saddle.Learners;

/// <summary>An option of sampling that is not every run's, with the conditionings and learners that take it.</summary>
/// <param name="Declared">Each taker's catalogue line with the option as it declares it.</param>
public sealed record TakenOption(IReadOnlyList<(Entry Taker, SampleOption Option)> Declared)
{
    /// <summary>The option as the first of them declares it.</summary>
    public SampleOption Option => Declared[0].Option;

    /// <summary>Who takes it, by commas.</summary>
    public string Takers => Join(Declared);

    /// <summary>What it asks for, and of whom.</summary>
    public string Meaning => string.Join("; ", Declared.GroupBy(pair => pair.Option.Meaning)
        .Select(same => $"{same.Key} ({Join(same)})"));

    /// <summary>What is wrong with a value whoever is to take it, or null.</summary>
    public string? ProblemWith(string text)
        => Declared.Any(pair => pair.Option.ProblemWith(text) is null) ? null : Option.ProblemWith(text);

    private static string Join(IEnumerable<(Entry Taker, SampleOption Option)> declared)
        => string.Join(", ", declared.Select(pair => pair.Taker.Name));
}
