using Saddle.Torch;

namespace Saddle.Layers;

/// <summary>
/// Halves images behind a low-pass filter, the weights 1, 3, 3, 1 in both directions with zeros beyond the edges, so that nothing
/// finer than the new pixels is left to alias: <c>[N, C, H, W]</c> to <c>[N, C, H / 2, W / 2]</c>.
/// </summary>
public sealed class Downsample : Layer
{
    private static readonly float[] s_weights = [0.125f, 0.375f, 0.375f, 0.125f];

    /// <summary>Creates the layer.</summary>
    public Downsample()
    {
        using DisposeScope scope = torch.NewDisposeScope();
        Tensor line = torch.tensor(s_weights);
        AddBuffer("kernel", (line.reshape(4, 1) * line).reshape(1, 1, 4, 4));
    }

    /// <inheritdoc/>
    public override string Description => "Downsample 2x";

    /// <inheritdoc/>
    protected override void CheckInput(Tensor input)
    {
        if (input.dim() != 4 || input.size(2) % 2 != 0 || input.size(3) % 2 != 0)
        {
            throw new ArgumentException($"Downsample expects [N, C, H, W] of even sides, but received {Tensor.ShapeText(input.shape)}.");
        }
    }

    /// <inheritdoc/>
    protected override Tensor ForwardCore(Tensor input)
    {
        long channels = input.size(1);
        return torch.conv2d(input, Buffer("kernel").expand(channels, 1, 4, 4), null, [2, 2], [1, 1], channels);
    }
}
