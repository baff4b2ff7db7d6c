using System.CommandLine;
using Saddle.Components;
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
        command.SetAction(parsed =>
        {
            string? chosen = parsed.GetValue(name);
            bool asJson = parsed.GetValue(json);
            CatalogueListing.Print(Objective.All, chosen, asJson);
            if (chosen is not null && !asJson && Objective.All.Create(chosen).Theorem is { } theorem)
            {
                Console.Out.WriteLine();
                Console.Out.WriteLine($"theorem: {theorem.Statement}");
            }
        });
        return command;
    }
}
