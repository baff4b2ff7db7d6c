using Saddle.Torch;

namespace Saddle.Data.Pictures;

/// <summary>
/// Pieces of film: each row is some frames of another store that lie one after the other there, so that none is kept twice.
/// </summary>
internal sealed class WindowStore : ImageStore
{
    private readonly ImageStore _frames;
    private readonly long[] _starts;
    private readonly int _length;

    /// <summary>Takes the frames over.</summary>
    /// <param name="frames">A frame a row.</param>
    /// <param name="starts">The first frame of each piece.</param>
    /// <param name="length">How many frames a piece has.</param>
    internal WindowStore(ImageStore frames, long[] starts, int length)
    {
        (_frames, _starts, _length) = (frames, starts, length);
        Shape = new SampleShape(frames.Shape.Channels * length, frames.Shape.Height, frames.Shape.Width);
    }

    internal override long Count => _starts.Length;

    internal override SampleShape Shape { get; }

    internal override Tensor Gather(long[] rows) => _frames.Gather(FramesOf(rows)).reshape([rows.Length, .. Shape.Sizes]);

    internal override void ReadAhead(long[] rows) => _frames.ReadAhead(FramesOf(rows));

    public override void Dispose() => _frames.Dispose();

    private long[] FramesOf(long[] rows)
        => [.. rows.SelectMany(row => Enumerable.Range(0, _length).Select(k => _starts[row] + k))];
}
