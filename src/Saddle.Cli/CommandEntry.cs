using System.CommandLine;

namespace Saddle.Cli;

/// <summary>
/// A command as the list of all shows it. Its options are made only where it was typed: no start waits for what twenty commands
/// take.
/// </summary>
/// <param name="Name">What is typed.</param>
/// <param name="Description">What it does, in one sentence.</param>
/// <param name="Create">Makes it whole.</param>
/// <param name="Takes">Its argument's name in the list, or null.</param>
internal sealed record CommandEntry(string Name, string Description, Func<Command> Create, string? Takes = null)
{
    /// <summary>The command, whole if it may be the one that was typed, otherwise by name only.</summary>
    /// <param name="args">What was typed. A file of arguments (@FILE) may name any command.</param>
    internal Command For(string[] args)
    {
        if (args.Any(word => word == Name || word.StartsWith('@')))
        {
            return Create();
        }
        var command = new Command(Name, Description);
        if (Takes is not null)
        {
            command.Add(new Argument<string>(Takes));
        }
        return command;
    }
}
