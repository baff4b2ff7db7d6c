using System.Globalization;
using System.Text.Json.Nodes;
using System.Xml.Linq;
using Saddle.Theory.Experiments;
using Xunit;

namespace Saddle.Tests.Theory.Experiments;

/// <summary>An experiment that was run by its name in the catalogue; every picture is read as XML on the way.</summary>
internal sealed class Ran
{
    private readonly ExperimentResult _result;

    internal Ran(string name, params IEnumerable<(string, object)> settings)
    {
        var shares = new List<double>();
        _result = Experiment.All.Create(name, settings).Run(shares.Add, TestContext.Current.CancellationToken);
        Assert.All(shares, share => Assert.InRange(share, 0, 1));
        Assert.NotEmpty(_result.Statement);
        Assert.InRange(_result.Charts.Count, 1, 3);
        Assert.All(_result.Charts, chart => Assert.Equal("svg", XDocument.Parse(chart.Svg).Root!.Name.LocalName));
        Assert.All(_result.Charts, chart => Assert.DoesNotContain("NaN", chart.Svg));
        Assert.All(_result.Charts, chart => Assert.InRange(chart.Svg.Length, 500, 60_000));
    }

    internal JsonObject Values => _result.Values;

    internal double this[string key] => Number(Values[key]);

    internal JsonObject[] Rows(string key) => [.. Values[key]!.AsArray().Select(row => row!.AsObject())];

    /// <summary>The message with which a setting is refused.</summary>
    internal static string Refusal(string name, params IEnumerable<(string, object)> settings)
        => Assert.ThrowsAny<InputException>(
            () => Experiment.All.Create(name, settings).Run(null, TestContext.Current.CancellationToken)).Message;

    internal static double Number(JsonNode? node) => node!.GetValueKind() == System.Text.Json.JsonValueKind.String
        ? double.Parse(node.GetValue<string>(), CultureInfo.InvariantCulture)
        : node.GetValue<double>();
}
