using System.Globalization;
using Saddle.Data;
using Saddle.Networks;

namespace Saddle.Sampling;

/// <summary>What samples are drawn from, and what was asked for.</summary>
/// <param name="Generator">What draws.</param>
/// <param name="Form">What the data were that it learnt from.</param>
public sealed record SampleRequest(Generator Generator, DataForm Form)
{
    private const int DefaultCount = 64, DefaultRows = 8, DefaultSteps = 10, DefaultFrames = 24;

    /// <summary>What was asked for.</summary>
    public SampleValues Given { get; init; } = new();

    /// <summary>What the generator is called in messages: the run's folder.</summary>
    public string Source { get; init; } = "the generator";

    /// <summary>Whether a film is wanted and not a grid.</summary>
    public bool IsFilm { get; init; }

    /// <summary>Told of what is drawn otherwise than it was asked for.</summary>
    public Action<string> Warn { get; init; } = _ => { };

    /// <summary>What so many samples of the data show; null where the generator is told nothing.</summary>
    public Func<int, Condition?> OfData { get; init; } = _ => null;

    /// <summary>What draws the other way, or null where there is no way back.</summary>
    public Func<Generator?> Reverse { get; init; } = () => null;

    /// <summary>What fixes all that is drawn at random.</summary>
    public long Seed => Given.Whole(SampleOption.Seed) ?? 0;

    /// <summary>How many samples were asked for, or null.</summary>
    public int? Asked => (int?)Given.Whole(SampleOption.Count);

    /// <summary>How many samples, where all are of one kind.</summary>
    public int Count => Asked ?? DefaultCount;

    /// <summary>How many ways are drawn, one in a row.</summary>
    public int Rows => Asked ?? DefaultRows;

    /// <summary>How many samples of each thing, where several were asked for.</summary>
    public int Each => Asked ?? DefaultSteps;

    /// <summary>How many samples a row was to have, or null.</summary>
    public int? Columns => (int?)Given.Whole(SampleOption.Columns);

    /// <summary>How many samples a way has, its ends among them.</summary>
    /// <exception cref="InputException">Fewer than 2 were asked for.</exception>
    public int Steps => (Columns ?? (IsFilm ? DefaultFrames : DefaultSteps)) is >= 2 and int steps
        ? steps
        : throw new InputException($"--columns {Columns}: a way from one sample to another has at least 2.");

    /// <summary>Whether ways are wanted.</summary>
    public bool Interpolates => Given.IsOn(SampleOption.Interpolate);

    /// <summary>What is said where an option was given that is not taken.</summary>
    /// <param name="option">The option.</param>
    /// <param name="by">What decided so: <c>conditioning none</c>.</param>
    /// <param name="takers">What takes it, by commas.</param>
    internal string Refusal(SampleOption option, string by = "", string takers = "")
    {
        bool isTold = option.Kind is SampleOptionKind.Text or SampleOptionKind.Whole;
        string given = isTold ? $"{option.Name} {Given.Text(option)}" : option.Name;
        return $"{given}: {Source} {string.Format(CultureInfo.InvariantCulture, option.Refusal, by, takers)}.";
    }
}
