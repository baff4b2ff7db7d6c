using Saddle.Conditions;
using Saddle.Data;
using Saddle.Layers;
using Saddle.Networks;
using Saddle.Objectives;
using Saddle.Penalties;
using Saddle.Torch;

namespace Saddle.Learners;

/// <summary>
/// A generator and a discriminator that play against each other (arXiv:1406.2661, algorithm 1): some discriminator updates, then
/// one generator update, then the moving average.
/// </summary>
public sealed class AdversarialLearner : GameLearner
{
    private readonly Adversarial _choice;
    private readonly DataForm _form;
    private readonly Objective _objective;
    private readonly Conditioning _conditioning;
    private readonly Generator _generator;
    private readonly AugmentedDiscriminator _discriminator;
    private readonly List<(Penalty Penalty, Tensor Memory)> _penalties;
    private readonly List<Constraint> _constraints;

    /// <summary>Builds and initialises both players from the default random number generator.</summary>
    /// <param name="choice">Networks, conditioning, objective, penalties and optimisers.</param>
    /// <param name="setup">What it is built for.</param>
    /// <exception cref="InputException">The parts contradict each other.</exception>
    public AdversarialLearner(Adversarial choice, LearnerSetup setup) : this(choice, setup, Build(choice, setup)) { }

    private AdversarialLearner(
        Adversarial choice, LearnerSetup setup, (Generator Generator, Discriminator Discriminator, Generator Average) networks)
        : base(choice, setup, networks.Generator, networks.Discriminator, networks.Average)
    {
        (_choice, _form, _objective, _conditioning) = (choice, setup.Form, choice.Objective, choice.Conditioning);
        (_generator, Generator) = (networks.Generator, networks.Average);
        if (choice.FrozenLayers > 0 && Game.Discriminator.Parameters.Freeze(choice.FrozenLayers) is var layers
            && layers <= choice.FrozenLayers)
        {
            throw new InputException(
                $"frozen_layers is {choice.FrozenLayers}, but the discriminator has {layers} layers, and one at least has to "
                + "learn.");
        }
        _discriminator = new AugmentedDiscriminator(networks.Discriminator, choice);
        _constraints = [.. choice.Constraints.Where(constraint => constraint.IsOn)];
        _penalties = [.. choice.Penalties.Where(penalty => penalty.IsOn)
            .Select(penalty => (penalty, torch.zeros([penalty.MemorySize], device: setup.Device).DetachFromScope()))];
    }

    /// <inheritdoc/>
    public override Generator Generator { get; }

    /// <inheritdoc/>
    public override string? Unrecorded => _choice.ReadsInStep ? "what reads from the device" : UnrecordedPart;

    /// <inheritdoc/>
    // How many discriminator updates it has, and which penalties are due at each.
    protected internal override string KindOf(StepContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        int updates = _choice.DiscriminatorStepsAt(Game.Generator.Optimizer.Steps);
        IEnumerable<string> due = Enumerable.Range(0, updates).Select(update => string.Concat(_penalties.Select(
            entry => context.IsDue(entry.Penalty.Interval, Game.Discriminator.Optimizer.Steps + update) ? '1' : '0')));
        return string.Join(' ', due);
    }

    /// <inheritdoc/>
    public override string? NeedsWholeBatch => WholeBatches().FirstOrDefault();

    /// <inheritdoc/>
    public override IEnumerable<(string Name, Tensor Value)> NamedTensors() =>
    [
        .. base.NamedTensors(),
        .. _penalties.Where(entry => entry.Penalty.MemorySize > 0)
            .Select(entry => ($"penalty.{entry.Penalty.Name}", entry.Memory)),
    ];

    /// <inheritdoc/>
    public override void Dispose()
    {
        _penalties.ForEach(entry => entry.Memory.Dispose());
        base.Dispose();
    }

    /// <inheritdoc/>
    protected override IReadOnlyList<(string Name, Tensor Value)> StepCore(StepContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        bool plays = _conditioning.AdversarialWeight > 0;
        int left = plays ? (int)context.Decide(() => _choice.DiscriminatorStepsAt(Game.Generator.Optimizer.Steps)) : 1;
        Round round = Deal(context, isLast: left == 1);
        for (; left > 1; left--)
        {
            UpdateDiscriminator(context, round);
            round = Deal(context, isLast: left == 2);
        }
        Turn[] turns = !plays ? [UpdateGenerator(context, round)]
            : _choice.Simultaneous ? UpdateBoth(context, round)
            : [UpdateDiscriminator(context, round), UpdateGenerator(context, round)];
        UpdateAverage(context);
        return Turn.Numbers(turns);
    }

