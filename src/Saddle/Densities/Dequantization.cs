using Saddle.Torch;

namespace Saddle.Densities;

/// <summary>
/// Images are bytes, and a density over bytes can be made as high as one likes. With uniform noise of one step's width they fill
/// the range, and a model's mean log-density of them is a lower bound of its log-probability of the bytes (arXiv:1511.01844,
/// section 3.1).
/// </summary>
public static class Dequantization
{
    // Images are (byte - 127.5) / 127.5.
    private const double StepsPerUnit = 127.5;

    /// <summary>Images with noise: each pixel anywhere within its byte's step.</summary>
    /// <param name="images"><c>[N, C, H, W]</c> in [-1, 1]; noise is drawn from the device's default generator.</param>
    /// <returns>The same shape, within half a step about [-1, 1].</returns>
    public static Tensor Apply(Tensor images)
    {
        ArgumentNullException.ThrowIfNull(images);
        return images + (torch.rand(images.shape.ToArray(), dtype: images.dtype, device: images.device) - 0.5) / StepsPerUnit;
    }

    /// <summary>
    /// How much the negative log-likelihood of an image's bytes is above that of its dequantised pixels, in nats.
    /// </summary>
    /// <param name="elements">The pixels times the channels.</param>
    public static double NatsOfSteps(long elements) => elements * Math.Log(StepsPerUnit);

    /// <summary>How many bits a dimension a nat an image is.</summary>
    /// <param name="elements">The pixels times the channels.</param>
    public static double BitsPerDimension(long elements) => 1 / (elements * Math.Log(2));
}
