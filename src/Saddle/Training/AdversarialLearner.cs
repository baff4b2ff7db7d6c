using Saddle.Conditions;
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
public sealed class AdversarialLearner : PlayerLearner
{
    private readonly Adversarial _choice;
    private readonly LearnerSetup _setup;
    private readonly DataForm _form;
    private readonly Objective _objective;
    private readonly Conditioning _conditioning;
    private readonly Generator _generator;
    private readonly Judge _judge;
    private readonly Player _generatorPlayer;
    private readonly Player _discriminatorPlayer;
    private readonly List<(Penalty Penalty, Tensor Memory)> _penalties;
    private readonly List<Constraint> _constraints;

    /// <summary>Builds and initialises both players from the default random number generator.</summary>
    /// <param name="choice">Networks, conditioning, objective, penalties and optimisers.</param>
    /// <param name="setup">What it is built for.</param>
    /// <exception cref="InputException">The parts contradict each other.</exception>
    public AdversarialLearner(Adversarial choice, LearnerSetup setup)
    {
        ArgumentNullException.ThrowIfNull(choice);
        ArgumentNullException.ThrowIfNull(setup);
        (_choice, _setup, _objective, _conditioning) = (choice, setup, choice.Objective, choice.Conditioning);
        (_form, Device device) = setup;
        _generator = choice.CreateGenerator(_form);
        Discriminator discriminator = choice.CreateDiscriminator(_form);
        Generator = choice.CreateGenerator(_form);
        _constraints = [.. choice.Constraints.Where(constraint => constraint.IsOn)];
        _constraints.ForEach(constraint => constraint.Prepare(discriminator));
        foreach (Module network in new Module[] { _generator, discriminator, Generator })
        {
            network.To(device);
        }
        _judge = new Judge(discriminator, choice);
        _generatorPlayer = new Player("generator", _generator, choice.GeneratorOptimizer, choice);
        _discriminatorPlayer = new Player("discriminator", discriminator, choice.DiscriminatorOptimizer, choice);
        Average = new MovingAverage(_generatorPlayer.Parameters, Generator, choice.AverageHalfLifeImages);
        _penalties = [.. choice.Penalties.Where(penalty => penalty.IsOn)
            .Select(penalty => (penalty, torch.zeros([penalty.MemorySize], device: device).DetachFromScope()))];
    }

    /// <inheritdoc/>
    public override Generator Generator { get; }

    /// <inheritdoc/>
    public override IEnumerable<(string Name, Tensor Value)> NamedTensors() =>
    [
        .. base.NamedTensors(),
        .. _penalties.Where(entry => entry.Penalty.MemorySize > 0).Select(entry => ($"penalty.{entry.Penalty.Name}", entry.Memory)),
    ];

    private protected override IReadOnlyList<Player> Players => [_generatorPlayer, _discriminatorPlayer];

    private protected override MovingAverage Average { get; }

    /// <inheritdoc/>
    protected override IReadOnlyList<(string Name, double Value)> StepCore(Sampler data)
    {
        ArgumentNullException.ThrowIfNull(data);
        _judge.Images = _generatorPlayer.Optimizer.Steps * _setup.Batch;
        double progress = Math.Min(1, (double)_judge.Images / _setup.Images);
        Game game;
        DiscriminatorUpdate? last = null;
        int left = _conditioning.AdversarialWeight > 0 ? _choice.DiscriminatorSteps : 1;
        do
        {
            Batch batch = data.Next(_setup.Batch);
            Condition? condition = _conditioning.Of(batch, _form);
            // The last fakes teach the generator as well, so only they keep their history.
            game = new Game(batch.Real, left == 1 ? Fake(condition) : FakeWithoutHistory(condition), condition);
            if (_conditioning.AdversarialWeight > 0)
            {
                last = UpdateDiscriminator(game with { Fake = game.Fake.detach() }, progress);
            }
        }
        while (--left > 0);
        GeneratorUpdate answer = UpdateGenerator(Asked(game), last?.OfReal, progress);
        Average.Update(_setup.Batch);
        return Report(last, answer);
    }

    /// <inheritdoc/>
    public override void Dispose()
    {
        _penalties.ForEach(entry => entry.Memory.Dispose());
        base.Dispose();
    }

    // The real and the fake samples of one update, and the condition that both are under.
    private sealed record Game(Tensor Real, Tensor Fake, Condition? Condition)
    {
        // What the fakes were asked to show, where that is not what the real samples show.
        internal Condition? Asked { get; init; } = Condition;
    }

    private sealed record DiscriminatorUpdate(Tensor Loss, Judgement OfReal, Judgement OfFake, Tensor GradientNorm, IReadOnlyList<LossTerm> Terms)
    {
        // All that outlives the update; what else it made is freed before the next one.
        internal DiscriminatorUpdate MoveOutOf(DisposeScope scope)
        {
            Tensor[] kept = [Loss, OfReal.Logits, OfReal.Features, OfFake.Logits, OfFake.Features, GradientNorm, .. Terms.Select(term => term.Value)];
            foreach (Tensor tensor in kept)
            {
                scope.MoveToOuter(tensor);
            }
            return this;
        }
    }

    private sealed record GeneratorUpdate(Tensor Loss, Tensor GradientNorm, IReadOnlyList<LossTerm> Terms);

