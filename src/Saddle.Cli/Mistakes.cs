using System.CommandLine;
using System.CommandLine.Parsing;
using Saddle.Components;

namespace Saddle.Cli;

/// <summary>What was mistyped on the command line, in words that say what would have been right.</summary>
internal static class Mistakes
{
    /// <summary>One sentence for each mistake; none if the line can be understood.</summary>
    internal static IReadOnlyList<string> Of(ParseResult parsed, Command root)
    {
        Command command = parsed.CommandResult.Command;
        // System.CommandLine passes over directives that it does not know, and what follows would be done.
        if (parsed.Tokens.FirstOrDefault(token => token.Type == TokenType.Directive) is { } directive)
        {
            return [$"unexpected '{directive.Value}': directives are not known here; begin with a command."];
        }
        if (command == root && parsed.UnmatchedTokens is [var first, ..])
        {
            // What follows an unknown command cannot be judged.
            return [IsOption(first)
                ? UnknownOption(first, command)
                : Names.Unknown("command", first, [.. root.Subcommands.Select(known => known.Name)])];
        }
        string[] options = [.. Swallowed(parsed).Concat(parsed.UnmatchedTokens.Where(IsOption))];
        // The words after an unknown option may be its value, so they are not judged either.
        return options.Length > 0
            ? [.. options.Select(token => UnknownOption(token, command))]
            : [
                .. parsed.UnmatchedTokens.Select(word => Unexpected(word, command)),
                .. parsed.CommandResult.Children.Where(IsEmpty).Select(Empty),
                .. parsed.Errors.Select(error => Explain(error, command, parsed)).OfType<string>().Distinct(),
            ];
    }

    private static bool IsOption(string token) => token.Length > 1 && token[0] == '-' && !char.IsAsciiDigit(token[1]);

    // An unknown option that was taken for an argument.
    private static List<string> Swallowed(ParseResult parsed)
        => [
            .. parsed.CommandResult.Children.OfType<ArgumentResult>().SelectMany(argument => argument.Tokens)
                .Select(token => token.Value).Where(IsOption),
        ];

    private static string UnknownOption(string token, Command command)
    {
        string[] known = [.. command.Options.Select(option => option.Name)];
        return Names.Nearest(token, known) is { } near
            ? $"unknown option {token}: did you mean {near}?"
            : $"unknown option {token}. Known: {string.Join(", ", known)}.";
    }

    private static string Unexpected(string word, Command command)
    {
        if (command.Subcommands.Count > 0 && command.Arguments.Count == 0)
        {
            return Names.Unknown(command.Name, word, [.. command.Subcommands.Select(known => known.Name)]);
        }
        string takes = command.Arguments is [var argument, ..]
            ? $"besides its options {command.Name} takes only {argument.Name}"
            : $"{command.Name} takes only options";
        return $"unexpected '{word}': {takes}; put text with spaces in quotes.";
    }

    private static string? Explain(ParseError error, Command command, ParseResult parsed) => error.SymbolResult switch
    {
        // System.CommandLine's own sentence about a word that Unexpected has explained already.
        _ when parsed.UnmatchedTokens.Any(word => error.Message.Contains($"'{word}'", StringComparison.Ordinal)) => null,
        ArgumentResult { Argument: var argument, Tokens.Count: 0 } when command.Arguments.Contains(argument) =>
            Missing(argument.Name, argument),
        OptionResult { Option: { Required: true } option, Implicit: true } => Missing(option.Name, option),
        OptionResult { Option: var option, Tokens.Count: 0 } => $"{option.Name} needs a value: {option.HelpName}.",
        _ => error.Message,
    };

    // A variable of the shell that was never set, most often.
    private static bool IsEmpty(SymbolResult given)
        => given is not CommandResult && given.Tokens.Any(token => token.Value.Length == 0);

    private static string Empty(SymbolResult given) => given is OptionResult { Option: var option }
        ? $"{option.Name} needs a value, but is empty: {option.HelpName}."
        : $"{((ArgumentResult)given).Argument.Name} is empty.";

    private static string Missing(string name, Symbol symbol) => $"{name} is missing: {symbol.Description}.";
}
