using Saddle.Torch;

namespace Saddle.Layers;

/// <summary>Batch normalisation of images, <c>[N, C, H, W]</c>, over N, H and W.</summary>
/// <param name="channels">C.</param>
/// <param name="epsilon">Added to the variance.</param>
/// <param name="momentum">The weight of the newest batch in the running statistics.</param>
public sealed class BatchNorm2d(
    long channels, double epsilon = 1e-5, double momentum = 0.1) : BatchNorm(channels, epsilon, momentum)
{
    /// <inheritdoc/>
    protected override void CheckInput(Tensor input) => RequireChannels(input, 4, Channels, "[N, C, H, W]");

    /// <inheritdoc/>
    protected override int Dimensions => 4;
}
