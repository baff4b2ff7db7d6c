using System.CommandLine;
using Saddle.Components;
using Saddle.Data;
using Saddle.Reporting;

namespace Saddle.Cli.Commands;

/// <summary><c>saddle data</c>: what there is to learn from.</summary>
internal static class DataCommand
{
    // Two cores decode as many photographs of a megapixel in less than a minute.
    private const int MostDecoded = 10_000;

    internal static CommandEntry Entry { get; } = new(
        "data", "List the data sources, or say what one holds and write a contact sheet of it", Create, "SPEC");

    private static ExampleCommand Create()
    {
        var spec = new Argument<string?>("SPEC")
        {
            Arity = ArgumentArity.ZeroOrOne,
            Description = "A name from the list, a file or folder whose kind is recognised, or a kind and a path: pairs:DIR",
        };
        var set = new Option<string[]>("--set")
        {
            HelpName = "NAME=VALUE",
            Description = "Change a setting of the source; may be repeated",
            Arity = ArgumentArity.OneOrMore,
            AllowMultipleArgumentsPerToken = false,
        };
        var output = new Option<string?>("--out")
        {
            HelpName = "FILE.png",
            Description = "The contact sheet; NAME-contact-sheet.png in the current folder if left out",
        };
        var decode = new Option<bool>("--decode")
        {
            Description = "Decode every picture to find the broken ones, however many there are; "
                + $"up to {MostDecoded} are decoded anyway",
        };
        Option<bool> json = Output.JsonOption();
        var command = new ExampleCommand(
            Entry,
            "./saddle data", "./saddle data fashion-mnist", "./saddle data ~/photos --out photos.png",
            "./saddle data pairs:facades/train --set direction=b-to-a", "./saddle data get mnist")
            { spec, set, output, decode, json, DataGetCommand.Create() };
        command.SetAction(parsed =>
        {
            if (parsed.GetValue(spec) is { } chosen)
            {
                string[] changes = parsed.GetValue(set) ?? [];
                DataSource source = Changed(DataSource.FromSpec(chosen, out string why), changes);
                Describe(
                    source, why, parsed.GetValue(output) ?? SheetName(chosen), parsed.GetValue(decode), parsed.GetValue(json));
            }
            else
            {
                CatalogueListing.Print(DataSource.All, null, parsed.GetValue(json));
            }
        });
        return command;
    }

    private static void Describe(DataSource source, string why, string sheet, bool decode, bool json)
    {
        if (!sheet.EndsWith(".png", StringComparison.OrdinalIgnoreCase))
        {
            throw new InputException($"--out must be a .png file, but is '{sheet}'.");
        }
        using var interruption = new Interruption();
        // The warnings are part of what is printed, and a pipe gets the description alone.
        TextWriter lines = json || Console.IsOutputRedirected ? TextWriter.Null : Console.Out;
        using DataSet data = DataDisplay.Show(lines, work => source.Open(work with { Warn = null }), interruption.Token);
        DataReport report = data.Report.IsExamined == false && (decode || data.Count <= MostDecoded)
            ? DataDisplay.Show(lines, data.Examine, interruption.Token)
            : data.Report;
        ContactSheet.Save(data, sheet);
        var description = new DataDescription(source, why, report, sheet);
        if (json)
        {
            Output.Json(description.ToDocument(), Documents.Default.DataDocument);
        }
        else
        {
            description.Print();
        }
    }

    // With the source's own settings, and those as they are written for a recipe: direction or data.direction.
    private static DataSource Changed(DataSource source, string[] changes)
    {
        IEnumerable<(string, object)> kept = source.Settings.Select(pair => (pair.Setting.Name, pair.Value));
        IEnumerable<(string, object)> given = changes.Select(change => change.Split('=', 2) is [var name, var value]
            ? (name.StartsWith("data.", StringComparison.Ordinal) ? name[5..] : name, (object)value)
            : throw new InputException($"--set takes NAME=VALUE, but is '{change}'."));
        return changes.Length == 0 ? source : DataSource.All.Create(source.Name, [.. kept, .. given]);
    }

    // The last part of a path, or the name of a source.
    private static string SheetName(string spec)
    {
        string path = Path.TrimEndingDirectorySeparator(
            Path.Exists(spec) ? Path.GetFullPath(spec) : spec[(spec.IndexOf(':', StringComparison.Ordinal) + 1)..]);
        return (Path.GetFileNameWithoutExtension(path) is { Length: > 0 } name ? name : "data") + "-contact-sheet.png";
    }
}
