using Saddle.Components;
using Saddle.Data;
using Saddle.Data.Synthetic;
using Saddle.Optimizers;

namespace Saddle.Tests.Components;

/// <summary>A schedule as an extension's author would write one.</summary>
[Component("test-halves", "the whole rate, and another from the middle on")]
public sealed partial record HalvesSchedule : LearningRateSchedule
{
    /// <summary>The share of the second half.</summary>
    [Setting(0, 1)] public double Second { get; init; } = 0.5;

    protected override double ShareCore(double progress) => progress < 0.5 ? 1 : Second;
}

/// <summary>Another schedule.</summary>
[Component("test-same", "the whole rate, by another author")]
public sealed partial record SameSchedule : LearningRateSchedule
{
    protected override double ShareCore(double progress) => 1;
}

/// <summary>A data source of files.</summary>
[Component("test-points", "points that a file names")]
public sealed partial record NamedPoints : DataSource
{
    /// <summary>The file.</summary>
    [Setting] public string Path { get; init; } = "";

    protected override DataSet OpenCore(DataWork work) => new Ring().Open(work);
}
