using Saddle.Components;
using Saddle.Data;
using Saddle.Learners;
using Saddle.Networks;
using Saddle.Objectives;
using Saddle.Optimizers;
using Saddle.Penalties;
using Saddle.Torch;
using Saddle.Training;

namespace Saddle.Theory.Experiments;

/// <summary>A game, of points or of pictures, whose players are moved one at a time, so that one of them can be frozen.</summary>
internal sealed class FreezableGame : IDisposable
{
    private const int PointBatch = 256;

    // Samples that are looked at are none that are trained on in the same order.
    private const ulong CountedSeed = 0x5eed;

    private readonly int _batch;
    private readonly Objective _objective;
    private readonly Penalty? _penalty;
    private readonly DataSet _data;
    private readonly StepContext _context;
    private readonly Generator _generator;
    private readonly Discriminator _discriminator;
    private readonly TwoPlayers _players;

    /// <summary>Makes both players of points from the default generator: the same seed, the same players.</summary>
    /// <param name="objective">The game.</param>
    /// <param name="penalty">What keeps the discriminator smooth, or null.</param>
    /// <param name="mixture">The data.</param>
    /// <param name="learningRate">Adam's, for both players.</param>
    /// <param name="seed">Fixes the order of the data.</param>
    internal FreezableGame(Objective objective, Penalty? penalty, PlaneMixture mixture, double learningRate, ulong seed)
        : this(objective, penalty, Recipes.Find(mixture.Name) with { Batch = PointBatch }, learningRate, seed) { }

    /// <summary>Makes both players of a recipe from the default generator: the same seed, the same players.</summary>
    /// <param name="objective">The game.</param>
    /// <param name="penalty">What keeps the discriminator smooth, or null.</param>
    /// <param name="recipe">The data, the networks and the batch.</param>
    /// <param name="learningRate">Adam's, for both players.</param>
    /// <param name="seed">Fixes the order of the data.</param>
    internal FreezableGame(Objective objective, Penalty? penalty, Recipe recipe, double learningRate, ulong seed)
    {
        (_objective, _penalty, _batch) = (objective, penalty, recipe.Batch);
        var game = (Adversarial)recipe.Learner;
        DataSet data = recipe.Data.Open();
        _data = data.As(game.Network.ShapeFor(data.Shape));
        (_generator, _discriminator) = (game.Network.CreateGenerator(_data.Shape), game.Network.CreateDiscriminator(_data.Shape));
        var optimizer = new AdamChoice { LearningRate = learningRate, Beta1 = 0.5 };
        _players = new TwoPlayers(
            new Player("generator", _generator, optimizer, game), new Player("discriminator", _discriminator, optimizer, game));
        _context = new StepContext(_data.Sampler(Seeds.Derive(seed, "data"), Device.Cpu), _batch);
    }

    /// <summary>One step of the discriminator, on fresh samples.</summary>
    internal void TrainDiscriminator()
    {
        using DisposeScope scope = torch.NewDisposeScope();
        Tensor real = _context.Next().Real, fake = FakeWithoutHistory();
        _players.UpdateDiscriminator(_context, () =>
        {
            (Tensor realLogits, Tensor fakeLogits) = (_discriminator.Forward(real), _discriminator.Forward(fake));
            Tensor loss = _objective.DiscriminatorLoss(realLogits, fakeLogits);
            return new Loss(_penalty is null ? loss : loss + _penalty.Loss(new PenaltyInput(
                samples => _discriminator.Forward(samples), real, fake, realLogits, fakeLogits, torch.zeros([0]))));
        });
    }

    /// <summary>One step of the generator, on fresh latents.</summary>
    internal void TrainGenerator()
    {
        using DisposeScope scope = torch.NewDisposeScope();
        Tensor latents = _generator.Latents(_batch);
        _players.UpdateGenerator(_context, () => new Loss(GeneratorLoss(_objective, latents)));
    }

    /// <summary>The norm of the gradient of a generator's loss with respect to its parameters; nothing moves.</summary>
    /// <param name="objective">Whose loss; its discriminator must be this game's.</param>
    /// <param name="latents"><c>[N, Z]</c>.</param>
    internal double GradientNorm(Objective objective, Tensor latents)
    {
        using DisposeScope scope = torch.NewDisposeScope();
        _players.Generator.Parameters.ZeroGradients();
        _players.Discriminator.Parameters.RequiresGrad(false);
        GeneratorLoss(objective, latents).backward();
        return _players.Generator.Parameters.Gradients.norm().item();
    }

    /// <summary>Latents for <see cref="GradientNorm"/>.</summary>
    internal Tensor Latents(int count) => _generator.Latents(count);

    /// <summary>Samples of the generator, <c>[N, 2]</c>.</summary>
    internal double[,] Sample(int count, ulong seed) => PlaneMixture.Generated(_generator, count, seed);

    /// <summary>D of real points, and of as many generated ones, from 0 to 1.</summary>
    internal (double[] Real, double[] Fake) Outputs(int count)
    {
        using DisposeScope scope = torch.NewDisposeScope();
        using GradMode mode = torch.no_grad();
        double[] Of(Tensor samples) => _discriminator.Forward(samples).sigmoid().ToArray<double>();
        return (Of(_data.Sampler(CountedSeed, Device.Cpu).Next(count).Real), Of(_generator.Sample(count, seed: 1)));
    }

    /// <summary>Takes over the generator of another game.</summary>
    internal void CopyGenerator(FreezableGame other) => Copy(other._players.Generator, _players.Generator);

    /// <summary>Takes over the discriminator of another game.</summary>
    internal void CopyDiscriminator(FreezableGame other) => Copy(other._players.Discriminator, _players.Discriminator);

    /// <summary>Takes over both players of another game.</summary>
    internal void CopyFrom(FreezableGame other)
    {
        CopyGenerator(other);
        CopyDiscriminator(other);
    }

    public void Dispose()
    {
        _players.Dispose();
        _data.Dispose();
    }

    // Parameters, and the optimiser's moments.
    private static void Copy(Player from, Player to)
    {
        using GradMode mode = torch.no_grad();
        to.Parameters.Values.copy_(from.Parameters.Values);
        foreach (((_, Tensor source), (_, Tensor target)) in from.Optimizer.State.Zip(to.Optimizer.State))
        {
            target.copy_(source);
        }
        to.Optimizer.Steps = from.Optimizer.Steps;
    }

    private Tensor GeneratorLoss(Objective objective, Tensor latents)
    {
        Tensor fakeLogits = _discriminator.Forward(_generator.Forward(latents));
        Tensor realLogits = objective.GeneratorSeesReal ? _discriminator.Forward(_context.Next().Real) : fakeLogits.detach();
        return objective.GeneratorLoss(realLogits, fakeLogits);
    }

    private Tensor FakeWithoutHistory()
    {
        using GradMode mode = torch.no_grad();
        return _generator.Forward(_generator.Latents(_batch));
    }
}
