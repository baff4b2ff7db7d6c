using Saddle.Components;
using Saddle.Optimizers;
using Saddle.Torch;

namespace Garden;

/// <summary>Steps of one size along the signs of the mean gradient (signSGD with momentum, arXiv:1802.04434).</summary>
[Component("signs", "steps along the signs of the mean gradient", Source = "arXiv:1802.04434, algorithm 2")]
public sealed partial record Signs : OptimizerChoice
{
    /// <summary>The size of a step.</summary>
    [Setting(0, 1)] public double LearningRate { get; init; } = 1e-3;

    /// <summary>The decay of the mean.</summary>
    [Setting(0, 0.9999)] public double Momentum { get; init; } = 0.9;

    protected override Optimizer CreateCore(ParameterVector parameters) => new Walk(parameters, LearningRate, Momentum);

    private sealed class Walk : Optimizer
    {
        private readonly double _momentum;
        private readonly Tensor _mean;

        internal Walk(ParameterVector parameters, double learningRate, double momentum) : base(parameters, learningRate)
            => (_momentum, _mean) = (momentum, AddState("mean"));

        protected override void StepCore(Tensor values, Tensor gradients)
        {
            _mean.lerp_(gradients, 1 - _momentum);
            values.add_(_mean / (_mean.abs() + 1e-12), -LearningRate);
        }
    }
}
