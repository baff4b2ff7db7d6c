using System.CommandLine;
using Saddle.Torch;

namespace Saddle.Cli;

/// <summary><c>--device</c>, as every command has it that computes on one.</summary>
internal static class DeviceOption
{
    /// <summary>Creates the option.</summary>
    /// <param name="what">What is computed there, a few words.</param>
    /// <param name="usual">Where it is computed if nobody says.</param>
    internal static Option<string> Create(string what, string usual = DeviceChoice.Auto) => new("--device")
    {
        HelpName = "D",
        DefaultValueFactory = _ => usual,
        Description = $"{what}: auto, cpu, cuda or cuda:N",
    };
}
