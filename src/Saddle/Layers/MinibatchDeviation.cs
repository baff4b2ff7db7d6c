using Saddle.Torch;

namespace Saddle.Layers;

/// <summary>
/// Adds a channel that tells how much the batch's samples differ: the mean over features of their standard deviation over the
/// batch (arXiv:1710.10196, section 3): <c>[N, C, H, W]</c> to <c>[N, C + 1, H, W]</c>, <c>[N, F]</c> to <c>[N, F + 1]</c>.
/// </summary>
public sealed class MinibatchDeviation : Layer
{
    // Inside the root, so that its slope at equal samples is finite.
    private const double Epsilon = 1e-8;

    /// <inheritdoc/>
    public override string Description => "MinibatchDeviation";

    /// <inheritdoc/>
    protected override Tensor ForwardCore(Tensor input)
    {
        Tensor deviation = (input.var([0], unbiased: false) + Epsilon).sqrt().mean();
        long[] shape = input.shape.ToArray();
        shape[1] = 1;
        return torch.cat([input, deviation.expand(shape)], 1);
    }
}
