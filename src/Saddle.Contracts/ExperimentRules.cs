using Saddle.Theory.Experiments;

namespace Saddle.Contracts;

/// <summary>What every theory experiment keeps; it is run with the settings that it has.</summary>
internal static class ExperimentRules
{
    internal static IEnumerable<Rule> Of(Experiment experiment) =>
    [
        new("it ends with a statement and values, and tells how far it is from 0 to 1", () => Ends(experiment)),
        new("it stops when it is told to", () => Stops(experiment)),
    ];

    private static string? Ends(Experiment experiment)
    {
        double before = 0;
        string? wrong = null;
        ExperimentResult result = experiment.Run(share =>
        {
            wrong ??= share >= before && share <= 1 ? null : FormattableString.Invariant($"after {before} it told {share}");
            before = share;
        });
        return wrong
            ?? (result.Statement.Length == 0 || result.Values.Count == 0 ? "the statement or the values are empty" : null);
    }

    private static string? Stops(Experiment experiment)
    {
        using var source = new CancellationTokenSource();
        source.Cancel();
        try
        {
            experiment.Run(cancellation: source.Token);
            return "it went on";
        }
        catch (OperationCanceledException)
        {
            return null;
        }
    }
}
