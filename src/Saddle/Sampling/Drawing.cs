namespace Saddle.Sampling;

/// <summary>What was drawn: <see cref="SampleDrawing"/> or <see cref="PictureDrawing"/>.</summary>
public abstract record Drawing
{
    /// <summary>How many samples there are.</summary>
    public abstract long Count { get; }
}
