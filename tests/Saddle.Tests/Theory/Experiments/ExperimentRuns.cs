using System.Text.Json.Nodes;
using Saddle.Theory.Experiments;
using Xunit;

namespace Saddle.Tests.Theory.Experiments;

/// <summary>Runs an experiment by name, as the command line does.</summary>
internal static class ExperimentRuns
{
    internal static ExperimentResult Run(string name, params IEnumerable<(string, object)> settings)
        => Experiment.All.Create(name, settings).Run();

    internal static JsonObject Find(this JsonObject values, string table, string key, string name)
        => values[table]!.AsArray().Select(row => row!.AsObject()).Single(row => (string)row[key]! == name);

    internal static double Value(this JsonObject row, string key) => (double)row[key]!;

    /// <summary>The same settings give the same numbers and pictures to the last digit, whatever was drawn in between.</summary>
    internal static void AssertRepeats(string name, params IEnumerable<(string, object)> settings)
    {
        ExperimentResult first = Run(name, settings);
        _ = torch.randn([3]);
        ExperimentResult second = Run(name, settings);
        Assert.Equal(first.Values.ToJsonString(), second.Values.ToJsonString());
        Assert.Equal(first.Charts, second.Charts);
    }
}
