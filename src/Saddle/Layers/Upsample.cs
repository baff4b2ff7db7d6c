using Saddle.Torch;

namespace Saddle.Layers;

/// <summary>Enlarges images by a whole factor: <c>[N, C, H, W]</c> to <c>[N, C, H f, W f]</c>.</summary>
/// <param name="factor">f.</param>
/// <param name="bilinear">Interpolates between pixels instead of repeating them.</param>
public sealed class Upsample(int factor = 2, bool bilinear = false) : Layer
{
    /// <inheritdoc/>
    public override string Description => $"Upsample {factor}x{(bilinear ? " bilinear" : "")}";

    /// <inheritdoc/>
    protected override Tensor ForwardCore(Tensor input)
    {
        long height = input.size(2) * factor, width = input.size(3) * factor;
        return bilinear ? torch.upsample_bilinear2d(input, height, width) : torch.upsample_nearest2d(input, height, width);
    }
}
