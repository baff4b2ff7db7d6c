using System.CommandLine;
using Saddle.Components;

namespace Saddle.Cli;

/// <summary><c>--extension</c>: components from outside, with every command.</summary>
internal static class ExtensionOption
{
    private const string Name = "--extension";

    /// <summary>The option, for help and for the check of what was typed; the work is <see cref="Load"/>'s.</summary>
    internal static Option<string[]> Create() => new(Name)
    {
        HelpName = "FILE.dll",
        Description = "Load components of your own from an assembly (it is code: name only what you trust); may be given several times",
        Recursive = true,
        AllowMultipleArgumentsPerToken = false,
    };

    /// <summary>
    /// Loads what is named. Catalogues are behind help and the check of what was typed, so this comes before either.
    /// </summary>
    /// <exception cref="InputException">A file cannot be used; the message says why.</exception>
    internal static void Load(string[] args)
    {
        for (int k = 0; k < args.Length && args[k] != "--"; k++)
        {
            if (args[k] == Name && k + 1 < args.Length)
            {
                Extensions.Load(args[++k]);
            }
            else if (args[k].StartsWith(Name + "=", StringComparison.Ordinal))
            {
                Extensions.Load(args[k][(Name.Length + 1)..]);
            }
        }
    }
}
