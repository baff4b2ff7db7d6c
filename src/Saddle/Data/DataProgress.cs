namespace Saddle.Data;

/// <summary>How far long work on data is.</summary>
/// <param name="What">What is done, such as <c>decoding pictures</c>.</param>
/// <param name="Done">How many of the parts are done.</param>
/// <param name="Total">How many parts there are, at least 1.</param>
public readonly record struct DataProgress(string What, long Done, long Total);
