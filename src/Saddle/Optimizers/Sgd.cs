using Saddle.Torch;

namespace Saddle.Optimizers;

/// <summary>
/// Stochastic gradient descent, with momentum if wanted (PyTorch's form: the velocity is not scaled by 1 - momentum).
/// </summary>
public sealed class Sgd : Optimizer
{
    private readonly double _momentum;
    private readonly Tensor? _velocity;

    /// <summary>Creates the optimiser at rest.</summary>
    /// <param name="parameters">What is optimised.</param>
    /// <param name="learningRate">The size of a step.</param>
    /// <param name="momentum">How much of the last step is kept, in [0, 1).</param>
    public Sgd(ParameterVector parameters, double learningRate = 1e-2, double momentum = 0)
        : base(parameters, learningRate)
    {
        _momentum = momentum;
        _velocity = momentum > 0 ? AddState("velocity") : null;
    }

    /// <inheritdoc/>
    protected override void StepCore(Tensor values, Tensor gradients)
    {
        ArgumentNullException.ThrowIfNull(values);
        values.add_(Direction(gradients), -LearningRate);
    }

    /// <inheritdoc/>
    public override bool HasDeviceForm => true;

    /// <inheritdoc/>
    protected override void StepCore(Tensor values, Tensor gradients, DeviceNumber number)
    {
        ArgumentNullException.ThrowIfNull(values);
        ArgumentNullException.ThrowIfNull(number);
        values.add_(Direction(gradients) * number(() => -LearningRate));
    }

    private Tensor Direction(Tensor gradients)
        => _velocity is null ? gradients : _velocity.mul_(_momentum).add_(gradients);
}
