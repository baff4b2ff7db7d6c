using System.CommandLine;

namespace Saddle.Cli.Commands;

/// <summary><c>saddle settings</c>: the reference of all components and their settings.</summary>
internal static class SettingsCommand
{
    internal static CommandEntry Entry { get; } = new(
        "settings", "Print every component with its settings, as a page of Markdown", Create, "KIND");

    private static ExampleCommand Create()
    {
        var kind = new Argument<string?>("KIND")
        {
            Arity = ArgumentArity.ZeroOrOne,
            Description = "One kind, such as objective; all if left out",
        };
        Option<bool> json = Output.JsonOption();
        var command = new ExampleCommand(
            Entry,
            "./saddle settings > settings.md",
            "./saddle settings penalty") { kind, json };
        command.SetAction(parsed =>
        {
            if (parsed.GetValue(json))
            {
                Output.Json(writer => SettingsPage.Write(writer, parsed.GetValue(kind)));
            }
            else
            {
                Console.Out.Write(SettingsPage.Of(parsed.GetValue(kind)));
            }
        });
        return command;
    }
}