    private DiscriminatorUpdate UpdateDiscriminator(Game game, double progress)
    {
        using DisposeScope scope = torch.NewDisposeScope();
        _discriminatorPlayer.Parameters.RequiresGrad(true);
        (Tensor real, Tensor fake, Condition? condition) = game;
        Judgement ofReal = _judge.Of(real, condition), ofFake = _judge.Of(fake, condition);
        Tensor loss = _objective.DiscriminatorLoss(ofReal.Logits, ofFake.Logits);
        if (_conditioning.Mismatch > 0)
        {
            Judgement ofWrong = _judge.Of(ofReal, _conditioning.Wrong(condition!));
            loss = loss.lerp(_objective.DiscriminatorLoss(ofReal.Logits, ofWrong.Logits), _conditioning.Mismatch);
        }
        foreach ((Penalty penalty, Tensor memory) in _penalties)
        {
            if (penalty.IsDue(_discriminatorPlayer.Optimizer.Steps))
            {
                loss += penalty.Loss(new PenaltyInput(
                    samples => _judge.Of(samples, condition).Logits, real, fake, ofReal.Logits, ofFake.Logits, memory));
            }
        }
        LossTerm[] terms = condition is null ? [] : [.. _conditioning.DiscriminatorTerms(TermOf(game, ofReal, ofFake))];
        loss = With(loss, terms);
        Tensor norm = _discriminatorPlayer.Descend(loss, progress);
        _constraints.ForEach(constraint => constraint.AfterUpdate(_discriminatorPlayer.Parameters));
        return new DiscriminatorUpdate(loss, ofReal.Detached, ofFake.Detached, norm, terms).MoveOutOf(scope);
    }

    // The game as the generator plays it: the same fakes, unless it is asked for other ones.
    private Game Asked(Game game)
    {
        Condition? asked = _conditioning.ForGenerator(game.Condition);
        return ReferenceEquals(asked, game.Condition) ? game : game with { Fake = Fake(asked), Asked = asked };
    }

    private GeneratorUpdate UpdateGenerator(Game game, Judgement? ofReal, double progress)
    {
        // Only the way through the discriminator is needed, not its own gradient.
        _discriminatorPlayer.Parameters.RequiresGrad(false);
        Judgement? ofFake = ofReal is null ? null : _judge.Of(game.Fake, game.Asked);
        LossTerm[] terms = game.Condition is null ? [] : [.. _conditioning.GeneratorTerms(
            TermOf(game, ofReal, ofFake) with { DrawFake = () => Fake(game.Asked) })];
        Tensor loss = With(ofReal is null ? torch.zeros([], device: game.Real.device) : GameLoss(game, ofReal, ofFake!), terms);
        Tensor norm = _generatorPlayer.Descend(loss, progress);
        return new GeneratorUpdate(loss, norm, terms);
    }

    private Tensor GameLoss(Game game, Judgement ofReal, Judgement ofFake)
    {
        bool seesReal = _objective.GeneratorSeesReal || _choice.FeatureMatching > 0;
        ofReal = seesReal ? _judge.Of(game.Real, game.Condition) : ofReal;
        Tensor loss = _objective.GeneratorLoss(ofReal.Logits, ofFake.Logits);
        if (_choice.FeatureMatching > 0)
        {
            loss += _choice.FeatureMatching * FeatureDistance(ofReal, ofFake);
        }
        return _conditioning.AdversarialWeight == 1 ? loss : loss * _conditioning.AdversarialWeight;
    }

    // Feature matching (arXiv:1606.03498, section 3.1): the squared distance between the mean features of real and fake.
    private static Tensor FeatureDistance(Judgement ofReal, Judgement ofFake)
        => (ofReal.Features.flatten(1).mean([0]) - ofFake.Features.flatten(1).mean([0])).square().sum();

    private ConditionTerm TermOf(Game game, Judgement? ofReal, Judgement? ofFake)
        => new((Discriminator)_discriminatorPlayer.Network, game.Condition!, game.Real, game.Fake, ofReal, ofFake);

    private static Tensor With(Tensor loss, IEnumerable<LossTerm> terms)
        => terms.Where(term => term.Weight > 0).Aggregate(loss, (sum, term) => sum + term.Value * term.Weight);

    private Tensor Fake(Condition? condition) => _generator.Forward(_generator.Latents(_setup.Batch), condition);

    private Tensor FakeWithoutHistory(Condition? condition)
    {
        using GradMode mode = torch.no_grad();
        return Fake(condition);
    }

    private static IReadOnlyList<(string Name, double Value)> Report(DiscriminatorUpdate? discriminator, GeneratorUpdate generator)
    {
        var report = new List<(string Name, Tensor Value)>();
        if (discriminator is not null)
        {
            report.Add(("discriminator_loss", discriminator.Loss));
        }
        report.Add(("generator_loss", generator.Loss));
        if (discriminator is not null)
        {
            report.Add(("real_logits", discriminator.OfReal.Logits.mean()));
            report.Add(("fake_logits", discriminator.OfFake.Logits.mean()));
            report.Add(("discriminator_gradient_norm", discriminator.GradientNorm));
        }
        report.Add(("generator_gradient_norm", generator.GradientNorm));
        report.AddRange((discriminator?.Terms ?? []).Concat(generator.Terms).Select(term => (term.Name, term.Value)));
        return Numbers(report);
    }
}
