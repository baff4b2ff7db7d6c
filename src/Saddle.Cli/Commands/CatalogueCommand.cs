using System.CommandLine;
using Saddle.Components;

namespace Saddle.Cli.Commands;

/// <summary><c>saddle networks</c> and the like: what there is of a kind.</summary>
internal static class CatalogueCommand
{
    /// <summary>The list's entry.</summary>
    /// <param name="plural">What it is called, the plural of the catalogue's kind.</param>
    /// <param name="catalogue">Gives what it lists.</param>
    /// <param name="examples">Its examples, the list's own aside.</param>
    internal static CommandEntry Entry<T>(string plural, Func<Catalogue<T>> catalogue, params string[] examples)
        where T : Component
    {
        string description = $"List the {plural}, or show one";
        return new(plural, description, () => Create(plural, description, catalogue(), examples), "NAME");
    }

    private static ExampleCommand Create<T>(string plural, string description, Catalogue<T> catalogue, string[] examples)
        where T : Component
    {
        var name = new Argument<string?>("NAME")
        {
            Arity = ArgumentArity.ZeroOrOne,
            Description = $"One {catalogue.Kind}, with its settings",
        };
        Option<bool> json = Output.JsonOption();
        var command = new ExampleCommand(
            plural, description,
            [$"./saddle {plural}", $"./saddle {plural} {catalogue.Names[1]}", .. examples])
        { name, json };
        command.SetAction(parsed => CatalogueListing.Print(catalogue, parsed.GetValue(name), parsed.GetValue(json)));
        return command;
    }
}
