namespace Saddle.Cli;

/// <summary>What <c>--out</c>, or another option that names a file to write, names.</summary>
internal static class OutOption
{
    /// <summary>Writes there.</summary>
    /// <param name="path">The file or folder, as it is told in a message.</param>
    /// <param name="write">Writes it.</param>
    /// <param name="option">The option, as it is told in a message.</param>
    /// <exception cref="IOException">The place cannot be written; the message names it.</exception>
    internal static void Write(string path, Action write, string option = "--out")
    {
        try
        {
            write();
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new IOException(
                $"{option} {path} cannot be written ({error.Message.TrimEnd('.')}); choose another place", error);
        }
    }
}
