using Saddle.Torch;

namespace Saddle.Sampling;

/// <summary>Samples of one shape, for a grid, a film, or a folder.</summary>
/// <param name="Samples"><c>[N, ...]</c>.</param>
/// <param name="Columns">Samples in a row; nearly a square if null.</param>
/// <param name="IsWay">Whether each row leads from one sample to another, so that the columns are the frames of a film.</param>
public sealed record SampleDrawing(Tensor Samples, int? Columns = null, bool IsWay = false) : Drawing
{
    /// <inheritdoc/>
    public override long Count => Samples.size(0);

    /// <summary>How many times as large images are drawn; small ones are enlarged if null.</summary>
    public int? Scale { get; init; }

    /// <summary>Whether the film ends with the last column, and does not go back.</summary>
    public bool IsOneWay { get; init; }

    /// <summary>How long a frame of the film is shown.</summary>
    public double SecondsPerFrame { get; init; } = 0.08;

    /// <summary>The columns of ways one after another, and back unless the film has one way only.</summary>
    public IReadOnlyList<Tensor> Frames
    {
        get
        {
            long steps = Columns!.Value, rows = Samples.size(0) / steps;
            Tensor byColumn = Samples.view([rows, steps, .. Samples.shape[1..]]);
            Tensor[] there = [.. Enumerable.Range(0, (int)steps).Select(step => byColumn.select(1, step))];
            return IsOneWay ? there : [.. there, .. there.Skip(1).Take(there.Length - 2).Reverse()];
        }
    }
}
