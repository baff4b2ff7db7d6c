using System.CommandLine;
using Saddle.Torch;

namespace Saddle.Cli;

/// <summary><c>--engine</c>: what computes, with every command.</summary>
internal static class EngineOption
{
    private const string Name = "--engine";

    private static readonly string[] s_names = [.. ProcessSettings.EngineNames];

    /// <summary>The option, for help and for the check of what was typed; the work is <see cref="Apply"/>'s.</summary>
    internal static Option<string> Create()
    {
        var option = new Option<string>(Name)
        {
            HelpName = string.Join('|', s_names),
            Description = "What computes: Saddle's own binding of libtorch where it is built (native), or the package TorchSharp",
            Recursive = true,
        };
        option.AcceptOnlyFromAmong(s_names);
        return option;
    }

    /// <summary>
    /// Makes the command line's choices for the process. A command may compute as it is made, so this comes before all of them.
    /// </summary>
    internal static void Apply(string[] args)
    {
        var name = EngineName.Auto;
        for (int k = 0; k < args.Length && args[k] != "--"; k++)
        {
            string? typed = args[k] == Name && k + 1 < args.Length ? args[k + 1]
                : args[k].StartsWith(Name + "=", StringComparison.Ordinal) ? args[k][(Name.Length + 1)..]
                : null;
            name = typed is null ? name : (EngineName)Math.Max(0, Array.IndexOf(s_names, typed));
        }
        new ProcessSettings { Engine = name }.Apply();
    }
}
