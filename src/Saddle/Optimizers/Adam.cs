using Saddle.Torch;

namespace Saddle.Optimizers;

/// <summary>
/// Adam (arXiv:1412.6980, algorithm 1): steps along the mean gradient over the root of its mean square, both corrected for their
/// start at zero.
/// </summary>
public sealed class Adam : Optimizer
{
    private readonly double _beta1;
    private readonly double _firstBeta2;
    private double _beta2;
    private readonly double _epsilon;
    private readonly Tensor _mean;
    private readonly Tensor _meanSquare;

    /// <summary>Creates the optimiser with zero moments.</summary>
    /// <param name="parameters">What is optimised.</param>
    /// <param name="learningRate">The size of a step.</param>
    /// <param name="beta1">The decay of the mean, in [0, 1).</param>
    /// <param name="beta2">The decay of the mean square, in [0, 1).</param>
    /// <param name="epsilon">Added to the root.</param>
    public Adam(
        ParameterVector parameters, double learningRate = 1e-3, double beta1 = 0.9, double beta2 = 0.999, double epsilon = 1e-8)
        : base(parameters, learningRate)
    {
        (_beta1, _beta2, _firstBeta2, _epsilon) = (beta1, beta2, beta2, epsilon);
        _mean = AddState("mean");
        _meanSquare = AddState("mean_square");
    }

    /// <summary>The decay of the mean square at the end of the learning rate's schedule; null if it stays.</summary>
    public double? FinalBeta2 { get; init; }

    /// <inheritdoc/>
    public override void Follow(double way)
        => _beta2 = FinalBeta2 is { } final ? _firstBeta2 + (final - _firstBeta2) * way : _firstBeta2;

    /// <inheritdoc/>
    protected override void StepCore(Tensor values, Tensor gradients)
    {
        ArgumentNullException.ThrowIfNull(values);
        _mean.lerp_(gradients, 1 - _beta1);
        _meanSquare.mul_(_beta2).addcmul_(gradients, gradients, 1 - _beta2);
        Tensor root = _meanSquare.sqrt().mul_(RootScale).add_(_epsilon);
        values.addcdiv_(_mean, root, Size);
    }

    /// <inheritdoc/>
    public override bool HasDeviceForm => true;

    /// <inheritdoc/>
    protected override void StepCore(Tensor values, Tensor gradients, DeviceNumber number)
    {
        ArgumentNullException.ThrowIfNull(values);
        ArgumentNullException.ThrowIfNull(number);
        _mean.lerp_(gradients, 1 - _beta1);
        if (FinalBeta2 is null)
        {
            _meanSquare.mul_(_beta2).addcmul_(gradients, gradients, 1 - _beta2);
        }
        else
        {
            _meanSquare.lerp_(gradients.square(), number(() => 1 - _beta2).to(values.dtype));
        }
        Tensor root = _meanSquare.sqrt().mul_(number(() => RootScale)).add_(_epsilon);
        values.addcdiv_(_mean * number(() => Size), root);
    }

    private double RootScale => 1 / Math.Sqrt(1 - Math.Pow(_beta2, Steps));

    private double Size => -LearningRate / (1 - Math.Pow(_beta1, Steps));
}