    private Turn UpdateDiscriminator(StepContext context, Round round)
    {
        Turn turn = Game.UpdateDiscriminator(context, Parts(context, round, slice => DiscriminatorLoss(context, Shown(slice))));
        Constrain();
        return turn;
    }

    private Turn UpdateGenerator(StepContext context, Round round)
    {
        round = AsTheGeneratorPlays(context, round);
        return Game.UpdateGenerator(context, Parts(context, round, slice => GeneratorLoss(context, Drawn(slice))));
    }

    private Turn[] UpdateBoth(StepContext context, Round round)
    {
        Round played = AsTheGeneratorPlays(context, round);
        Turn[] turns = Game.UpdateBoth(
            context, () => DiscriminatorLoss(context, round.WithoutHistory), () => GeneratorLoss(context, played));
        Constrain();
        return turns;
    }

    private void Constrain() => _constraints.ForEach(constraint => constraint.AfterUpdate(Game.Discriminator.Parameters));

    private Loss DiscriminatorLoss(StepContext context, Round round)
    {
        (Tensor real, Tensor fake, Condition? condition) = (round.Real, round.Fake!, round.Condition);
        DiscriminatorOutput ofReal = _discriminator.Forward(real, condition, context),
            ofFake = _discriminator.Forward(fake, condition, context);
        Tensor loss = _objective.DiscriminatorLoss(ofReal.Logits, ofFake.Logits);
        if (_conditioning.Mismatch > 0)
        {
            DiscriminatorOutput ofWrong = _discriminator.Forward(ofReal, _conditioning.Wrong(condition!));
            loss = loss.lerp(_objective.DiscriminatorLoss(ofReal.Logits, ofWrong.Logits), _conditioning.Mismatch);
        }
        foreach ((Penalty penalty, Tensor memory)
            in _penalties.Where(entry => context.IsDue(entry.Penalty.Interval, Game.Discriminator.Optimizer.Steps)))
        {
            Tensor term = penalty.Loss(new PenaltyInput(
                samples => _discriminator.Forward(samples, condition, context).Logits, real, fake, ofReal.Logits, ofFake.Logits,
                memory));
            loss += penalty.FinalShare == 1 ? term : term * ShareOf(penalty, context).to(term.dtype);
        }
        LossTerm[] terms = condition is null ? [] : [.. _conditioning.DiscriminatorTerms(TermOf(round, ofReal, ofFake))];
        return With(loss, terms, ("real_logits", ofReal.Logits.mean()), ("fake_logits", ofFake.Logits.mean()));
    }

    private Tensor ShareOf(Penalty penalty, StepContext context)
        => context.Scalar(now => 1 + (penalty.FinalShare - 1) * _choice.Way(now));

    private Loss GeneratorLoss(StepContext context, Round round)
    {
        bool plays = _conditioning.AdversarialWeight > 0;
        DiscriminatorOutput? ofFake = plays ? _discriminator.Forward(round.Fake!, round.Asked, context) : null;
        LossTerm[] terms = round.Condition is null ? [] : [.. _conditioning.GeneratorTerms(
            TermOf(round, null, ofFake) with { DrawFake = () => Fake(NewLatents(round), round.Asked) })];
        return With(ofFake is null ? torch.zeros([], device: round.Real.device) : GameLoss(context, round, ofFake), terms);
    }

    private Tensor GameLoss(StepContext context, Round round, DiscriminatorOutput ofFake)
    {
        bool seesReal = _objective.GeneratorSeesReal || _choice.FeatureMatching > 0;
        DiscriminatorOutput ofReal = seesReal ? _discriminator.Forward(round.Real, round.Condition, context) : ofFake.Detached;
        Tensor loss = _objective.GeneratorLoss(ofReal.Logits, ofFake.Logits);
        if (_choice.FeatureMatching > 0)
        {
            loss += _choice.FeatureMatching * FeatureDistance(ofReal, ofFake);
        }
        return _conditioning.AdversarialWeight == 1 ? loss : loss * _conditioning.AdversarialWeight;
    }

    // The real samples of one update, the latents of the fake ones, and the condition that both are under.
    private sealed record Round(Tensor Real, Tensor Latents, Condition? Condition)
    {
        // The fake samples; null in a batch that is sliced, of which each slice draws its own.
        internal Tensor? Fake { get; init; }

        // What the fakes were asked to show, where that is not what the real samples show.
        internal Condition? Asked { get; init; } = Condition;

        internal Round WithoutHistory => this with { Fake = Fake!.detach() };

        internal int Count => (int)Latents.size(0);

