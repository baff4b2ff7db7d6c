using Saddle.Data.Pictures;

namespace Saddle.Data.Archives;

/// <summary>Tells files by what they begin with.</summary>
internal static class FileBeginning
{
    /// <summary>Whether a path is a file that begins with these bytes; false where it cannot be read.</summary>
    internal static bool Is(string path, ReadOnlySpan<byte> sign)
    {
        Span<byte> beginning = stackalloc byte[sign.Length];
        try
        {
            return File.Exists(path) && new FileInfo(path).Length >= sign.Length
                && new FileBytes(path).Read(beginning) == sign.Length && beginning.SequenceEqual(sign);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }
}
