using System.Text;

namespace Saddle.Reporting;

/// <summary>
/// A run's log.txt: what went otherwise than asked for while nobody may have been looking, a line with its time (UTC) each.
/// </summary>
internal static class RunLog
{
    /// <summary>Adds a line; where the file cannot be written, nothing is noted: a log ends no training.</summary>
    /// <param name="path">The file.</param>
    /// <param name="what">One sentence.</param>
    internal static void Note(string path, string what)
    {
        string line = $"{TimeProvider.System.GetUtcNow():yyyy-MM-ddTHH:mm:ssZ} {what.ReplaceLineEndings(" ")}\n";
        try
        {
            using var file = new FileStream(path, FileMode.Append, FileAccess.Write, FileShare.ReadWrite, bufferSize: 0);
            file.Write(Encoding.UTF8.GetBytes(line));
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
        }
    }
}
