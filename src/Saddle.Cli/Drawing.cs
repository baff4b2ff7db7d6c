using Saddle.Torch;

namespace Saddle.Cli;

/// <summary>What <c>saddle sample</c> has drawn.</summary>
/// <param name="Samples"><c>[N, ...]</c>.</param>
/// <param name="Columns">Samples in a row; nearly a square if null.</param>
/// <param name="IsWay">Whether each row leads from one sample to another, so that the columns are the frames of a film.</param>
internal sealed record Drawing(Tensor Samples, int? Columns = null, bool IsWay = false)
{
    /// <summary>How many times as large images are drawn; small ones are enlarged if null.</summary>
    internal int? Scale { get; init; }

    /// <summary>Whether the film ends with the last column, and does not go back.</summary>
    internal bool IsOneWay { get; init; }

    /// <summary>How long a frame of the film is shown.</summary>
    internal double SecondsPerFrame { get; init; } = 0.08;

    /// <summary>The columns one after another, and back unless the film has one way only.</summary>
    internal IReadOnlyList<Tensor> Frames
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
