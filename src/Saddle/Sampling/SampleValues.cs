namespace Saddle.Sampling;

/// <summary>
/// What was given for the options of sampling, as texts: a switch as <c>true</c>, what is given several times in its order.
/// </summary>
/// <param name="given">Names of options, <c>--label</c>, with their values; they are checked where something is drawn.</param>
public sealed class SampleValues(params IEnumerable<(string Name, string Text)> given)
{
    private readonly (string Name, string Text)[] _given = [.. given];

    /// <summary>The names of what was given, in their order.</summary>
    public IReadOnlyList<string> Names => [.. _given.Select(pair => pair.Name).Distinct()];

    /// <summary>Every value of an option, in their order.</summary>
    public IReadOnlyList<string> Texts(SampleOption option)
    {
        ArgumentNullException.ThrowIfNull(option);
        return [.. _given.Where(pair => pair.Name == option.Name).Select(pair => pair.Text)];
    }

    /// <summary>The value of an option, or null if it was not given.</summary>
    public string? Text(SampleOption option) => Texts(option) is [.., var last] ? last : null;

    /// <summary>The whole number that was given for an option, or null.</summary>
    /// <exception cref="InputException">It is none, or out of the option's range.</exception>
    public long? Whole(SampleOption option) => Checked(option) is { } text ? SampleOption.Number(text) : null;

    /// <summary>Whether a switch was given.</summary>
    /// <exception cref="InputException">Its value is neither true nor false.</exception>
    public bool IsOn(SampleOption option) => Checked(option) is { } text && bool.Parse(text);

    /// <summary>What is wrong where these options are all that is taken, everything at once; unknown names aside.</summary>
    internal IEnumerable<string> Problems(IEnumerable<SampleOption> options)
    {
        foreach (SampleOption option in options.Where(option => Names.Contains(option.Name)))
        {
            foreach (string problem in Texts(option).Select(option.ProblemWith).OfType<string>())
            {
                yield return problem;
            }
            if (Texts(option).Count > 1 && option.Kind != SampleOptionKind.Texts)
            {
                yield return $"{option.Name} is given once, but was given {Texts(option).Count} times.";
            }
        }
    }

    private string? Checked(SampleOption option)
        => Text(option) is { } text && option.ProblemWith(text) is { } problem ? throw new InputException(problem) : Text(option);
}