        internal Round Narrow(int start, int length)
            => new(Real.narrow(0, start, length), Latents.narrow(0, start, length), Condition?.Narrow(start, length))
            {
                Asked = Asked?.Narrow(start, length),
            };
    }

    // The last fakes teach the generator as well, so only they keep their history.
    private Round Deal(StepContext context, bool isLast)
    {
        bool withHistory = isLast && !_choice.FreshFakes;
        int count = _choice.Samples(context.Batch);
        Batch batch = context.Next(count);
        Condition? condition = _conditioning.Of(batch, _form);
        var round = new Round(batch.Real, _generator.Latents(count), condition);
        return context.Slices(count) ? round : withHistory ? Drawn(round) : Shown(round);
    }

    // The whole batch, or its slices one after another.
    private static IEnumerable<LossPart> Parts(StepContext context, Round round, Func<Round, Loss> loss)
        => context.Slices(round.Count)
            ? LossPart.Of(round.Count, context.MicroBatch, (start, length) => loss(round.Narrow(start, length)))
            : [new LossPart(1, () => loss(round))];

    // The same fakes that the discriminator has just seen, unless others are asked for.
    private Round AsTheGeneratorPlays(StepContext context, Round round)
    {
        Condition? asked = _conditioning.ForGenerator(round.Condition);
        if (ReferenceEquals(asked, round.Condition) && !_choice.FreshFakes)
        {
            return round;
        }
        Round other = round with { Latents = NewLatents(round), Fake = null, Asked = asked };
        return context.Slices(round.Count) ? other : Drawn(other);
    }

    private Tensor NewLatents(Round round) => _generator.Latents(round.Count);

    // With the fakes as the discriminator learns from them.
    private Round Shown(Round round) => round.Fake is not null ? round.WithoutHistory
        : round with { Fake = FakeWithoutHistory(round.Latents, round.Asked) };

    // With the fakes as the generator learns from them.
    private Round Drawn(Round round)
        => round.Fake is not null ? round : round with { Fake = Fake(round.Latents, round.Asked) };

    private Tensor Fake(Tensor latents, Condition? condition) => _generator.Forward(latents, condition);

    private Tensor FakeWithoutHistory(Tensor latents, Condition? condition)
    {
        using GradMode mode = torch.no_grad();
        return Fake(latents, condition);
    }

    private ConditionTerm TermOf(Round round, DiscriminatorOutput? ofReal, DiscriminatorOutput? ofFake)
        => new(_discriminator.Network, round.Condition!, round.Real, round.Fake!, ofReal, ofFake);

    // What the slices of a batch would make otherwise than the whole.
    private IEnumerable<string> WholeBatches()
    {
        (string Name, bool Needs)[] parts =
        [
            ("packing", _choice.Packing > 1), ("simultaneous", _choice.Simultaneous),
            ("feature_matching", _choice.FeatureMatching > 0), (_objective.Name, _objective.NeedsWholeBatch),
            (_conditioning.Name, _conditioning.NeedsWholeBatch),
            .. _penalties.Select(entry => (entry.Penalty.Name, entry.Penalty.NeedsWholeBatch)),
        ];
        return parts.Where(part => part.Needs).Select(part => part.Name).Concat(Networks.SelectMany(
            network => network.Network.Modules().Where(module => module.NeedsWholeBatch).Select(
                module => $"{(module as Layer)?.Description ?? module.GetType().Name} in the {network.Name}")));
    }

    // Feature matching (arXiv:1606.03498, section 3.1): the squared distance between the mean features of real and fake.
    private static Tensor FeatureDistance(DiscriminatorOutput ofReal, DiscriminatorOutput ofFake)
        => (ofReal.Features.flatten(1).mean([0]) - ofFake.Features.flatten(1).mean([0])).square().sum();

    private static Loss With(Tensor loss, LossTerm[] terms, params (string Name, Tensor Value)[] shown)
        => new(terms.Where(term => term.Weight > 0).Aggregate(loss, (sum, term) => sum + term.Value * term.Weight))
        {
            Shown = [.. shown, .. terms.Select(term => (term.Name, term.Value))],
        };

    private static (Generator, Discriminator, Generator) Build(Adversarial choice, LearnerSetup setup)
    {
        ArgumentNullException.ThrowIfNull(choice);
        ArgumentNullException.ThrowIfNull(setup);
        Generator generator = choice.CreateGenerator(setup.Form);
        Discriminator discriminator = choice.NewDiscriminator(setup.Form);
        Generator average = choice.CreateGenerator(setup.Form);
        // Last: what it draws comes after all that a network draws.
        choice.Constrain(discriminator);
        return (generator, discriminator, average);
    }
}
