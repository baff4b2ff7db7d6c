using Saddle.Components;
using Saddle.Layers;

namespace Saddle.Networks;

/// <summary>
/// The discriminator of patches (arXiv:1611.07004, section 6.1.2): 4x4 convolutions, and a logit for each of the many overlapping
/// squares of a picture, so that it judges texture and leaves the whole to other terms. Leaky ReLU of slope 0.2, no normalisation next
/// to the picture.
/// </summary>
internal static class PatchGan
{
    private static readonly int[] s_patches = [1, 16, 34, 70, 142, 286];

    internal static Setting Setting { get; } = Setting.Whole(
        "patch", 70, $"the side in pixels of the squares that are judged: {ImageNetwork.Choice(s_patches)}", s_patches[0], s_patches[^1]);

    /// <summary>Throws unless there is such a patch, and pictures are large enough for it.</summary>
    internal static void Check(string name, int patch, int size)
    {
        if (!s_patches.Contains(patch))
        {
            throw new ArgumentException($"{name}: patch must be {ImageNetwork.Choice(s_patches)}, but is {patch}.");
        }
        if (size < Smallest(patch))
        {
            int[] fitting = [.. s_patches.Where(other => size >= Smallest(other))];
            throw new ArgumentException(
                $"{name}: squares of {patch} are judged in pictures of {Smallest(patch)} pixels or more, but size is {size}; patch {ImageNetwork.Choice(fitting)} would do.");
        }
    }

    /// <summary>Builds a discriminator; its weights are still to be initialised.</summary>
    /// <param name="shape">The shape of what is judged.</param>
    /// <param name="patch">The side of the squares in pixels.</param>
    /// <param name="width">The channels of the first layer; they double with every halving up to eight times as many.</param>
    /// <param name="norm">A normalisation of so many channels, or null for none.</param>
    internal static Discriminator Create(SampleShape shape, int patch, int width, Func<long, Layer>? norm)
    {
        // Squares of one pixel are judged by 1x1 convolutions.
        (long kernel, long padding) = patch == 1 ? (1, 0) : (4, 1);
        int halvings = Halvings(patch);
        List<Layer> layers = [new Conv2d(shape.Channels, width, kernel, halvings > 0 ? 2 : 1, padding), new LeakyReLU(0.2)];
        long inputs = width;
        for (int level = 1; level <= Math.Max(1, halvings); level++)
        {
            long outputs = (long)width << Math.Min(level, 3);
            layers.Add(new Conv2d(inputs, outputs, kernel, level < halvings ? 2 : 1, padding, bias: norm is null));
            layers.AddRange(norm is null ? [new LeakyReLU(0.2)] : [norm(outputs), new LeakyReLU(0.2)]);
            inputs = outputs;
        }
        return new Discriminator(new Sequential(layers), new Conv2d(inputs, 1, kernel, 1, padding), shape);
    }

    // 16, 34, 70...: each halving doubles the square and the edge that two more convolutions see.
    private static int Halvings(int patch) => Array.IndexOf(s_patches, patch);

    // The two last convolutions each take a pixel away.
    private static int Smallest(int patch) => patch == 1 ? 1 : 3 << Halvings(patch);
}
