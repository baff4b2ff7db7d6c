using System.CommandLine;
using Saddle.Training;

namespace Saddle.Cli;

/// <summary><c>--threads</c>: at most as many as there are processors, for more would only wait for each other.</summary>
internal static class ThreadsOption
{
    internal static Option<long?> Create(string description) => Whole.Option(
        "--threads", $"{description}; 0, or left out, for the physical cores", 0, Environment.ProcessorCount,
        "the processors that this process may use; 0 for the physical cores");

    /// <summary>How many were asked for.</summary>
    internal static int Count(long? given) => given is > 0 and var threads ? (int)threads : Processor.PhysicalCores;
}
