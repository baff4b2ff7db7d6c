using System.CommandLine;

namespace Saddle.Cli;

/// <summary>A command whose help ends with examples.</summary>
internal sealed class ExampleCommand(string name, string description, params string[] examples) : Command(name, description)
{
    internal ExampleCommand(CommandEntry entry, params string[] examples) : this(entry.Name, entry.Description, examples)
    {
    }

    internal IReadOnlyList<string> Examples { get; } = examples;

    /// <summary>Fits the options to what was typed before help is shown.</summary>
    internal Action<ParseResult> BeforeHelp { get; set; } = _ => { };
}
