using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using Saddle.Torch.Interop;

namespace Saddle.Torch.Kernels;

/// <summary>
/// Tries kernels in a process of its own (native/kernel.cpp): OpenBLAS takes one kernel for its whole life, and one that the
/// processor cannot run ends the process. Each try takes some ten milliseconds.
/// </summary>
internal static class KernelProbe
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(60);

    private static string Program => Path.Combine(NativeFiles.Folder, NativeFiles.KernelName);

    /// <summary>Lets a kernel multiply an odd-sized pair of matrices, float and double.</summary>
    internal static KernelVerdict Prove(string kernel)
        => Run(kernel, threads: 0) switch
        {
            null => KernelVerdict.Unknown,
            { Crashed: true } => KernelVerdict.Wrong,
            { Core: null } => KernelVerdict.Meaningless,
            { Core: var core } when !KernelChoice.IsSame(core, kernel) => KernelVerdict.Absent,
            { IsRight: true } => KernelVerdict.Right,
            _ => KernelVerdict.Wrong,
        };

    /// <summary>What the library takes of itself; null where that cannot be told.</summary>
    internal static string? LibrarysOwn() => Run(null, threads: 0)?.Core;

    /// <summary>How fast a kernel is, in operations a second; null if it cannot be had or multiplies wrongly.</summary>
    /// <param name="kernel">The kernel; null for the library's own choice.</param>
    /// <param name="threads">How many threads multiply.</param>
    internal static (string Kernel, double OperationsPerSecond)? Rate(string? kernel, int threads)
        => Run(kernel, threads) is { IsRight: true, Core: { } core, OperationsPerSecond: > 0 and var rate }
            && (kernel is null || KernelChoice.IsSame(core, kernel))
            ? (core, rate)
            : null;

    private sealed record Report(string? Core, bool IsRight = false, double OperationsPerSecond = 0, bool Crashed = false);

    // Null if the program is missing (a program may be published without it), cannot be started or does not end.
    private static Report? Run(string? kernel, int threads)
    {
        var start = new ProcessStartInfo(Program, [threads.ToString(CultureInfo.InvariantCulture)])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment.Remove(ProcessorKernel.Variable);
        if (kernel is not null)
        {
            start.Environment[ProcessorKernel.Variable] = kernel;
        }
        string most = Math.Max(threads, 1).ToString(CultureInfo.InvariantCulture);
        start.Environment["OPENBLAS_NUM_THREADS"] = start.Environment["OMP_NUM_THREADS"] = most;
        try
        {
            using Process? process = File.Exists(Program) ? Process.Start(start) : null;
            if (process is null)
            {
                return null;
            }
            // A line or nothing: it fits into the pipe.
            if (!process.WaitForExit(s_patience))
            {
                process.Kill();
                return null;
            }
            return process.ExitCode == 0 ? Read(process.StandardOutput.ReadToEnd()) : new Report(kernel, Crashed: true);
        }
        catch (Exception error) when (error is Win32Exception or IOException or InvalidOperationException)
        {
            return null;
        }
    }

    private static Report? Read(string line) => line.Split(' ', StringSplitOptions.TrimEntries) switch
    {
        [var core, var verdict, var rate]
            => new Report(core, verdict == "right", double.Parse(rate, CultureInfo.InvariantCulture)),
        ["no-openblas"] => new Report(null),
        _ => null,
    };
}
