using Saddle.Data;
using Saddle.Layers;
using Saddle.Networks;
using Saddle.Objectives;
using Saddle.Optimizers;
using Saddle.Torch;

namespace Saddle.Training;

/// <summary>
/// A generator and a discriminator that play against each other (arXiv:1406.2661, algorithm 1): some discriminator updates, then one
/// generator update, then the moving average.
/// </summary>
public sealed class AdversarialLearner : Learner
{
    private static readonly string[] s_metrics =
    [
        "discriminator_loss", "generator_loss", "real_logits", "fake_logits", "discriminator_gradient_norm", "generator_gradient_norm",
    ];

    private readonly int _batch;
    private readonly int _discriminatorSteps;
    private readonly Objective _objective;
    private readonly Generator _generator;
    private readonly Discriminator _discriminator;
    private readonly ParameterVector _generatorParameters;
    private readonly ParameterVector _discriminatorParameters;
    private readonly Optimizer _generatorOptimizer;
    private readonly Optimizer _discriminatorOptimizer;
    private readonly MovingAverage _average;

    /// <summary>Builds and initialises both players from the default random number generator.</summary>
    /// <param name="recipe">Networks, objective and optimisers.</param>
    /// <param name="shape">The shape of a sample.</param>
    /// <param name="device">Where the players live.</param>
    public AdversarialLearner(Recipe recipe, SampleShape shape, Device device)
    {
        ArgumentNullException.ThrowIfNull(recipe);
        _batch = recipe.Batch;
        _discriminatorSteps = recipe.DiscriminatorSteps;
        _objective = recipe.Objective;
        _generator = recipe.Network.CreateGenerator(shape);
        _discriminator = recipe.Network.CreateDiscriminator(shape);
        Generator = recipe.Network.CreateGenerator(shape);
        foreach (Module network in new Module[] { _generator, _discriminator, Generator })
        {
            network.To(device);
        }
        _generatorParameters = new ParameterVector(_generator);
        _discriminatorParameters = new ParameterVector(_discriminator);
        _generatorOptimizer = recipe.GeneratorOptimizer.Create(_generatorParameters);
        _discriminatorOptimizer = recipe.DiscriminatorOptimizer.Create(_discriminatorParameters);
        _average = new MovingAverage(_generatorParameters, Generator, recipe.AverageHalfLifeImages);
    }

    /// <inheritdoc/>
    public override Generator Generator { get; }

    /// <inheritdoc/>
    public override IReadOnlyList<(string Name, Module Network)> Networks => [("generator", _generator), ("discriminator", _discriminator)];

    /// <inheritdoc/>
    public override IReadOnlyDictionary<string, long> Counters => new Dictionary<string, long>
    {
        ["generator_updates"] = _generatorOptimizer.Steps,
        ["discriminator_updates"] = _discriminatorOptimizer.Steps,
    };

    /// <inheritdoc/>
    public override IEnumerable<(string Name, Tensor Value)> NamedTensors()
        => [
            .. Prefixed("generator", _generator.NamedTensors()),
            .. Prefixed("discriminator", _discriminator.NamedTensors()),
            .. Prefixed("average", Generator.NamedTensors()),
            .. Prefixed("generator_optimizer", Moments(_generatorOptimizer)),
            .. Prefixed("discriminator_optimizer", Moments(_discriminatorOptimizer)),
        ];

    /// <inheritdoc/>
    public override void Restore(IReadOnlyDictionary<string, long> counters)
    {
        ArgumentNullException.ThrowIfNull(counters);
        _generatorOptimizer.Steps = counters["generator_updates"];
        _discriminatorOptimizer.Steps = counters["discriminator_updates"];
    }

    /// <inheritdoc/>
    protected override IReadOnlyList<(string Name, double Value)> StepCore(Sampler data)
    {
        Tensor real, fake, discriminatorLoss, realLogits, fakeLogits;
        int left = _discriminatorSteps;
        do
        {
            real = data.Next(_batch).Real;
            // The last fakes teach the generator as well, so only they keep their history.
            fake = left == 1 ? _generator.Forward(_generator.Latents(_batch)) : FakeWithoutHistory();
            (discriminatorLoss, realLogits, fakeLogits) = UpdateDiscriminator(real, fake.detach());
        }
        while (--left > 0);
        Tensor generatorLoss = UpdateGenerator(real, realLogits, fake);
        _average.Update(_batch);
        return Report(
            discriminatorLoss, generatorLoss, realLogits.mean(), fakeLogits.mean(),
            _discriminatorParameters.Gradients.norm(), _generatorParameters.Gradients.norm());
    }

    /// <inheritdoc/>
    public override void Dispose()
    {
        _average.Dispose();
        _generatorOptimizer.Dispose();
        _discriminatorOptimizer.Dispose();
        _generatorParameters.Dispose();
        _discriminatorParameters.Dispose();
        _generator.Dispose();
        _discriminator.Dispose();
        Generator.Dispose();
    }

    private (Tensor Loss, Tensor RealLogits, Tensor FakeLogits) UpdateDiscriminator(Tensor real, Tensor fake)
    {
        _discriminatorParameters.RequiresGrad(true);
        _discriminatorParameters.ZeroGradients();
        Tensor realLogits = _discriminator.Forward(real);
        Tensor fakeLogits = _discriminator.Forward(fake);
        Tensor loss = _objective.DiscriminatorLoss(realLogits, fakeLogits);
        loss.backward();
        _discriminatorOptimizer.Step();
        return (loss.detach(), realLogits.detach(), fakeLogits.detach());
    }

    private Tensor UpdateGenerator(Tensor real, Tensor realLogits, Tensor fake)
    {
        // Only the way through the discriminator is needed, not its own gradient.
        _discriminatorParameters.RequiresGrad(false);
        _generatorParameters.ZeroGradients();
        Tensor loss = _objective.GeneratorLoss(
            _objective.GeneratorSeesReal ? _discriminator.Forward(real) : realLogits,
            _discriminator.Forward(fake));
        loss.backward();
        _generatorOptimizer.Step();
        return loss.detach();
    }

    private Tensor FakeWithoutHistory()
    {
        using GradMode mode = torch.no_grad();
        return _generator.Forward(_generator.Latents(_batch));
    }

    // One transfer for all numbers: on a GPU each would wait for the step.
    private static (string Name, double Value)[] Report(params Tensor[] values)
        => [.. s_metrics.Zip(torch.stack(values).ToArray<double>())];

    private static IEnumerable<(string Name, Tensor Value)> Moments(Optimizer optimizer)
        => optimizer.State.SelectMany(moment => Prefixed(moment.Name, optimizer.Parameters.Parts(moment.Value)));

    private static IEnumerable<(string Name, Tensor Value)> Prefixed(string prefix, IEnumerable<(string Name, Tensor Value)> tensors)
        => tensors.Select(tensor => ($"{prefix}.{tensor.Name}", tensor.Value));
}
