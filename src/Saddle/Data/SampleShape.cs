using Saddle.Torch;

namespace Saddle.Data;

/// <summary>The shape of one sample: <c>[C, H, W]</c> for images, <c>[2]</c> for points.</summary>
/// <param name="Sizes">The sizes without N.</param>
public sealed record SampleShape(params long[] Sizes)
{
    /// <summary>Whether samples are images.</summary>
    public bool IsImage => Sizes.Length == 3;

    /// <summary>The channels of images.</summary>
    public long Channels => Sizes[0];

    /// <summary>The height of images in pixels.</summary>
    public long Height => Sizes[1];

    /// <summary>The width of images in pixels.</summary>
    public long Width => Sizes[2];

    /// <summary>The number of elements of one sample.</summary>
    public long Elements => Sizes.Aggregate(1L, (product, size) => product * size);

    /// <summary>
    /// The shape of a sample beside which something stands: images with more channels, points with more numbers.
    /// </summary>
    /// <param name="more">How many more.</param>
    public SampleShape Widened(long more) => new([Sizes[0] + more, .. Sizes[1..]]);

    /// <summary>Whether a tensor holds samples of this shape: <c>[N, ...]</c>.</summary>
    public bool Fits(Tensor samples)
    {
        ArgumentNullException.ThrowIfNull(samples);
        return samples.dim() == Sizes.Length + 1 && samples.shape[1..].SequenceEqual(Sizes);
    }

    /// <inheritdoc/>
    public bool Equals(SampleShape? other) => other is not null && Sizes.AsSpan().SequenceEqual(other.Sizes);

    /// <inheritdoc/>
    public override int GetHashCode() => Sizes.Aggregate(17, HashCode.Combine);

    /// <inheritdoc/>
    public override string ToString() => IsImage
        ? $"{Width}x{Height} {(Channels == 1 ? "grey" : Channels == 3 ? "colour" : $"{Channels}-channel")} images"
        : $"points {Tensor.ShapeText(Sizes)}";
}
