using System.Text.Json.Nodes;
using Saddle.Components;
using Saddle.Theory.Experiments;

namespace Garden;

/// <summary>How often a fair discriminator is right where real and fake are alike.</summary>
[Component("coin-toss", "where p = q, no discriminator is right more often than a coin")]
public sealed partial record CoinToss : Experiment
{
    /// <summary>How many samples are judged.</summary>
    [Setting(1, 1_000_000)] public int Samples { get; init; } = 10_000;

    /// <summary>The seed of every randomness.</summary>
    [Setting] public int Seed { get; init; }

    protected override ExperimentResult RunCore(Action<double> progress)
    {
        progress(0);
        int right = Enumerable.Range(0, Samples).Count(k => (Seeds.Derive((ulong)Seed, "coin", (ulong)k) & 1) == 0);
        progress(1);
        return new ExperimentResult(
            "Where p = q the best discriminator says one half everywhere.",
            new JsonObject { ["right"] = right / (double)Samples }, []);
    }
}
