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
}
