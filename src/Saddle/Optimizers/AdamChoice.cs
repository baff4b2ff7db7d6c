using Saddle.Components;

namespace Saddle.Optimizers;

/// <summary>Adam for a recipe; the defaults are those of GANs (arXiv:1511.06434), not the optimiser's own.</summary>
/// <param name="learningRate">The size of a step.</param>
/// <param name="beta1">The decay of the mean, in [0, 1).</param>
/// <param name="beta2">The decay of the mean square, in [0, 1).</param>
/// <param name="epsilon">Added to the root.</param>
public sealed class AdamChoice(double learningRate = 2e-4, double beta1 = 0.5, double beta2 = 0.999, double epsilon = 1e-8)
    : OptimizerChoice(Entry, ("learning_rate", learningRate), ("beta1", beta1), ("beta2", beta2), ("epsilon", epsilon))
{
    /// <summary>The catalogue's line.</summary>
    public static Entry<OptimizerChoice> Entry { get; } = new(
        "adam", "steps along the mean gradient over the root of its mean square", "arXiv:1412.6980, algorithm 1",
        [
            Setting.Number("learning_rate", 2e-4, "the size of a step", 0, 10),
            Setting.Number("beta1", 0.5, "the decay of the mean", 0, 0.999999),
            Setting.Number("beta2", 0.999, "the decay of the mean square", 0, 0.99999999),
            Setting.Number("epsilon", 1e-8, "added to the root", 0, 1),
        ],
        s => new AdamChoice(s.Number("learning_rate"), s.Number("beta1"), s.Number("beta2"), s.Number("epsilon")));

    /// <inheritdoc/>
    public override Optimizer Create(ParameterVector parameters)
        => new Adam(parameters, learningRate, beta1, beta2, epsilon);
}
