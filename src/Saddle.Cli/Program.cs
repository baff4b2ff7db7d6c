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
return CommandLine.Run(() => new Command("./saddle", "Saddle: generative adversarial networks for .NET.")
{
    new HelpOption { Recursive = true },
    new VersionOption(),
    ExtensionOption.Create(),
    EngineOption.Create(),
    TrainCommand.Create(),
    SampleCommand.Create(args),
    ExportCommand.Create(),
    EvaluateCommand.Create(),
    CompareCommand.Create(),
    BenchCommand.Create(),
    RecipesCommand.Create(),
    ObjectivesCommand.Create(),
    CatalogueCommand.Create("networks", Network.All, "./saddle train --set network.size=64 --dry-run    shows every layer"),
    CatalogueCommand.Create("conditionings", Conditioning.All, "./saddle train --set conditioning.name=projection"),
    CatalogueCommand.Create("learners", LearnerChoice.All, "./saddle train --set learner.name=vae"),
    CatalogueCommand.Create("metrics", Metric.All, "./saddle evaluate --generated runs/dcgan-001 --metrics fid,precision-recall"),
    DataCommand.Create(),
    NativeCommand.Create(),
    TheoryCommand.Create(),
    SettingsCommand.Create(),
    CheckCommand.Create(),
}, args);
