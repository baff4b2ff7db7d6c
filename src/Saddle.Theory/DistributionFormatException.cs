namespace Saddle.Theory;

/// <summary>A text that is not a distribution; the message names the place, what was expected there and what was found.</summary>
public sealed class DistributionFormatException : InputException
{
    /// <summary>Creates the exception.</summary>
    /// <param name="text">The whole text.</param>
    /// <param name="position">Where it goes wrong, counted from 1.</param>
    /// <param name="problem">What was expected, and what was found.</param>
    public DistributionFormatException(string text, int position, string problem)
        : base($"'{text}' is not a distribution: at character {position}, {problem}")
        => Position = position;

    /// <summary>Creates the exception.</summary>
    public DistributionFormatException(string message) : base(message) { }

    /// <summary>Creates the exception with its cause.</summary>
    public DistributionFormatException(string message, Exception inner) : base(message, inner) { }

    /// <summary>Creates the exception without a message.</summary>
    public DistributionFormatException() { }

    /// <summary>Where the text goes wrong, counted from 1.</summary>
    public int Position { get; }
}
