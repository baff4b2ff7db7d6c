using Saddle.Data;
using Saddle.Densities;
using Saddle.Networks;
using Saddle.Optimizers;
using Saddle.Torch;

namespace Saddle.Learners;

/// <summary>
/// Maximum likelihood: a generator that knows its density makes the data as likely as it can, by gradient ascent.
/// </summary>
public sealed class LikelihoodLearner : PlayerLearner
{
    private readonly DensityGenerator _generator;
    private readonly Player _player;

    /// <summary>Builds and initialises the generator from the default random number generator.</summary>
    /// <param name="choice">The density, its optimiser and average.</param>
    /// <param name="setup">What it is built for.</param>
    internal LikelihoodLearner(DensityChoice choice, LearnerSetup setup)
    {
        SampleShape shape = setup.Form.Shape;
        // Once to be trained and once for its average.
        (_generator, Generator) = (choice.CreateDensity(shape), choice.CreateDensity(shape));
        _generator.To(setup.Device);
        Generator.To(setup.Device);
        _player = new Player("generator", _generator, choice.GeneratorOptimizer, choice);
        Average = new MovingAverage(_player.Parameters, Generator, choice.AverageHalfLifeImages);
    }

    /// <inheritdoc/>
    public override Generator Generator { get; }

    /// <inheritdoc/>
    protected override IReadOnlyList<Player> Players => [_player];

    /// <inheritdoc/>
    protected override MovingAverage Average { get; }

    /// <inheritdoc/>
    protected override IReadOnlyList<(string Name, Tensor Value)> StepCore(StepContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        Tensor samples = context.Next().Real;
        samples = _generator.Shape.IsImage ? Dequantization.Apply(samples) : samples;
        if (_player.Optimizer.Steps == 0)
        {
            _generator.StartFrom(samples);
            Average.Restart();
        }
        Turn turn = _player.Descend(new Loss(-_generator.LogDensity(samples).mean()), context);
        Average.Update(context.Batch);
        return [.. LikelihoodOf(turn.Loss.detach()), ("generator_gradient_norm", turn.GradientNorm)];
    }

    // Of images it is the likelihood of their bytes that counts.
    private IEnumerable<(string Name, Tensor Value)> LikelihoodOf(Tensor loss)
    {
        SampleShape shape = _generator.Shape;
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
