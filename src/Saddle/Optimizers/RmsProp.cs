using Saddle.Components;
using Saddle.Torch;

namespace Saddle.Optimizers;

/// <summary>RMSProp (Tieleman and Hinton 2012): steps along the gradient over the root of its mean square.</summary>
public sealed class RmsProp : Optimizer
{
    /// <summary>The catalogue's line.</summary>
    public static Entry<OptimizerChoice> Entry { get; } = new(
        "rmsprop", "steps along the gradient over the root of its mean square", "Tieleman and Hinton 2012, lecture 6.5",
        [
            Setting.Number("learning_rate", 5e-5, "the size of a step", 0, 10),
            Setting.Number("decay", 0.99, "the decay of the mean square", 0, 0.99999999),
            Setting.Number("epsilon", 1e-8, "added to the root", 0, 1),
        ],
        s => Choice(s.Number("learning_rate"), s.Number("decay"), s.Number("epsilon")));

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

    /// <summary>RMSProp for a recipe; the learning rate's default is WGAN's (arXiv:1701.07875).</summary>
    /// <param name="learningRate">The size of a step.</param>
    /// <param name="decay">The decay of the mean square, in [0, 1).</param>
    /// <param name="epsilon">Added to the root.</param>
    public static OptimizerChoice Choice(double learningRate = 5e-5, double decay = 0.99, double epsilon = 1e-8)
        => new(Entry, parameters => new RmsProp(parameters, learningRate, decay, epsilon),
            ("learning_rate", learningRate), ("decay", decay), ("epsilon", epsilon));

    /// <inheritdoc/>
    protected override void StepCore(Tensor values, Tensor gradients)
    {
        ArgumentNullException.ThrowIfNull(values);
        _meanSquare.mul_(_decay).addcmul_(gradients, gradients, 1 - _decay);
        values.addcdiv_(gradients, _meanSquare.sqrt().add_(_epsilon), -LearningRate);
    }
}
