using Saddle.Torch;

namespace Saddle.Sampling;

/// <summary>A picture made of each that was given, one at a time, for there may be many and each has a size of its own.</summary>
/// <param name="Input">The picture or the folder that was given.</param>
/// <param name="Names">Each picture's path within the folder; of a file its name.</param>
/// <param name="Make">Makes one, <c>[1, C, H, W]</c>, of that file; the caller's scope owns it.</param>
public sealed record PictureDrawing(string Input, IReadOnlyList<string> Names, Func<string, Tensor> Make) : Drawing
{
    /// <inheritdoc/>
    public override long Count => Names.Count;
}
