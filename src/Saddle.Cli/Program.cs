using System.CommandLine;
using System.CommandLine.Help;
using Saddle.Cli;
using Saddle.Cli.Commands;
using Saddle.Conditions;
using Saddle.Evaluation;
using Saddle.Learners;
using Saddle.Networks;
using Saddle.Training;

StandardStreams.Guard();
CommandEntry[] commands =
[
    TrainCommand.Entry,
    SampleCommand.Entry,
    ExportCommand.Entry,
    EvaluateCommand.Entry,
    CompareCommand.Entry,
    BenchCommand.Entry,
    RecipesCommand.Entry,
    ObjectivesCommand.Entry,
    CatalogueCommand.Entry("networks", () => Network.All, "./saddle train --set network.size=64 --dry-run    shows every layer"),
    CatalogueCommand.Entry("conditionings", () => Conditioning.All, "./saddle train --set conditioning.name=projection"),
    CatalogueCommand.Entry("learners", () => LearnerChoice.All, "./saddle train --set learner.name=vae"),
    CatalogueCommand.Entry(
        "metrics", () => Metric.All, "./saddle evaluate --generated runs/dcgan-001 --metrics fid,precision-recall"),
    DataCommand.Entry,
    NativeCommand.Entry,
    TheoryCommand.Entry,
    SettingsCommand.Entry,
    CheckCommand.Entry,
];
return CommandLine.Run(
    () =>
    {
        var root = new Command("./saddle", "Saddle: generative adversarial networks for .NET.")
        {
            new HelpOption { Recursive = true },
            new VersionOption(),
            ExtensionOption.Create(),
            EngineOption.Create(),
        };
        foreach (CommandEntry entry in commands)
        {
            root.Add(entry.For(args));
        }
        return root;
    },
    args);
