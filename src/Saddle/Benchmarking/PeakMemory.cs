using System.Diagnostics;
using System.Globalization;

namespace Saddle.Benchmarking;

/// <summary>
/// The most memory that this process has resident at once since <see cref="Restart"/>; since its own start where the system
/// cannot tell.
/// </summary>
internal static class PeakMemory
{
    private const string Line = "VmHWM:";

    /// <summary>Begins to watch anew.</summary>
    internal static void Restart()
    {
        try
        {
            // Linux forgets the highest mark when told so (proc(5)).
            File.WriteAllText("/proc/self/clear_refs", "5");
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // Then the mark is that of the whole life of the process.
        }
    }

    /// <summary>The most so far, in bytes.</summary>
    internal static long Bytes => OfLinux() ?? OfProcess();

    private static long? OfLinux()
    {
        try
        {
            string? line = File.ReadLines("/proc/self/status")
                .FirstOrDefault(line => line.StartsWith(Line, StringComparison.Ordinal));
            string? kibibytes = line?[Line.Length..]
                .Split(' ', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)[0];
            return kibibytes is null ? null : 1024 * long.Parse(kibibytes, CultureInfo.InvariantCulture);
        }
        catch (IOException)
        {
            return null;
        }
    }

    private static long OfProcess()
    {
        using Process self = Process.GetCurrentProcess();
        return self.PeakWorkingSet64;
    }
}
