using System.CommandLine;
using System.CommandLine.Help;
using Saddle.Cli;
using Saddle.Cli.Commands;

var root = new Command("./saddle", "Saddle: generative adversarial networks for .NET.")
{
    new HelpOption { Recursive = true },
    new VersionOption(),
    TrainCommand.Create(),
    SampleCommand.Create(),
    RecipesCommand.Create(),
    ObjectivesCommand.Create(),
    NetworksCommand.Create(),
    DataCommand.Create(),
    TheoryCommand.Create(),
};
return CommandLine.Run(root, args);
