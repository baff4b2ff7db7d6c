namespace Saddle.Cli;

/// <summary>What <c>--out</c> names.</summary>
internal static class OutOption
{
    /// <summary>Writes there.</summary>
    /// <param name="path">The file or folder, as it is told in a message.</param>
    /// <param name="write">Writes it.</param>
    /// <exception cref="IOException">The place cannot be written; the message names it.</exception>
    internal static void Write(string path, Action write)
    {
        try
        {
            write();
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new IOException($"--out {path} cannot be written ({error.Message.TrimEnd('.')}); choose another place", error);
        }
    }
}
