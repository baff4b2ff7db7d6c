namespace Saddle.Theory;

/// <summary>An upper envelope of lines at one place.</summary>
/// <param name="Value">The largest of the lines' values.</param>
/// <param name="Line">The number of the line that attains it, in the order in which lines were given.</param>
public readonly record struct EnvelopePoint(double Value, int Line);
