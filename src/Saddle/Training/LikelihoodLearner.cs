using Saddle.Data;
using Saddle.Densities;
using Saddle.Layers;
using Saddle.Networks;
using Saddle.Optimizers;
using Saddle.Torch;

namespace Saddle.Training;

/// <summary>Maximum likelihood: a generator that knows its density makes the data as likely as it can, by gradient ascent.</summary>
public sealed class LikelihoodLearner : Learner
{
    private readonly Recipe _recipe;
    private readonly DensityGenerator _generator;
    private readonly DensityGenerator _averaged;
    private readonly Player _player;
    private readonly MovingAverage _average;

    /// <summary>Takes a generator over.</summary>
    /// <param name="recipe">Optimiser, batch and average.</param>
    /// <param name="create">Builds the generator, once to be trained and once for its average.</param>
    /// <param name="device">Where they live.</param>
    internal LikelihoodLearner(Recipe recipe, Func<DensityGenerator> create, Device device)
    {
        (_recipe, _generator, _averaged) = (recipe, create(), create());
        _generator.To(device);
        _averaged.To(device);
        _player = new Player("generator", _generator, recipe.GeneratorOptimizer, recipe);
        _average = new MovingAverage(_player.Parameters, _averaged, recipe.AverageHalfLifeImages);
    }

    /// <inheritdoc/>
    public override Generator Generator => _averaged;

    /// <inheritdoc/>
    public override IReadOnlyList<(string Name, Module Network)> Networks => [("generator", _generator)];

    /// <inheritdoc/>
    public override IReadOnlyDictionary<string, long> Counters
        => new Dictionary<string, long> { ["generator_updates"] = _player.Optimizer.Steps };

    /// <inheritdoc/>
    public override IEnumerable<(string Name, Tensor Value)> NamedTensors()
        => [.. _player.NamedTensors(), .. _averaged.NamedTensors().Select(tensor => ($"average.{tensor.Path}", tensor.Value))];

    /// <inheritdoc/>
    public override void Restore(IReadOnlyDictionary<string, long> counters)
    {
        ArgumentNullException.ThrowIfNull(counters);
        _player.Optimizer.Steps = counters["generator_updates"];
    }

    /// <inheritdoc/>
    protected override IReadOnlyList<(string Name, double Value)> StepCore(Sampler data)
    {
        ArgumentNullException.ThrowIfNull(data);
        Tensor samples = data.Next(_recipe.Batch).Real;
        samples = _generator.Shape.IsImage ? Dequantization.Apply(samples) : samples;
        if (_player.Optimizer.Steps == 0)
        {
            _generator.StartFrom(samples);
            _average.Restart();
        }
        Tensor loss = -_generator.LogDensity(samples).mean();
        double progress = Math.Min(1, (double)_player.Optimizer.Steps * _recipe.Batch / _recipe.Images);
        Tensor norm = _player.Descend(loss, progress);
        _average.Update(_recipe.Batch);
        return Numbers([.. LikelihoodOf(loss.detach()), ("generator_gradient_norm", norm)]);
    }

    /// <inheritdoc/>
    public override void Dispose()
    {
        _average.Dispose();
        _player.Dispose();
        _averaged.Dispose();
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
