using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;
using System.CommandLine.Parsing;
using Saddle.Components;
using Saddle.Data;
using Saddle.Data.Known;
using Saddle.Torch;
using Saddle.Training;

namespace Saddle.Cli;

/// <summary>Runs a command and turns what can go wrong into one clear message and an exit code.</summary>
internal static class CommandLine
{
    internal const int Done = 0, Failed = 1, BadInput = 2, Interrupted = 130;

    internal static int Run(Func<Command> create, string[] args) => Guard(() =>
    {
        EngineOption.Apply(args);
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
        return parsed.Invoke(
            new InvocationConfiguration { EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = null });
    }

    private static string PathOf(CommandResult command)
        => command.Parent is CommandResult parent ? $"{PathOf(parent)} {command.Command.Name}" : command.Command.Name;

    /// <summary>Does some work; what goes wrong is told, and becomes the exit code.</summary>
    /// <param name="body">The work.</param>
    /// <param name="run">The folder of the run that it is about, or null.</param>
    internal static int Guard(Func<int> body, string? run = null)
    {
        try
        {
            return body();
        }
        catch (OperationCanceledException)
        {
            return Interrupted;
        }
        catch (Exception error)
        {
            return Tell(error, run);
        }
    }

    /// <summary>Tells an error in plain words; a defect's details go into a file.</summary>
    /// <param name="error">What went wrong.</param>
    /// <param name="run">The folder of the run that it ended, which takes the file; null for none.</param>
    /// <returns>The exit code.</returns>
    internal static int Tell(Exception error, string? run = null)
    {
        Trace(error);
        Console.Error.WriteLine(Explain(error));
        if (WholeStory(error) is null)
        {
            Console.Error.WriteLine(FailureFile.Write(error, run));
        }
        return error is InputException ? BadInput : Failed;
    }

    /// <summary>With SADDLE_TRACE=1 the details of every error are on standard error as well.</summary>
    internal static void Trace(Exception error)
    {
        if (Environment.GetEnvironmentVariable("SADDLE_TRACE") is not (null or ""))
        {
            Console.Error.WriteLine(FailureFile.Details(error));
        }
    }

    /// <summary>What to tell of an error, without a stack trace.</summary>
    internal static string Explain(Exception error) => WholeStory(error)
        ?? $"This is a defect of {Suspects()}, not of what was asked for: {error.GetType().Name}: {FirstLine(error)}";

    // What there is to say where the user or the machine is the cause; null for a defect, which needs its details.
    private static string? WholeStory(Exception error) => error switch
    {
        InputException refusal => string.Join(Environment.NewLine, RemedyWords.Lines(refusal)),
        OutputFailedException => error.Message,
        DownloadException or TorchUnavailableException or TrainingDivergedException => Line(error.Message),
        IOException or UnauthorizedAccessException => $"{Line(error.Message).TrimEnd('.')}.",
        _ when IsOutOfMemory(error) => $"There is not enough memory: {FirstLine(error)} Smaller batches or networks take less.",
        _ => null,
    };

    // libtorch has no exception of its own for this, only words.
    private static bool IsOutOfMemory(Exception error)
        => error is OutOfMemoryException || error is TorchException && (
            error.Message.Contains("out of memory", StringComparison.Ordinal)
            || error.Message.Contains("allocate memory", StringComparison.Ordinal));

    private static string Suspects()
        => Extensions.All is { Count: > 0 } extensions
            ? $"Saddle, or of the extension {string.Join(" or ", extensions.Select(extension => extension.Name))}"
            : "Saddle";

    // A file's name may have line breaks.
    private static string Line(string message) => ControlCharacters.Escape(message, isLine: true);

    private static string FirstLine(Exception error) => error.Message.Split('\n')[0].TrimEnd('\r', '.', ' ') + ".";

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
