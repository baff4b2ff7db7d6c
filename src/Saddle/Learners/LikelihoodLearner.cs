using Saddle.Data;
using Saddle.Densities;
using Saddle.Torch;

namespace Saddle.Learners;

/// <summary>
/// Maximum likelihood: a generator that knows its density makes the data as likely as it can, by gradient ascent.
/// </summary>
public sealed class LikelihoodLearner : SoloLearner<DensityGenerator>
{
    /// <summary>Builds and initialises the generator from the default random number generator.</summary>
    /// <param name="choice">The density, its optimiser and average.</param>
    /// <param name="setup">What it is built for.</param>
    internal LikelihoodLearner(DensityChoice choice, LearnerSetup setup)
        : base(choice, setup, () => choice.CreateDensity(setup.Form.Shape))
    {
    }

    /// <inheritdoc/>
    protected override IReadOnlyList<(string Name, Tensor Value)> StepCore(StepContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        Tensor samples = context.Next().Real;
        samples = Trained.Shape.IsImage ? Dequantization.Apply(samples) : samples;
        if (Player.Optimizer.Steps == 0)
        {
            Trained.StartFrom(samples);
            Average.Restart();
        }
        Turn turn = Descend(-Trained.LogDensity(samples).mean(), context);
        return [.. LikelihoodOf(turn.Loss.detach()), ("generator_gradient_norm", turn.GradientNorm)];
    }

    // Of images it is the likelihood of their bytes that counts.
    private IEnumerable<(string Name, Tensor Value)> LikelihoodOf(Tensor loss)
    {
        SampleShape shape = Trained.Shape;
        if (!shape.IsImage)
        {
            return [("negative_log_likelihood", loss)];
        }
        Tensor ofBytes = loss + Dequantization.NatsOfSteps(shape.Elements);
        return [
            ("negative_log_likelihood", ofBytes),
            ("bits_per_dimension", ofBytes * Dequantization.BitsPerDimension(shape.Elements)),
        ];
    }
}
