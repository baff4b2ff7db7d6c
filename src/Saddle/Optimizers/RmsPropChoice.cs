using Saddle.Components;

namespace Saddle.Optimizers;

/// <summary>RMSProp for a recipe; the learning rate's default is WGAN's (arXiv:1701.07875).</summary>
/// <param name="learningRate">The size of a step.</param>
/// <param name="decay">The decay of the mean square, in [0, 1).</param>
/// <param name="epsilon">Added to the root.</param>
public sealed class RmsPropChoice(double learningRate = 5e-5, double decay = 0.99, double epsilon = 1e-8)
    : OptimizerChoice(Entry, ("learning_rate", learningRate), ("decay", decay), ("epsilon", epsilon))
{
    /// <summary>The catalogue's line.</summary>
    public static Entry<OptimizerChoice> Entry { get; } = new(
        "rmsprop", "steps along the gradient over the root of its mean square", "Tieleman and Hinton 2012, lecture 6.5",
        [
            Setting.Number("learning_rate", 5e-5, "the size of a step", 0, 10),
            Setting.Number("decay", 0.99, "the decay of the mean square", 0, 0.99999999),
            Setting.Number("epsilon", 1e-8, "added to the root", 0, 1),
        ],
        s => new RmsPropChoice(s.Number("learning_rate"), s.Number("decay"), s.Number("epsilon")));

    /// <inheritdoc/>
    public override Optimizer Create(ParameterVector parameters)
        => new RmsProp(parameters, learningRate, decay, epsilon);
}
