using System.CommandLine;
using Saddle.Cli;
using Saddle.Cli.Commands;

var root = new RootCommand("Saddle: generative adversarial networks for .NET.")
{
    TrainCommand.Create(),
    SampleCommand.Create(),
    RecipesCommand.Create(),
    ObjectivesCommand.Create(),
    NetworksCommand.Create(),
    DataCommand.Create(),
};
return CommandLine.Run(root, args);
