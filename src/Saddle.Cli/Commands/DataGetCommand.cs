using System.CommandLine;
using Saddle.Data;

namespace Saddle.Cli.Commands;

/// <summary><c>saddle data get</c>: downloads a known set into the cache, or lists what can be had.</summary>
internal static class DataGetCommand
{
    internal static Command Create()
    {
        var name = new Argument<string?>("NAME") { Arity = ArgumentArity.ZeroOrOne, Description = "A set from the list" };
        Option<bool> json = Output.JsonOption();
        var command = new ExampleCommand(
            "get",
            "Download a known set and check it, or list the sets. They go to SADDLE_CACHE (~/.cache/saddle if it is not set); "
            + "SADDLE_MIRROR names another server, on which each set lies in a folder of its name",
            "./saddle data get", "./saddle data get cifar-10", "SADDLE_MIRROR=http://server/sets ./saddle data get mnist") { name, json };
        command.SetAction(parsed =>
        {
            if (parsed.GetValue(name) is { } chosen)
            {
                Get(KnownSet.Find(chosen), parsed.GetValue(json));
            }
            else
            {
                List(parsed.GetValue(json));
            }
        });
        return command;
    }

    private static void Get(KnownSet set, bool json)
    {
        using var interruption = new Interruption();
        long brought;
        try
        {
            brought = DataDisplay.Show(json ? TextWriter.Null : Console.Out, set.Get, interruption.Token);
        }
        catch (OperationCanceledException)
        {
            Console.Error.WriteLine($"Interrupted; what came is kept. Continue with:{Environment.NewLine}./saddle data get {set.Name}");
            throw;
        }
        if (json)
        {
            Output.Json(writer =>
            {
                writer.WriteStartObject();
                writer.WriteString("name", set.Name);
                writer.WriteString("folder", set.Folder);
                writer.WriteNumber("downloaded", brought);
                writer.WriteEndObject();
            });
            return;
        }
        Console.Out.WriteLine(brought == 0
            ? $"{set.Name} is there already, and its SHA-256 is right"
            : $"{set.Name}: {Megabytes(brought)} downloaded, and the SHA-256 is right");
        Console.Out.WriteLine($"folder: {set.Folder}");
        Console.Out.WriteLine($"next:   ./saddle train --data {set.Name}");
    }

    private static void List(bool json)
    {
        if (!json)
        {
            Output.Table(
                ["name", "what it is", "size", "there"],
                KnownSet.All.Select(set => new[] { set.Name, DataSource.All[set.Name].Summary, Megabytes(set.Bytes), set.IsThere ? set.Folder : "no" }));
            return;
        }
        Output.Json(writer =>
        {
            writer.WriteStartArray();
            foreach (KnownSet set in KnownSet.All)
            {
                writer.WriteStartObject();
                writer.WriteString("name", set.Name);
                writer.WriteString("summary", DataSource.All[set.Name].Summary);
                writer.WriteNumber("bytes", set.Bytes);
                writer.WriteString("folder", set.Folder);
                writer.WriteBoolean("there", set.IsThere);
                writer.WriteEndObject();
            }
            writer.WriteEndArray();
        });
    }

    private static string Megabytes(long bytes) => $"{bytes / 1e6:0.0} MB";
}
