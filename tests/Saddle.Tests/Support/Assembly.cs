using System.Diagnostics;
using Xunit.Sdk;
using Xunit.v3;

// libtorch uses every core already, and threads and the default generator belong to the whole process.
[assembly: Parallelization(Mode = ParallelMode.None)]

namespace Saddle.Tests.Support;

/// <summary>What the tests' own program chooses for its process: what the command line does.</summary>
internal static class TestProcess
{
    /// <summary>Set for a process that chooses nothing, as a host that only calls the library.</summary>
    internal const string PlainHost = "SADDLE_TESTS_PLAIN_HOST";

    internal static bool IsPlainHost => Environment.GetEnvironmentVariable(PlainHost) is not null;

    [System.Runtime.CompilerServices.ModuleInitializer]
    internal static void Choose()
    {
        if (!IsPlainHost)
        {
            new ProcessSettings().Apply();
        }
    }

    /// <summary>Runs one test again, in a plain host's process, and holds it to have passed.</summary>
    /// <param name="type">The test's class.</param>
    /// <param name="test">The test.</param>
    /// <param name="without">Variables of the environment that the process is not given.</param>
    internal static void RunAsPlainHost(Type type, string test, params string[] without)
    {
        var start = new ProcessStartInfo(Environment.ProcessPath!, ["-method", $"{type.FullName}.{test}"])
        {
            RedirectStandardOutput = true,
        };
        start.Environment[PlainHost] = "1";
        Array.ForEach(without, name => start.Environment.Remove(name));
        using Process process = Process.Start(start)!;
        string said = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        Assert.Contains("Total: 1, Errors: 0, Failed: 0, Skipped: 0", said);
        Assert.Equal(0, process.ExitCode);
    }
}
