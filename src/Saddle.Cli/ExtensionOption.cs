using System.CommandLine;
using Saddle.Components;
using Saddle.Learners;

namespace Saddle.Cli;

/// <summary><c>--extension</c>: components from outside, with every command.</summary>
internal static class ExtensionOption
{
    private const string Name = "--extension";

    private static readonly List<string> s_files = [];

    /// <summary>What was loaded, as words of a command line that is to load the same: each with a space before it.</summary>
    internal static string Again => string.Concat(s_files.Distinct().Select(file => $" {Name} {Quoted.Word(file)}"));

    /// <summary>The option, for help and for the check of what was typed; the work is <see cref="Load"/>'s.</summary>
    internal static Option<string[]> Create() => new(Name)
    {
        HelpName = "FILE.dll",
        Description =
            "Load components of your own from an assembly (it is code: name only what you trust); may be given several times",
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
                Load(args[++k]);
            }
            else if (args[k].StartsWith(Name + "=", StringComparison.Ordinal))
            {
                Load(args[k][(Name.Length + 1)..]);
            }
        }
    }

    private static void Load(string file)
    {
        Extensions.Load(file);
        // What it brings is refused at once where options clash, whatever the command.
        _ = SampleOptionCatalogue.All;
        s_files.Add(file);
    }
}
