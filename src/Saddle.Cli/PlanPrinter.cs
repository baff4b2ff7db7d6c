using System.Globalization;
using System.Text.Json;
using Saddle.Components;
using Saddle.Layers;
using Saddle.Learners;
using Saddle.Training;

namespace Saddle.Cli;

/// <summary>Prints what <c>--dry-run</c> finds out.</summary>
internal static class PlanPrinter
{
    internal static void Print(RunPlan plan, bool json)
    {
        if (json)
        {
            Output.Json(writer => Write(writer, plan));
            return;
        }
        Output.Table(
            ["key", "value", "what it is"],
            RecipeFields.Flatten(plan.Recipe).Select(e => new[] { e.Path, Setting.Show(e.Value), e.Summary }));
        foreach (NetworkPlan network in plan.Networks)
        {
            Print(network);
        }
        Console.Out.WriteLine();
        Console.Out.WriteLine($"data: {(plan.DataCount is { } count ? $"{count} samples, brought to " : "")}{plan.Shape}");
        Console.Out.WriteLine($"steps: {plan.Recipe.Steps} of {plan.Recipe.Batch} on {plan.Place}");
        string memory = plan.ProcessBytes is { } bytes
            ? $"{Mebibytes(bytes)} in all"
            : $"{Mebibytes(plan.EstimatedBytes)} beside libtorch's own";
        Console.Out.WriteLine($"estimated memory: {memory}");
        if (plan.DeviceBytes is { } onDevice)
        {
            Console.Out.WriteLine($"memory of {plan.Recipe.Device}: {Mebibytes(onDevice)} for tensors, beside CUDA's own");
        }
    }

    private static void Print(NetworkPlan network)
    {
        Console.Out.WriteLine();
        Output.Table(
            [network.Name, "output", "parameters"],
            [
                .. network.Layers.Select(
                    layer => new[] { layer.Description, string.Join("x", layer.OutputShape), Number(layer.Parameters) }),
                ["total", "", Number(network.Parameters)],
            ]);
    }

    private static string Mebibytes(long bytes)
        => string.Create(CultureInfo.InvariantCulture, $"{bytes / 1048576.0:0} MiB");

    private static string Number(long value) => value.ToString("N0", CultureInfo.InvariantCulture);

    private static void Write(Utf8JsonWriter json, RunPlan plan)
    {
        json.WriteStartObject();
        json.WritePropertyName("recipe");
        json.WriteRawValue(RecipeJson.Write(plan.Recipe));
        json.WriteNumber("steps", plan.Recipe.Steps);
        json.WriteStartArray("shape");
        Array.ForEach(plan.Shape.Sizes, json.WriteNumberValue);
        json.WriteEndArray();
        foreach (NetworkPlan network in plan.Networks)
        {
            json.WritePropertyName(network.Name);
            JsonSerializer.Serialize(json, Describe(network), Documents.Default.NetworkDocument);
        }
        json.WriteNumber("estimated_bytes", plan.EstimatedBytes);
        if (plan.ProcessBytes is { } bytes)
        {
            json.WriteNumber("process_bytes", bytes);
        }
        if (plan.DeviceBytes is { } onDevice)
        {
            json.WriteNumber("device_bytes", onDevice);
        }
        json.WriteEndObject();
    }

    private static NetworkDocument Describe(NetworkPlan network) => new(
        network.Parameters,
        network.Layers.Select(layer => new LayerDocument(layer.Description, layer.OutputShape, layer.Parameters)));

    /// <summary>A network of what <c>--json</c> prints.</summary>
    internal sealed record NetworkDocument(long Parameters, IEnumerable<LayerDocument> Layers);

    /// <summary>A layer with the shape of what it makes of one sample.</summary>
    internal sealed record LayerDocument(string Layer, long[] Output, long Parameters);
}
