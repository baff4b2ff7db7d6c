using System.Text.Json.Nodes;

namespace Saddle.Theory.Experiments;

/// <summary>What an experiment found.</summary>
/// <param name="Statement">What the theory says, in one or two sentences.</param>
/// <param name="Values">The numbers by name: numbers, texts, lists of numbers, and lists of rows. See
/// <see cref="Number"/>.</param>
/// <param name="Charts">Pictures by name, each a whole SVG document.</param>
public sealed record ExperimentResult(string Statement, JsonObject Values, IReadOnlyList<(string Name, string Svg)> Charts)
{
    /// <summary>A number as JSON; what is not finite becomes the text <c>Infinity</c>, <c>-Infinity</c> or <c>NaN</c>.</summary>
    public static JsonNode Number(double value) => NumberText.ToJson(value);

    /// <summary>A list of numbers as JSON.</summary>
    public static JsonArray Numbers(IEnumerable<double> values) => new([.. values.Select(Number)]);
}
