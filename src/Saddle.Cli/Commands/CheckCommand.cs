using System.CommandLine;
using Saddle.Components;
using Saddle.Contracts;

namespace Saddle.Cli.Commands;

/// <summary><c>saddle check</c>: whether components keep what those of their kind keep.</summary>
internal static class CheckCommand
{
    internal static CommandEntry Entry { get; } = new(
        "check",
        "Check that components keep what those of their kind keep: finite losses, exact resume, the same twice...",
        Create, "NAME");

    private static ExampleCommand Create()
    {
        var name = new Argument<string?>("NAME")
        {
            Arity = ArgumentArity.ZeroOrOne,
            Description = "One component; all of the extensions that were named if left out",
        };
        var set = new Option<string[]>("--set")
        {
            HelpName = "SETTING=VALUE",
            Description = "A setting of that component, a path for instance",
            AllowMultipleArgumentsPerToken = false,
        };
        Option<bool> json = Output.JsonOption();
        var command = new ExampleCommand(
            Entry,
            "./saddle check --extension Garden.dll",
            "./saddle check least-squares --set a=-1") { name, set, json };
        command.SetAction(parsed =>
        {
            List<(string Kind, Component Component)> components = Find(parsed.GetValue(name), parsed.GetValue(set) ?? []);
            List<(string Kind, Component Component, IReadOnlyList<ContractProblem> Problems)> checks =
                [.. components.Select(one => Check(one.Kind, one.Component, tells: !parsed.GetValue(json)))];
            if (parsed.GetValue(json))
            {
                Output.Json([.. checks.Select(Describe)], Documents.Default.CheckDocumentArray);
            }
            return checks.TrueForAll(check => check.Problems.Count == 0) ? CommandLine.Done : CommandLine.Failed;
        });
        return command;
    }

    private static List<(string Kind, Component Component)> Find(string? name, string[] settings)
    {
        (string Kind, Entry Entry)[] all =
            [.. Contract.Kinds.SelectMany(kind => kind.Entries.Select(entry => (kind.Name, entry)))];
        if (name is null)
        {
            (string Kind, Entry Entry)[] added = [.. all.Where(one => IsAdded(one.Entry))];
            return added.Length > 0
                ? [.. added.Select(one => (one.Kind, one.Entry.Example))]
                : throw new InputException("there is no extension to check: name one with --extension FILE.dll, or a component.");
        }
        (string Kind, Entry Entry)[] named = [.. all.Where(one => one.Entry.Name == name)];
        return named.Length > 0
            ? [.. named.Select(one => (one.Kind, Changed(one.Entry.Example, settings)))]
            : throw new InputException(Names.Unknown("component", name, [.. all.Select(one => one.Entry.Name).Distinct()]));
    }

    private static bool IsAdded(Entry entry) => entry.Example.GetType().Assembly.IsDefined(typeof(ExtensionAttribute), false);

    private static Component Changed(Component component, string[] settings)
        => settings.Select(Pair).Aggregate(component, (made, pair) => made.With(pair.Name, pair.Value));

    private static (string Name, string Value) Pair(string text) => text.Split('=', 2) is [var name, var value]
        ? (name, value)
        : throw new InputException($"--set {text}: expected SETTING=VALUE.");

    private static (string, Component, IReadOnlyList<ContractProblem>) Check(string kind, Component component, bool tells)
    {
        if (component.Settings.Any(pair => pair.Setting.Name == "path" && pair.Value is ""))
        {
            if (tells)
            {
                Console.Out.WriteLine(
                    $"{kind} {component.Name}: not checked, for it needs a path: ./saddle check {component.Name} --set path=...");
            }
            return (kind, component, []);
        }
        IReadOnlyList<ContractProblem> problems = Contract.Check(component);
        if (tells)
        {
            Console.Out.WriteLine(
                $"{kind} {component}: "
                + (problems.Count == 0 ? $"keeps all {Contract.RulesOf(component).Count} rules" : $"breaks {problems.Count}"));
            foreach (ContractProblem problem in problems)
            {
                Console.Out.WriteLine($"  {problem.Rule}: {problem.Problem}");
            }
        }
        return (kind, component, problems);
    }

    private static CheckDocument Describe((string Kind, Component Component, IReadOnlyList<ContractProblem> Problems) check)
        => new(check.Kind, check.Component.Name, check.Problems.Select(each => new ProblemDocument(each.Rule, each.Problem)));

    /// <summary>One component of what <c>--json</c> prints.</summary>
    internal sealed record CheckDocument(string Kind, string Name, IEnumerable<ProblemDocument> Problems);

    /// <summary>What a component does not keep.</summary>
    internal sealed record ProblemDocument(string Rule, string Problem);
}
