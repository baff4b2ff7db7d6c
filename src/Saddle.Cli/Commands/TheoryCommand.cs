using System.CommandLine;
using System.Text.Json;
using Saddle.Components;
using Saddle.Theory.Experiments;

namespace Saddle.Cli.Commands;

/// <summary><c>saddle theory</c>: statements that one can run, each a command of its own with its settings as options.</summary>
internal static class TheoryCommand
{
    internal static CommandEntry Entry { get; } = new("theory", "List the theory's experiments, or run one", Create);

    private static ExampleCommand Create()
    {
        Option<bool> json = Output.JsonOption();
        var command = new ExampleCommand(
            Entry,
            "./saddle theory", "./saddle theory divergences --p 0.1,0.2,0.7 --q 0.3,0.3,0.4",
            "./saddle theory divergences --p '0.33*N(-1,0.25)+0.67*N(2,1.4142)' --q 'N(1,2)' --json") { json };
        command.SetAction(parsed => CatalogueListing.Print(Experiment.All, null, parsed.GetValue(json)));
        foreach (Entry<Experiment> entry in Experiment.All.Entries)
        {
            command.Add(Create(entry));
        }
        return command;
    }

    private static ExampleCommand Create(Entry<Experiment> entry)
    {
        Option<bool> json = Output.JsonOption();
        var output = new Option<string?>("--out")
        {
            HelpName = "DIR",
            Description = $"Where the numbers and pictures go; theory/{entry.Name} if left out",
        };
        var command = new ExampleCommand(entry.Name, entry.Summary, $"./saddle theory {entry.Name}") { json, output };
        List<(Setting Setting, Func<ParseResult, object?> Value)> options = [];
        foreach (Setting setting in entry.Settings)
        {
            (Option option, Func<ParseResult, object?> value) = OptionFor(setting);
            command.Add(option);
            options.Add((setting, value));
        }
        command.SetAction(parsed =>
        {
            Experiment experiment = Experiment.All.Create(
                entry.Name,
                options.Select(option => (option.Setting.Name, Value: option.Value(parsed))).Where(o => o.Value is not null)
                    .Select(o => (o.Name, o.Value!)));
            Run(experiment, parsed.GetValue(output) ?? Path.Combine("theory", entry.Name), parsed.GetValue(json));
        });
        return command;
    }

    private static (Option, Func<ParseResult, object?>) OptionFor(Setting setting)
    {
        string name = "--" + setting.Name.Replace('_', '-');
        string description = $"{setting.Summary} (default: {Setting.Show(setting.Default)})";
        if (setting.Kind == SettingKind.Flag)
        {
            var flag = new Option<bool>(name) { Description = setting.Summary };
            return (flag, parsed => parsed.GetResult(flag) is { Implicit: false } ? parsed.GetValue(flag) : null);
        }
        bool isText = setting.Kind is SettingKind.Text or SettingKind.Choice;
        var option = new Option<string?>(name) { HelpName = isText ? "TEXT" : "N", Description = description };
        return (option, parsed => parsed.GetValue(option));
    }

    private static void Run(Experiment experiment, string folder, bool json)
    {
        using var interruption = new Interruption();
        ExperimentResult result = ProgressLine.Show(
            experiment.Name, json, progress => experiment.Run(progress, interruption.Token));
        ExperimentWriter.Save(result, folder);
        if (json)
        {
            Console.Out.WriteLine(Output.PlainText(result.Values));
            return;
        }
        ExperimentWriter.Print(result, Console.Out);
        Console.Out.WriteLine();
        Console.Out.WriteLine($"numbers and pictures: {folder}");
    }
}
