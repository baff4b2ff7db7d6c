using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;
using System.CommandLine.Parsing;
using Saddle.Data;
using Saddle.Torch;
using Saddle.Training;

namespace Saddle.Cli;

/// <summary>Runs a command and turns what can go wrong into one clear message and an exit code.</summary>
internal static class CommandLine
{
    internal const int Done = 0, Failed = 1, BadInput = 2, Interrupted = 130;

    internal static int Run(Func<Command> create, string[] args) => Guard(() =>
    {
        ExtensionOption.Load(args);
        return Run(create(), args);
    });

    private static int Run(Command root, string[] args)
    {
        var help = root.Options.OfType<HelpOption>().Single();
        help.Action = new HelpWithExample((HelpAction)help.Action!);
        ParseResult parsed = root.Parse(args.Length == 0 ? ["--help"] : args);
        IReadOnlyList<string> mistakes = parsed.Action is HelpWithExample ? [] : Mistakes.Of(parsed, root);
        if (mistakes.Count > 0)
        {
            foreach (string message in mistakes)
            {
                Console.Error.WriteLine(message);
            }
            Console.Error.WriteLine($"See: {PathOf(parsed.CommandResult)} --help");
            return BadInput;
        }
        return parsed.Invoke(new InvocationConfiguration { EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = null });
    }

    private static string PathOf(CommandResult command)
        => command.Parent is CommandResult parent ? $"{PathOf(parent)} {command.Command.Name}" : command.Command.Name;

    private static int Guard(Func<int> body)
    {
        try
        {
            return body();
        }
        catch (OperationCanceledException)
        {
            return Interrupted;
        }
        catch (Exception error) when (Environment.GetEnvironmentVariable("SADDLE_TRACE") is null or "")
        {
            Console.Error.WriteLine(Explain(error));
            return IsBadInput(error) ? BadInput : Failed;
        }
    }

    private static bool IsBadInput(Exception error)
        => error is InputException or DataException or ArgumentException or TorchUnavailableException
            or InvalidDataException;

    /// <summary>What to tell of an error, without a stack trace.</summary>
    internal static string Explain(Exception error) => error switch
    {
        ArgumentException argument => WithoutParameter(argument),
        InputException or DataException or DownloadException or TorchException or TrainingDivergedException
            or InvalidDataException => error.Message,
        IOException or UnauthorizedAccessException => $"{error.Message.TrimEnd('.')}.",
        _ => $"Unexpected failure: {error.GetType().Name}: {error.Message} (set SADDLE_TRACE=1 to see where)",
    };

    // .NET adds the parameter's name, which no user of the command line knows, and the value on a line of its own.
    private static string WithoutParameter(ArgumentException error)
    {
        string message = error is ArgumentOutOfRangeException ? error.Message.Split(Environment.NewLine)[0] : error.Message;
        return error.ParamName is null ? message : message.Replace($" (Parameter '{error.ParamName}')", "", StringComparison.Ordinal);
    }

    /// <summary>The usual help, and an example where the command has one.</summary>
    private sealed class HelpWithExample(HelpAction inner) : SynchronousCommandLineAction
    {
        public override int Invoke(ParseResult parseResult)
        {
            var command = parseResult.CommandResult.Command as ExampleCommand;
            command?.BeforeHelp(parseResult);
            int code = inner.Invoke(parseResult);
            if (command is not null)
            {
                Console.WriteLine("Examples:");
                foreach (string line in command.Examples)
                {
                    Console.WriteLine("  " + line);
                }
            }
            return code;
        }
    }
}
