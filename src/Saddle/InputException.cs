namespace Saddle;

/// <summary>
/// Something that was asked for and cannot be, by whoever uses Saddle: every problem is told at once. A defect of Saddle's is
/// another exception.
/// </summary>
public class InputException : Exception
{
    /// <summary>Creates the exception from all problems.</summary>
    public InputException(IReadOnlyList<string> problems) : base(string.Join(Environment.NewLine, problems))
        => Problems = problems;

    /// <summary>Creates the exception from all problems and their cause.</summary>
    public InputException(IReadOnlyList<string> problems, Exception inner)
        : base(string.Join(Environment.NewLine, problems), inner)
        => (Problems, Remedies) = (problems, RemediesOf(inner));

    /// <summary>Creates the exception from one problem.</summary>
    public InputException(string problem) : this([problem]) { }

    /// <summary>Creates the exception with its cause.</summary>
    public InputException(string problem, Exception inner) : base(problem, inner)
        => (Problems, Remedies) = ([problem], RemediesOf(inner));

    /// <summary>Creates the exception without a problem.</summary>
    public InputException() => Problems = [];

    /// <summary>The problems, one sentence each.</summary>
    public IReadOnlyList<string> Problems { get; }

    /// <summary>
    /// What <see cref="Problems"/> propose, for whoever words it for a user; what the cause proposes if it is one of these.
    /// </summary>
    public IReadOnlyList<Remedy> Remedies { get; init; } = [];

    private static IReadOnlyList<Remedy> RemediesOf(Exception inner) => (inner as InputException)?.Remedies ?? [];
}
