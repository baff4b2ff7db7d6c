using Saddle.Components;

namespace Saddle.Tests.Components;

/// <summary>A kind of components for tests, as an extension's author would write one.</summary>
public abstract record Thing : Component
{
    public static Catalogue<Thing> All { get; } = new("thing", Sample.Entry, Bare.Entry);
}

/// <summary>A kind whose components are made of others.</summary>
public abstract record Machine : Component
{
    public static Catalogue<Machine> All { get; } = new("machine", Whole.Entry);
}

public enum Layout
{
    Rows,
    ColumnsFirst,
}

[Component("sample", "a component for tests", Source = "nowhere, equation 1")]
public sealed partial record Sample : Thing
{
    /// <summary>A rate.</summary>
    [Setting(0, 1)]
    public double Rate { get; init; } = 0.1;

    /// <summary>
    /// Samples a
    /// step.
    /// </summary>
    [Setting(1, 4096)]
    public int Batch { get; init; } = 64;

    /// <summary>The seed of <see cref="Sample"/>.</summary>
    [Setting]
    public long Seed { get; init; }

    /// <summary>Whether there is a bias.</summary>
    [Setting]
    public bool HasBias { get; init; } = true;

    /// <summary>How it lies.</summary>
    [Setting]
    public Layout Layout { get; init; }

    /// <summary>What it is called.</summary>
    [Setting(Name = "label")]
    public string Title { get; init; } = "";

    protected override IEnumerable<string> Contradictions() => Rate == 0 && Batch > 1 ? ["a rate of 0 needs a batch of 1"] : [];
}

[Component("bare", "a component without settings")]
public sealed partial record Bare : Thing;

[Component("whole", "a component of components")]
public sealed partial record Whole : Machine
{
    /// <summary>One thing.</summary>
    [Setting]
    public Thing Part { get; init; } = new Bare();

    /// <summary>Some things.</summary>
    [Setting]
    public ComponentList<Thing> Parts { get; init; } = [];
}
