using System.CommandLine;
using Saddle.Objectives;

namespace Saddle.Cli.Commands;

/// <summary><c>saddle objectives</c>: the games and their theorems.</summary>
internal static class ObjectivesCommand
{
    internal static CommandEntry Entry { get; } = new(
        "objectives", "List the objectives, show one, or evaluate one by hand", Create, "NAME");

    private static ExampleCommand Create()
    {
        var name = new Argument<string?>("NAME")
        {
            Arity = ArgumentArity.ZeroOrOne,
            Description = "One objective, with its settings and theorem",
        };
        var real = new Option<string?>("--real-logits")
        {
            HelpName = "X,Y,...",
            Description = "Evaluate NAME on these logits of real samples",
        };
        var fake = new Option<string?>("--fake-logits") { HelpName = "X,Y,...", Description = "... and these of generated ones" };
        var set = new Option<string[]>("--set")
        {
            HelpName = "SETTING=VALUE",
            Description = "Change a setting of NAME; may be repeated",
            Arity = ArgumentArity.OneOrMore,
        };
        Option<bool> json = Output.JsonOption();
        var command = new ExampleCommand(
            Entry, "./saddle objectives",
            "./saddle objectives least-squares",
            "./saddle objectives least-squares --real-logits=-5,1.4 --fake-logits=10,4.4 --set a=-1")
        { name, real, fake, set, json };
        command.Validators.Add(result =>
        {
            bool hasReal = result.GetValue(real) is not null, hasFake = result.GetValue(fake) is not null;
            bool evaluates = hasReal || hasFake || result.GetValue(set) is { Length: > 0 };
            if (evaluates && (!hasReal || !hasFake || result.GetValue(name) is null))
            {
                result.AddError("To evaluate an objective give its NAME, --real-logits and --fake-logits.");
            }
        });
        command.SetAction(parsed =>
        {
            string? chosen = parsed.GetValue(name);
            bool asJson = parsed.GetValue(json);
            if (chosen is not null && parsed.GetValue(real) is { } realLogits && parsed.GetValue(fake) is { } fakeLogits)
            {
                Objective objective = Objective.All.Create(chosen, (parsed.GetValue(set) ?? []).Select(TrainRequest.Split));
                ObjectiveEvaluation.Of(
                    objective,
                    ObjectiveEvaluation.ParseLogits("--real-logits", realLogits),
                    ObjectiveEvaluation.ParseLogits("--fake-logits", fakeLogits)).Print(asJson);
                return;
            }
            CatalogueListing.Print(
                Objective.All, chosen, asJson,
                entry => ("theorem", entry.Example.Theorem?.Statement ?? "none known"));
        });
        return command;
    }
}
