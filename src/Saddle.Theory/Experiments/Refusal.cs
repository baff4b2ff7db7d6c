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
        catch (ArgumentException error)
        {
            return [Sentence(error)];
        }
    }

    // .NET adds the parameter's name, which no user knows, and the value on a line of its own.
    private static string Sentence(ArgumentException error)
    {
        string message = error is ArgumentOutOfRangeException ? error.Message.Split(Environment.NewLine)[0] : error.Message;
        return error.ParamName is null
            ? message
            : message.Replace($" (Parameter '{error.ParamName}')", "", StringComparison.Ordinal);
    }
}
