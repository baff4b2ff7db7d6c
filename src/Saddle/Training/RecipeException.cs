namespace Saddle.Training;

/// <summary>A recipe or a run that cannot be: every problem is told at once.</summary>
public sealed class RecipeException : InputException
{
    /// <summary>Creates the exception from all problems.</summary>
    public RecipeException(IReadOnlyList<string> problems) : base(problems) { }

    /// <summary>Creates the exception from all problems and their cause.</summary>
    public RecipeException(IReadOnlyList<string> problems, Exception inner) : base(problems, inner) { }

    /// <summary>Creates the exception from one problem.</summary>
    public RecipeException(string problem) : base(problem) { }

    /// <summary>Creates the exception with its cause.</summary>
    public RecipeException(string problem, Exception inner) : base(problem, inner) { }

    /// <summary>Creates the exception without a problem.</summary>
    public RecipeException() { }
}
