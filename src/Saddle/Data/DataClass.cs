namespace Saddle.Data;

/// <summary>A class of data.</summary>
/// <param name="Name">What it is called.</param>
/// <param name="Count">How many samples it has, or null where they are drawn from a distribution.</param>
public sealed record DataClass(string Name, long? Count);
