namespace Saddle.Training;

/// <summary>A recipe that cannot be: every problem is told at once.</summary>
public sealed class RecipeException : Exception
{
    /// <summary>Creates the exception from all problems.</summary>
    public RecipeException(IReadOnlyList<string> problems)
        : base(string.Join(Environment.NewLine, problems)) => Problems = problems;

    /// <summary>Creates the exception from one problem.</summary>
    public RecipeException(string problem) : this([problem]) { }

    /// <summary>Creates the exception with its cause.</summary>
    public RecipeException(string problem, Exception inner) : base(problem, inner) => Problems = [problem];

    /// <summary>Creates the exception without a problem.</summary>
    public RecipeException() => Problems = [];

    /// <summary>The problems, one sentence each.</summary>
    public IReadOnlyList<string> Problems { get; }
}
