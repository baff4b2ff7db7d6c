using Saddle.Files;

namespace Saddle.Training;

/// <summary>The folder of a run that is about to begin: whether it is free, and its removal if the run cannot begin.</summary>
internal static class NewRunFolder
{
    /// <summary>The file that makes a folder a run's.</summary>
    internal const string RecipeName = "recipe.json";

    /// <summary>What a process holds while it trains the run.</summary>
    internal const string LockName = ".lock";

    /// <summary>
    /// Makes sure that a new run can have this folder; what a start that was killed at once left there does not matter.
    /// </summary>
    /// <exception cref="RecipeException">The folder holds a run or other files already.</exception>
    internal static void CheckFree(string folder)
    {
        ArgumentException.ThrowIfNullOrEmpty(folder);
        if (File.Exists(Path.Combine(folder, RecipeName)))
        {
            throw new RecipeException($"{folder}: it holds a run already; continue that, or choose another folder.")
            {
                Remedies = [new(RemedyKind.Continue, folder), new(RemedyKind.OtherFolder)],
            };
        }
        if (File.Exists(folder))
        {
            throw new RecipeException($"{folder}: expected a folder for the run, but this is a file; choose another one.")
            {
                Remedies = [new(RemedyKind.OtherFolder)],
            };
        }
        if (Directory.Exists(folder)
            && Directory.EnumerateFileSystemEntries(folder).FirstOrDefault(path => !IsLeftover(path)) is { } other)
        {
            throw new RecipeException($"{folder}: it is not empty (it holds {Path.GetFileName(other)}); choose another folder.")
            {
                Remedies = [new(RemedyKind.OtherFolder)],
            };
        }
    }

    /// <summary>Removes what a run that could not begin has written: as if it had never been asked for.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="itself">Whether the folder goes as well.</param>
    internal static void Clear(string folder, bool itself)
    {
        try
        {
            foreach (string path in Directory.EnumerateFileSystemEntries(folder))
            {
                if (Directory.Exists(path))
                {
                    Directory.Delete(path, recursive: true);
                }
                else
                {
                    File.Delete(path);
                }
            }
            if (itself)
            {
                Directory.Delete(folder);
            }
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // The failure before this one is the one to tell.
        }
    }

    private static bool IsLeftover(string path)
        => Path.GetFileName(path) is string name && (name == LockName || AtomicFile.IsLeftover(name, RecipeName));
}
