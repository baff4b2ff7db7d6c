using System.Globalization;

namespace Saddle.Sampling;

/// <summary>
/// Something that may be asked for when samples are drawn: <c>--label</c>. Conditionings and learners say which they take; the
/// command line and forms follow.
/// </summary>
/// <param name="Name">What users type: <c>--label</c>.</param>
/// <param name="Kind">What it is followed by.</param>
/// <param name="Meaning">What it asks for, in one line.</param>
public sealed record SampleOption(string Name, SampleOptionKind Kind, string Meaning)
{
    private const int Most = 1_000_000;

    /// <summary>How many samples are drawn.</summary>
    public static SampleOption Count { get; } = new(
        "--count", SampleOptionKind.Whole,
        "How many samples, or rows of ways from sample to sample, or samples of each thing asked for [default: 64, 8, 10]")
    { Minimum = 1, Maximum = Most, Example = "16" };

    /// <summary>How many samples a row has.</summary>
    public static SampleOption Columns { get; } = new(
        "--columns", SampleOptionKind.Whole,
        "Images in a row of the grid; nearly a square if left out. With --interpolate: the steps of a way")
    { Minimum = 1, Maximum = Most, Example = "8" };

    /// <summary>What fixes all that is drawn at random.</summary>
    public static SampleOption Seed { get; } = new(
        "--seed", SampleOptionKind.Whole, "The same seed gives the same samples [default: 0]")
    { Minimum = 0, Example = "1" };

    /// <summary>Whether ways are drawn, and not single samples.</summary>
    public static SampleOption Interpolate { get; } = new(
        "--interpolate", SampleOptionKind.Switch,
        "From one sample to another, a way in each row; with several labels from class to class")
    { IsWay = true };

    /// <summary>Those of every run.</summary>
    public static IReadOnlyList<SampleOption> Common { get; } = [Count, Columns, Seed, Interpolate];

    /// <summary>What stands for the value in help; empty for a switch.</summary>
    public string HelpName
    {
        get => field ?? Kind switch
        {
            SampleOptionKind.Text or SampleOptionKind.Texts => "TEXT",
            SampleOptionKind.Whole => "N",
            SampleOptionKind.Path => "FILE|DIR",
            _ => "",
        };
        init;
    }

    /// <summary>A value that it takes from every run that takes the option; empty for switches and paths.</summary>
    public string Example { get; init; } = "";

    /// <summary>The smallest number allowed.</summary>
    public long Minimum { get; init; } = long.MinValue;

    /// <summary>The largest number allowed.</summary>
    public long Maximum { get; init; } = long.MaxValue;

    /// <summary>Whether nothing can be drawn without it.</summary>
    public bool IsRequired { get; init; }

    /// <summary>Whether what it asks for leads from sample to sample, so that it can be shown as a film.</summary>
    public bool IsWay { get; init; }

    /// <summary>The option without which it means nothing, or null.</summary>
    public SampleOption? GoesWith { get; init; }

    /// <summary>
    /// What is said of a run that does not take it, after the run's name: <c>{0}</c> is what decided so
    /// (<c>conditioning none</c>), <c>{1}</c> all that take the option.
    /// </summary>
    public string Refusal { get; init; } = "does not take it ({0}); leave it out, or train with one of {1}";

    /// <summary>What its value may be, in words: <c>a whole number from 1 to 512</c>.</summary>
    public string Range => Kind switch
    {
        SampleOptionKind.Whole when Minimum == long.MinValue && Maximum == long.MaxValue => "a whole number",
        SampleOptionKind.Whole when Maximum == long.MaxValue => $"a whole number, at least {Minimum}",
        SampleOptionKind.Whole when Minimum == long.MinValue => $"a whole number, at most {Maximum}",
        SampleOptionKind.Whole => $"a whole number from {Minimum} to {Maximum}",
        SampleOptionKind.Switch => "true or false",
        SampleOptionKind.Path => "a file or folder",
        SampleOptionKind.Texts => "a text, several times",
        _ => "a text",
    };

    /// <summary>What is wrong with a value, or null.</summary>
    public string? ProblemWith(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        bool fits = Kind switch
        {
            SampleOptionKind.Whole => Number(text) is { } number && number >= Minimum && number <= Maximum,
            SampleOptionKind.Switch => bool.TryParse(text, out _),
            SampleOptionKind.Path => text.Length > 0,
            _ => true,
        };
        return fits ? null : $"{Name} must be {Range}, but is {(text.Length > 0 ? text : "empty")}.";
    }

    /// <summary>A text as a whole number, or null.</summary>
    internal static long? Number(string text)
        => long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long number) ? number : null;
}
