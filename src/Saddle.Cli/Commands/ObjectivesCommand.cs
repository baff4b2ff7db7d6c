using System.CommandLine;
using Saddle.Objectives;

namespace Saddle.Cli.Commands;

/// <summary><c>saddle objectives</c>: the games and their theorems.</summary>
internal static class ObjectivesCommand
{
    internal static Command Create()
    {
        var name = new Argument<string?>("NAME") { Arity = ArgumentArity.ZeroOrOne, Description = "One objective, with its settings and theorem" };
        Option<bool> json = Output.JsonOption();
        var command = new ExampleCommand(
            "objectives", "List the objectives, or show one", "./saddle objectives", "./saddle objectives least-squares") { name, json };
        command.SetAction(parsed => CatalogueListing.Print(
            Objective.All, parsed.GetValue(name), parsed.GetValue(json),
            entry => Objective.All.Create(entry.Name).Theorem is { } theorem ? ("theorem", theorem.Statement) : null));
        return command;
    }
}
