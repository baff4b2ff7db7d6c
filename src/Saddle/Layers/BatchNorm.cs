using Saddle.Torch;

namespace Saddle.Layers;

/// <summary>
/// Batch normalisation (arXiv:1502.03167): each channel to mean 0 and variance 1 over the batch, then a trained gain and shift.
/// In evaluation it uses running statistics instead of the batch's.
/// </summary>
public abstract class BatchNorm : Layer
{
    private readonly double _epsilon;
    private readonly double _momentum;
    private readonly Parameter _weight;
    private readonly Parameter _bias;

    private protected BatchNorm(long channels, double epsilon, double momentum)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(channels);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(epsilon);
        ArgumentOutOfRangeException.ThrowIfNegative(momentum);
        (Channels, _epsilon, _momentum) = (channels, epsilon, momentum);
        _weight = AddParameter("weight", torch.ones([channels]));
        _bias = AddParameter("bias", torch.zeros([channels]));
        AddBuffer("running_mean", torch.zeros([channels]));
        AddBuffer("running_var", torch.ones([channels]));
    }

    /// <inheritdoc/>
    public override string Description => $"{GetType().Name} {Channels}";

    private protected long Channels { get; }

    internal Parameter Weight => _weight;

    internal Parameter Bias => _bias;

    /// <inheritdoc/>
    protected override Tensor ForwardCore(Tensor input)
    {
        if (Training && input.numel() == input.size(1))
        {
            throw new ArgumentException(
                $"{GetType().Name} needs more than one value a channel to train, but received {Tensor.ShapeText(input.shape)}; use a larger batch.");
        }
        return torch.batch_norm(
            input, _weight.Value, _bias.Value, Buffer("running_mean"), Buffer("running_var"), Training, _momentum, _epsilon);
    }
}
