using System.CommandLine;
using Saddle.Networks;

namespace Saddle.Cli.Commands;

/// <summary><c>saddle networks</c>: the pairs of networks.</summary>
internal static class NetworksCommand
{
    internal static Command Create()
    {
        var name = new Argument<string?>("NAME") { Arity = ArgumentArity.ZeroOrOne, Description = "One network, with its settings" };
        Option<bool> json = Output.JsonOption();
        var command = new ExampleCommand(
            "networks", "List the networks, or show one", "./saddle networks", "./saddle networks dcgan",
            "./saddle train --set network.size=64 --dry-run    shows every layer") { name, json };
        command.SetAction(parsed => CatalogueListing.Print(Network.All, parsed.GetValue(name), parsed.GetValue(json)));
        return command;
    }
}
