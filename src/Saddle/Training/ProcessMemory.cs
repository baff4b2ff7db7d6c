using System.Diagnostics;
using System.Globalization;

namespace Saddle.Training;

/// <summary>The memory that this process has resident: now, and the most at once since <see cref="Restart"/>.</summary>
internal static class ProcessMemory
{
    private const string Status = "/proc/self/status";

    /// <summary>Whether the system can watch anew for the most; else it is that of the whole life of the process.</summary>
    internal static bool CanRestart { get; } = Restart();

    /// <summary>What is resident now, in bytes.</summary>
    internal static long Resident => OfLinux("VmRSS:") ?? OfProcess(process => process.WorkingSet64);

    /// <summary>The most so far, in bytes.</summary>
    internal static long Peak => OfLinux("VmHWM:") ?? OfProcess(process => process.PeakWorkingSet64);

    /// <summary>Begins to watch anew, where that can be.</summary>
    /// <returns>Whether it can.</returns>
    internal static bool Restart()
    {
        try
        {
            // Linux forgets the highest mark when told so (proc(5)).
            File.WriteAllText("/proc/self/clear_refs", "5");
            return true;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    private static long? OfLinux(string name)
    {
        try
        {
            string? line = File.ReadLines(Status).FirstOrDefault(line => line.StartsWith(name, StringComparison.Ordinal));
            string? kibibytes = line?[name.Length..]
                .Split(' ', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)[0];
            return kibibytes is null ? null : 1024 * long.Parse(kibibytes, CultureInfo.InvariantCulture);
        }
        catch (IOException)
        {
            return null;
        }
    }

    private static long OfProcess(Func<Process, long> of)
    {
        using Process self = Process.GetCurrentProcess();
        return of(self);
    }
}
