namespace Saddle.Cli;

/// <summary>Words that can be pasted into a shell.</summary>
internal static class Quoted
{
    /// <summary>A word as the shell reads it back, in quotes where it needs them.</summary>
    internal static string Word(string word)
    {
        bool plain = word.All(letter => char.IsLetterOrDigit(letter) || "/._-+".Contains(letter, StringComparison.Ordinal));
        return plain ? word : $"'{word.Replace("'", "'\\''", StringComparison.Ordinal)}'";
    }
}
