using Saddle.Data;
using Saddle.Layers;

namespace Saddle.Networks;

/// <summary>
/// The discriminator of patches (arXiv:1611.07004, section 6.1.2): 4x4 convolutions, and a logit for each of the many overlapping
/// squares of a picture, so that it judges texture and leaves the whole to other terms. Leaky ReLU of slope 0.2, no normalisation
/// next to the picture.
/// </summary>
internal static class PatchGan
{
    private static readonly int[] s_patches = [1, 16, 34, 70, 142, 286];

    /// <summary>What is wrong unless there is such a patch, and pictures are large enough for it.</summary>
    internal static IEnumerable<string> Problems(int patch, int size)
    {
        if (!s_patches.Contains(patch))
        {
            yield return $"patch must be {ImageNetwork.Choice(s_patches)}, but is {patch}";
        }
        else if (size < Smallest(patch))
        {
            int[] fitting = [.. s_patches.Where(other => size >= Smallest(other))];
            yield return $"squares of {patch} are judged in pictures of {Smallest(patch)} pixels or more, but size is {size}; "
                + $"patch {ImageNetwork.Choice(fitting)} would do";
        }
    }

    /// <summary>Builds a discriminator; its weights are still to be initialised.</summary>
    /// <param name="shape">The shape of what is judged.</param>
    /// <param name="patch">The side of the squares in pixels.</param>
    /// <param name="width">The channels of the first layer; they double with every halving up to eight times as many.</param>
    /// <param name="normalization">What all layers but the first and the last are normalised with.</param>
    internal static Discriminator Create(SampleShape shape, int patch, int width, Normalization normalization)
    {
        // Squares of one pixel are judged by 1x1 convolutions.
        (long kernel, long padding) = patch == 1 ? (1, 0) : (4, 1);
        bool isPlain = normalization == Normalization.None;
        int halvings = Halvings(patch);
        List<Layer> layers = [new Conv2d(shape.Channels, width, kernel, halvings > 0 ? 2 : 1, padding), new LeakyReLU(0.2)];
        long inputs = width;
        for (int level = 1; level <= Math.Max(1, halvings); level++)
        {
            long outputs = (long)width << Math.Min(level, 3);
            layers.Add(new Conv2d(inputs, outputs, kernel, level < halvings ? 2 : 1, padding, bias: isPlain));
            layers.AddRange(isPlain ? [new LeakyReLU(0.2)] : [PictureNetwork.Norm(normalization, outputs), new LeakyReLU(0.2)]);
            inputs = outputs;
        }
        return new Discriminator(new Sequential(layers), new Conv2d(inputs, 1, kernel, 1, padding), shape);
    }

    // 16, 34, 70...: each halving doubles the square and the edge that two more convolutions see.
    private static int Halvings(int patch) => Array.IndexOf(s_patches, patch);

    // The two last convolutions each take a pixel away.
    private static int Smallest(int patch) => patch == 1 ? 1 : 3 << Halvings(patch);
}
