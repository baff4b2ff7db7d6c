using Saddle.Data;
using Saddle.Layers;
using Saddle.Networks;
using Saddle.Objectives;
using Saddle.Optimizers;
using Saddle.Penalties;
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

    private readonly Recipe _recipe;
    private readonly Objective _objective;
    private readonly Generator _generator;
    private readonly Judge _judge;
    private readonly Player _generatorPlayer;
    private readonly Player _discriminatorPlayer;
    private readonly MovingAverage _average;
    private readonly List<(Penalty Penalty, Tensor Memory)> _penalties;
    private readonly List<Constraint> _constraints;

    /// <summary>Builds and initialises both players from the default random number generator.</summary>
    /// <param name="recipe">Networks, objective, penalties and optimisers.</param>
    /// <param name="shape">The shape of a sample.</param>
    /// <param name="device">Where the players live.</param>
    /// <exception cref="RecipeException">The recipe's parts contradict each other.</exception>
    public AdversarialLearner(Recipe recipe, SampleShape shape, Device device)
    {
        ArgumentNullException.ThrowIfNull(recipe);
        (_recipe, _objective) = (recipe, recipe.Objective);
        _generator = recipe.Network.CreateGenerator(shape);
        Discriminator discriminator = recipe.Network.CreateDiscriminator(recipe.PackedShape(shape));
        Generator = recipe.Network.CreateGenerator(shape);
        RecipeChecks.Check(recipe, discriminator);
        _constraints = [.. recipe.Constraints.Where(constraint => constraint.IsOn)];
        _constraints.ForEach(constraint => constraint.Prepare(discriminator));
        foreach (Module network in new Module[] { _generator, discriminator, Generator })
        {
            network.To(device);
        }
        _judge = new Judge(discriminator, recipe);
        _generatorPlayer = new Player("generator", _generator, recipe.GeneratorOptimizer, recipe);
        _discriminatorPlayer = new Player("discriminator", discriminator, recipe.DiscriminatorOptimizer, recipe);
        _average = new MovingAverage(_generatorPlayer.Parameters, Generator, recipe.AverageHalfLifeImages);
        _penalties = [.. recipe.Penalties.Where(penalty => penalty.IsOn)
            .Select(penalty => (penalty, torch.zeros([penalty.MemorySize], device: device).DetachFromScope()))];
    }

    /// <inheritdoc/>
    public override Generator Generator { get; }

    /// <inheritdoc/>
    public override IReadOnlyList<(string Name, Module Network)> Networks
        => [("generator", _generator), ("discriminator", _discriminatorPlayer.Network)];

    /// <inheritdoc/>
    public override IReadOnlyDictionary<string, long> Counters => new Dictionary<string, long>
    {
        ["generator_updates"] = _generatorPlayer.Optimizer.Steps,
        ["discriminator_updates"] = _discriminatorPlayer.Optimizer.Steps,
    };

    /// <inheritdoc/>
    public override IEnumerable<(string Name, Tensor Value)> NamedTensors() =>
    [
        .. _generatorPlayer.NamedTensors(),
        .. _discriminatorPlayer.NamedTensors(),
        .. Generator.NamedTensors().Select(tensor => ($"average.{tensor.Path}", tensor.Value)),
        .. _penalties.Where(entry => entry.Penalty.MemorySize > 0).Select(entry => ($"penalty.{entry.Penalty.Name}", entry.Memory)),
    ];

    /// <inheritdoc/>
    public override void Restore(IReadOnlyDictionary<string, long> counters)
    {
        ArgumentNullException.ThrowIfNull(counters);
        _generatorPlayer.Optimizer.Steps = counters["generator_updates"];
        _discriminatorPlayer.Optimizer.Steps = counters["discriminator_updates"];
    }

    /// <inheritdoc/>
    protected override IReadOnlyList<(string Name, double Value)> StepCore(Sampler data)
    {
        ArgumentNullException.ThrowIfNull(data);
        _judge.Images = _generatorPlayer.Optimizer.Steps * _recipe.Batch;
        double progress = Math.Min(1, (double)_judge.Images / _recipe.Images);
        Tensor real, fake;
        DiscriminatorUpdate last;
        int left = _recipe.DiscriminatorSteps;
        do
        {
            real = data.Next(_recipe.Batch).Real;
            // The last fakes teach the generator as well, so only they keep their history.
            fake = left == 1 ? _generator.Forward(_generator.Latents(_recipe.Batch)) : FakeWithoutHistory();
            last = UpdateDiscriminator(real, fake.detach(), progress);
        }
        while (--left > 0);
        (Tensor generatorLoss, Tensor generatorNorm) = UpdateGenerator(real, last.RealLogits, fake, progress);
        _average.Update(_recipe.Batch);
        return Report(last.Loss, generatorLoss, last.RealLogits.mean(), last.FakeLogits.mean(), last.GradientNorm, generatorNorm);
    }

    /// <inheritdoc/>
    public override void Dispose()
    {
        _penalties.ForEach(entry => entry.Memory.Dispose());
        _average.Dispose();
        _generatorPlayer.Dispose();
        _discriminatorPlayer.Dispose();
        Generator.Dispose();
    }

    private sealed record DiscriminatorUpdate(Tensor Loss, Tensor RealLogits, Tensor FakeLogits, Tensor GradientNorm);

    private DiscriminatorUpdate UpdateDiscriminator(Tensor real, Tensor fake, double progress)
    {
        _discriminatorPlayer.Parameters.RequiresGrad(true);
        Tensor realLogits = _judge.Logits(real);
        Tensor fakeLogits = _judge.Logits(fake);
        Tensor loss = _objective.DiscriminatorLoss(realLogits, fakeLogits);
        foreach ((Penalty penalty, Tensor memory) in _penalties)
        {
            if (penalty.IsDue(_discriminatorPlayer.Optimizer.Steps))
            {
                loss += penalty.Loss(new PenaltyInput(_judge.Logits, real, fake, realLogits, fakeLogits, memory));
            }
        }
        Tensor norm = _discriminatorPlayer.Descend(loss, progress);
        _constraints.ForEach(constraint => constraint.AfterUpdate(_discriminatorPlayer.Parameters));
        return new DiscriminatorUpdate(loss.detach(), realLogits.detach(), fakeLogits.detach(), norm);
    }

    private (Tensor Loss, Tensor GradientNorm) UpdateGenerator(Tensor real, Tensor realLogits, Tensor fake, double progress)
    {
        // Only the way through the discriminator is needed, not its own gradient.
        _discriminatorPlayer.Parameters.RequiresGrad(false);
        Tensor loss = _objective.GeneratorLoss(_objective.GeneratorSeesReal ? _judge.Logits(real) : realLogits, _judge.Logits(fake));
        if (_recipe.FeatureMatching > 0)
        {
            loss += _recipe.FeatureMatching * FeatureDistance(real, fake);
        }
        Tensor norm = _generatorPlayer.Descend(loss, progress);
        return (loss.detach(), norm);
    }

    // Feature matching (arXiv:1606.03498, section 3.1): the squared distance between the mean features of real and fake.
    private Tensor FeatureDistance(Tensor real, Tensor fake)
        => (_judge.Features(real).mean([0]) - _judge.Features(fake).mean([0])).square().sum();

    private Tensor FakeWithoutHistory()
    {
        using GradMode mode = torch.no_grad();
        return _generator.Forward(_generator.Latents(_recipe.Batch));
    }

    // One transfer for all numbers: on a GPU each would wait for the step.
    private static (string Name, double Value)[] Report(params Tensor[] values)
        => [.. s_metrics.Zip(torch.stack(values).ToArray<double>())];
}
