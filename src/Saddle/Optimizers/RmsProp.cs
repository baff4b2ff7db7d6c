using Saddle.Torch;

namespace Saddle.Optimizers;

/// <summary>RMSProp (Tieleman and Hinton 2012): steps along the gradient over the root of its mean square.</summary>
public sealed class RmsProp : Optimizer
{
    private readonly double _decay;
    private readonly double _epsilon;
    private readonly Tensor _meanSquare;

    /// <summary>Creates the optimiser with a zero moment.</summary>
    /// <param name="parameters">What is optimised.</param>
    /// <param name="learningRate">The size of a step.</param>
    /// <param name="decay">The decay of the mean square, in [0, 1); PyTorch calls it alpha.</param>
    /// <param name="epsilon">Added to the root.</param>
    public RmsProp(ParameterVector parameters, double learningRate = 1e-2, double decay = 0.99, double epsilon = 1e-8)
        : base(parameters, learningRate)
    {
        (_decay, _epsilon) = (decay, epsilon);
        _meanSquare = AddState("mean_square");
    }

    /// <inheritdoc/>
    protected override void StepCore(Tensor values, Tensor gradients)
    {
        ArgumentNullException.ThrowIfNull(values);
        _meanSquare.mul_(_decay).addcmul_(gradients, gradients, 1 - _decay);
        values.addcdiv_(gradients, _meanSquare.sqrt().add_(_epsilon), -LearningRate);
    }

    /// <inheritdoc/>
    public override bool HasDeviceForm => true;

    /// <inheritdoc/>
    protected override void StepCore(Tensor values, Tensor gradients, DeviceNumber number)
    {
        ArgumentNullException.ThrowIfNull(values);
        ArgumentNullException.ThrowIfNull(number);
        _meanSquare.mul_(_decay).addcmul_(gradients, gradients, 1 - _decay);
        values.addcdiv_(gradients * number(() => -LearningRate), _meanSquare.sqrt().add_(_epsilon));
    }
}
