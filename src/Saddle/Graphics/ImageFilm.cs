using Saddle.Files;
using Saddle.Torch;

namespace Saddle.Graphics;

/// <summary>
/// Writes frames as one animated PNG: lossless, played by every browser; a program that knows no animation shows the first frame.
/// </summary>
public static class ImageFilm
{
    /// <summary>The longest that a frame can be shown, in seconds.</summary>
    public const double MostSecondsPerFrame = 60;

    /// <summary>Writes a film to a file, which is replaced as a whole or not at all.</summary>
    /// <param name="frames">
    /// At least one frame: images <c>[N, C, H, W]</c> in [-1, 1], laid out as <see cref="ImageGrid"/> does; all frames of one
    /// shape.
    /// </param>
    /// <param name="path">The file, by custom with the ending <c>.png</c>; its folder is made if it is missing.</param>
    /// <param name="secondsPerFrame">How long each frame is shown, 0.01 to <see cref="MostSecondsPerFrame"/>.</param>
    /// <param name="loop">Whether the film begins again at its end; without, it stops at the last frame.</param>
    /// <param name="columns">Images in a row of a frame; by default a frame is nearly square.</param>
    /// <param name="scale">
    /// How many times as large images are drawn; by default small ones are enlarged until a frame is about 512 pixels wide.
    /// </param>
    /// <exception cref="ArgumentException">There are no frames, or a shape, element type or value does not fit.</exception>
    public static void Save(
        IReadOnlyList<Tensor> frames, string path, double secondsPerFrame = 0.1, bool loop = true, int? columns = null,
        int? scale = null)
        => AtomicFile.WriteBytes(path, Encode(frames, secondsPerFrame, loop, columns, scale));

    /// <summary>Encodes a film as an animated PNG file in memory; the parameters are those of <see cref="Save"/>.</summary>
    /// <param name="frames">At least one frame: images <c>[N, C, H, W]</c> in [-1, 1]; all frames of one shape.</param>
    /// <param name="secondsPerFrame">How long each frame is shown, 0.01 to <see cref="MostSecondsPerFrame"/>.</param>
    /// <param name="loop">Whether the film begins again at its end.</param>
    /// <param name="columns">Images in a row of a frame; by default a frame is nearly square.</param>
    /// <param name="scale">How many times as large images are drawn; by default about 512 pixels for a frame.</param>
    /// <exception cref="ArgumentException">There are no frames, or a shape, element type or value does not fit.</exception>
    public static byte[] Encode(
        IReadOnlyList<Tensor> frames, double secondsPerFrame = 0.1, bool loop = true, int? columns = null, int? scale = null)
    {
        ArgumentNullException.ThrowIfNull(frames);
        if (secondsPerFrame is not (>= 0.01 and <= MostSecondsPerFrame))
        {
            throw new ArgumentOutOfRangeException(
                nameof(secondsPerFrame), secondsPerFrame, $"A frame is shown for 0.01 to {MostSecondsPerFrame} seconds.");
        }
        if (frames.Count == 0)
        {
            throw new ArgumentException("Expected at least one frame, received none.", nameof(frames));
        }
        if (frames.FirstOrDefault(frame => !frame.shape.SequenceEqual(frames[0].shape)) is { } other)
        {
            throw new ArgumentException($"Expected frames of one shape, received {frames[0]} and {other}.", nameof(frames));
        }
        var milliseconds = (ushort)Math.Round(1000 * secondsPerFrame);
        return AnimatedPng.Join([.. frames.Select(frame => ImageGrid.Encode(frame, columns, scale))], milliseconds, loop);
    }
}
