using Saddle.Data;
using Saddle.Densities;
using Saddle.Networks;
using Saddle.Optimizers;
using Saddle.Torch;

namespace Saddle.Training;

/// <summary>Maximum likelihood: a generator that knows its density makes the data as likely as it can, by gradient ascent.</summary>
public sealed class LikelihoodLearner : PlayerLearner
{
    private readonly LearnerSetup _setup;
    private readonly DensityGenerator _generator;
    private readonly Player _player;

    /// <summary>Builds and initialises the generator from the default random number generator.</summary>
    /// <param name="choice">The density, its optimiser and average.</param>
    /// <param name="setup">What it is built for.</param>
    internal LikelihoodLearner(DensityChoice choice, LearnerSetup setup)
    {
        SampleShape shape = setup.Form.Shape;
        // Once to be trained and once for its average.
        (_setup, _generator, Generator) = (setup, choice.CreateDensity(shape), choice.CreateDensity(shape));
        _generator.To(setup.Device);
        Generator.To(setup.Device);
        _player = new Player("generator", _generator, choice.GeneratorOptimizer, choice);
        Average = new MovingAverage(_player.Parameters, Generator, choice.AverageHalfLifeImages);
    }

    /// <inheritdoc/>
    public override Generator Generator { get; }

    private protected override IReadOnlyList<Player> Players => [_player];

    private protected override MovingAverage Average { get; }

    /// <inheritdoc/>
    protected override IReadOnlyList<(string Name, double Value)> StepCore(Sampler data)
    {
        ArgumentNullException.ThrowIfNull(data);
        Tensor samples = data.Next(_setup.Batch).Real;
        samples = _generator.Shape.IsImage ? Dequantization.Apply(samples) : samples;
        if (_player.Optimizer.Steps == 0)
        {
            _generator.StartFrom(samples);
            Average.Restart();
        }
        Tensor loss = -_generator.LogDensity(samples).mean();
        double progress = Math.Min(1, (double)_player.Optimizer.Steps * _setup.Batch / _setup.Images);
        Tensor norm = _player.Descend(loss, progress);
        Average.Update(_setup.Batch);
        return Numbers([.. LikelihoodOf(loss.detach()), ("generator_gradient_norm", norm)]);
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
        return [("negative_log_likelihood", ofBytes), ("bits_per_dimension", ofBytes * Dequantization.BitsPerDimension(shape.Elements))];
    }
}
