namespace Saddle.Theory.Experiments;

/// <summary>Why a setting cannot be read, in its reader's own words.</summary>
internal static class Refusal
{
    /// <summary>What a reader says against what it is given; nothing if it can read it.</summary>
    internal static IReadOnlyList<string> Of(Action read)
    {
        try
        {
            read();
            return [];
        }
        catch (InputException error)
        {
            return error.Problems;
        }
    }
}
