using System.CommandLine;
using Saddle.Data;
using Saddle.Data.Known;
using Saddle.Evaluation.Features;

namespace Saddle.Cli.Commands;

/// <summary><c>saddle data get</c>: downloads a known set into the cache, or lists what can be had.</summary>
internal static class DataGetCommand
{
    // What can be had besides the sets that are learnt from.
    private static readonly KnownSet[] s_all = [.. KnownSet.All, InceptionNetwork.Set, ResNet18File.Set];

    internal static Command Create()
    {
        var name = new Argument<string?>("NAME") { Arity = ArgumentArity.ZeroOrOne, Description = "A set from the list" };
        Option<bool> json = Output.JsonOption();
        var command = new ExampleCommand(
            "get",
            "Download a known set and check it, or list the sets. They go to SADDLE_CACHE (~/.cache/saddle if it is not set); "
            + "SADDLE_MIRROR names another server, on which each set lies in a folder of its name",
            "./saddle data get", "./saddle data get cifar-10", "SADDLE_MIRROR=http://server/sets ./saddle data get mnist")
        { name, json };
        command.SetAction(parsed =>
        {
            if (parsed.GetValue(name) is { } chosen)
            {
                Get(Find(chosen), parsed.GetValue(json));
            }
            else
            {
                List(parsed.GetValue(json));
            }
        });
        return command;
    }

    private static KnownSet Find(string name) => Array.Find(s_all, set => set.Name == name)
        ?? throw new InputException(Components.Names.Unknown("set", name, [.. s_all.Select(set => set.Name)]));

    private static string Summary(KnownSet set)
        => DataSource.All.Find(set.Name)?.Summary ?? "the network of published scores, for ./saddle evaluate";

    private static string Next(KnownSet set) => DataSource.All.Find(set.Name) is null
        ? $"./saddle evaluate --features {set.Name} --generated RUN"
        : $"./saddle train --data {set.Name}";

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
            Console.Error.WriteLine(
                $"Interrupted; what came is kept. Continue with:{Environment.NewLine}./saddle data get {set.Name}");
            throw;
        }
        if (json)
        {
            Output.Json(new DownloadDocument(set.Name, set.Folder, brought), Documents.Default.DownloadDocument);
            return;
        }
        Console.Out.WriteLine(brought == 0
            ? $"{set.Name} is there already, and its SHA-256 is right"
            : $"{set.Name}: {Megabytes(brought)} downloaded, and the SHA-256 is right");
        Console.Out.WriteLine($"folder: {set.Folder}");
        Console.Out.WriteLine($"next:   {Next(set)}");
    }

    private static void List(bool json)
    {
        if (!json)
        {
            Output.Table(
                ["name", "what it is", "size", "there"],
                s_all.Select(set => new[] { set.Name, Summary(set), Megabytes(set.Bytes), set.IsThere ? set.Folder : "no" }));
            return;
        }
        Output.Json(
            [.. s_all.Select(set => new KnownSetDocument(set.Name, Summary(set), set.Bytes, set.Folder, set.IsThere))],
            Documents.Default.KnownSetDocumentArray);
    }

    private static string Megabytes(long bytes) => $"{bytes / 1e6:0.0} MB";

    /// <summary>A set of the list.</summary>
    internal sealed record KnownSetDocument(string Name, string Summary, long Bytes, string Folder, bool There);

    /// <summary>What was downloaded, in bytes.</summary>
    internal sealed record DownloadDocument(string Name, string Folder, long Downloaded);
}
