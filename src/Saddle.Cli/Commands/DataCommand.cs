using System.CommandLine;
using Saddle.Data;

namespace Saddle.Cli.Commands;

/// <summary><c>saddle data</c>: what there is to learn from.</summary>
internal static class DataCommand
{
    internal static Command Create()
    {
        var spec = new Argument<string?>("SPEC") { Arity = ArgumentArity.ZeroOrOne, Description = "A name from the list, an idx file, or a folder of idx files" };
        Option<bool> json = Output.JsonOption();
        var command = new ExampleCommand(
            "data", "List the data sources, or say what one holds", "./saddle data", "./saddle data fashion-mnist",
            "./saddle data ~/mnist/train-images-idx3-ubyte.gz") { spec, json };
        command.SetAction(parsed =>
        {
            if (parsed.GetValue(spec) is { } chosen)
            {
                Describe(DataSource.FromSpec(chosen), parsed.GetValue(json));
            }
            else
            {
                CatalogueListing.Print(DataSource.All, null, parsed.GetValue(json));
            }
        });
        return command;
    }

    private static void Describe(DataSource source, bool json)
    {
        using DataSet data = source.Open();
        (string Name, long Count)[] classes = [.. data.Report.Classes.Select(item => (item.Name, item.Count ?? 0))];
        if (json)
        {
            Output.Json(writer =>
            {
                writer.WriteStartObject();
                writer.WriteString("source", source.Name);
                writer.WriteStartArray("shape");
                Array.ForEach(data.Shape.Sizes, writer.WriteNumberValue);
                writer.WriteEndArray();
                if (data.Count is { } total)
                {
                    writer.WriteNumber("count", total);
                }
                writer.WriteStartObject("classes");
                foreach ((string name, long count) in classes)
                {
                    writer.WriteNumber(name, count);
                }
                writer.WriteEndObject();
                writer.WriteEndObject();
            });
            return;
        }
        Console.Out.WriteLine($"{source.Name} ({source.Settings}): {(data.Count is { } images ? $"{images} " : "any number of ")}{data.Shape}");
        if (classes.Length > 0)
        {
            Console.Out.WriteLine();
            Output.Table(["class", "count"], classes.Select(entry => new[] { entry.Name, entry.Count > 0 ? $"{entry.Count}" : "" }));
        }
    }
}
