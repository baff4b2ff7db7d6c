using Saddle.Components;
using Saddle.Data;
using Saddle.Layers;
using Saddle.Networks;
using Saddle.Objectives;
using Saddle.Torch;

namespace Saddle.Learners;

/// <summary>
/// Two generators that translate two sets of pictures into each other, each with a discriminator of its results
/// (arXiv:1703.10593): what was translated there and back should be what it was, and what is of the other set already should
/// stay.
/// </summary>
public sealed class CycleLearner : GameLearner
{
    private readonly CycleConsistency _choice;
    private readonly Objective _objective;
    private readonly TwoWays<Generator> _generators;
    private readonly TwoWays<Discriminator> _discriminators;
    private readonly TwoWays<Generator> _averages;
    private readonly FakeHistory _history;
    private readonly FakeHistory _reverseHistory;

    /// <summary>Builds and initialises both pairs from the default random number generator.</summary>
    /// <param name="choice">Networks, objective, optimisers, the weights of the terms, and the length of the history.</param>
    /// <param name="setup">What it is built for.</param>
    public CycleLearner(CycleConsistency choice, LearnerSetup setup) : this(choice, setup, Build(choice, setup)) { }

    private CycleLearner(CycleConsistency choice, LearnerSetup setup, Pairs networks)
        : base(choice, setup, networks.Generators, networks.Discriminators, networks.Averages)
    {
        (_choice, _objective) = (choice, choice.Objective);
        (_generators, _discriminators, _averages) = (networks.Generators, networks.Discriminators, networks.Averages);
        _history = new FakeHistory(choice.History, setup.Form.Shape.Sizes, Seeds.Derive(setup.Seed, "there"), setup.Device);
        _reverseHistory = new FakeHistory(choice.History, setup.Form.Shape.Sizes, Seeds.Derive(setup.Seed, "back"), setup.Device);
    }

    /// <inheritdoc/>
    public override Generator Generator => _averages.There;

    /// <inheritdoc/>
    public override IReadOnlyList<(string Name, Module Network)> Networks
        => [("generators", _generators), ("discriminators", _discriminators)];

    /// <inheritdoc/>
    public override IReadOnlyDictionary<string, long> Counters
        => new Dictionary<string, long> { ["updates"] = Game.Generator.Optimizer.Steps };

    /// <inheritdoc/>
    public override IEnumerable<(string Name, Tensor Value)> NamedTensors() =>
    [
        .. base.NamedTensors(),
        .. _averages.Back.NamedTensors().Select(tensor => (ReverseAveragePrefix + tensor.Path, tensor.Value)),
        .. _choice.History == 0 ? [] : new[] { ("history", _history.Fakes), ("reverse_history", _reverseHistory.Fakes) },
    ];

    /// <inheritdoc/>
    public override void Restore(IReadOnlyDictionary<string, long> counters)
    {
        ArgumentNullException.ThrowIfNull(counters);
        Game.Generator.Optimizer.Steps = Game.Discriminator.Optimizer.Steps = counters["updates"];
    }

    /// <inheritdoc/>
    protected override IReadOnlyList<(string Name, Tensor Value)> StepCore(StepContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        Batch batch = context.Next();
        var there = new Way(_generators.There, _generators.Back, _discriminators.There, batch.Input!, batch.Real, _history);
        var back = new Way(_generators.Back, _generators.There, _discriminators.Back, batch.Real, batch.Input!, _reverseHistory);
        Tensor fake = Translate(there.Generator, there.From), reverseFake = Translate(back.Generator, back.From);
        Turn judged = Game.UpdateDiscriminator(context, () => DiscriminatorLoss(there, fake, back, reverseFake, context.Images));
        Turn drawn = Game.UpdateGenerator(context, () => GeneratorLoss(there, fake, back, reverseFake));
        UpdateAverage(context);
        return Turn.Numbers(judged, drawn);
    }

    /// <inheritdoc/>
    public override void Dispose()
    {
        _history.Dispose();
        _reverseHistory.Dispose();
        _averages.Back.Dispose();
        base.Dispose();
    }

    // One direction: what translates, what translates back, who judges, and pictures of both sets.
    private sealed record Way(
        Generator Generator, Generator Inverse, Discriminator Discriminator, Tensor From, Tensor To, FakeHistory History);

    private sealed record Pairs(
        TwoWays<Generator> Generators, TwoWays<Discriminator> Discriminators, TwoWays<Generator> Averages);

    private Loss DiscriminatorLoss(Way there, Tensor fake, Way back, Tensor reverseFake, long images)
    {
        (Tensor real, Tensor shown) = Logits(there, fake, images);
        Tensor loss = _objective.DiscriminatorLoss(real, shown);
        (Tensor reverseReal, Tensor reverseShown) = Logits(back, reverseFake, images);
        return new Loss(loss + _objective.DiscriminatorLoss(reverseReal, reverseShown))
        {
            Shown =
            [
                ("real_logits", (real.mean() + reverseReal.mean()) / 2),
                ("fake_logits", (shown.mean() + reverseShown.mean()) / 2),
            ],
        };
    }

    private Loss GeneratorLoss(Way there, Tensor fake, Way back, Tensor reverseFake)
    {
        Tensor cycle = Distance(Translate(there.Inverse, fake), there.From)
            + Distance(Translate(back.Inverse, reverseFake), back.From);
        Tensor game = GameLoss(there, fake) + GameLoss(back, reverseFake);
        Tensor loss = _choice.Adversarial * game + _choice.Cycle * cycle;
        if (_choice.Identity == 0)
        {
            return new Loss(loss) { Shown = [("cycle_error", cycle / 2)] };
        }
        Tensor identity = Unchanged(there) + Unchanged(back);
        return new Loss(loss + _choice.Identity * identity)
        {
            Shown = [("cycle_error", cycle / 2), ("identity_error", identity / 2)],
        };
    }

    private static (Tensor Real, Tensor Shown) Logits(Way way, Tensor fake, long images)
        => (way.Discriminator.Forward(way.To), way.Discriminator.Forward(way.History.Exchange(fake, images)));

    private Tensor GameLoss(Way way, Tensor fake)
    {
        Tensor real = _objective.GeneratorSeesReal ? way.Discriminator.Forward(way.To) : null!,
            shown = way.Discriminator.Forward(fake);
        return _objective.GeneratorLoss(real ?? shown.detach(), shown);
    }

    // The identity term (section 5.2): a picture of the set that is translated to.
    private static Tensor Unchanged(Way way) => Distance(Translate(way.Generator, way.To), way.To);

    private static Tensor Translate(Generator generator, Tensor pictures)
        => generator.Forward(generator.Latents((int)pictures.size(0)), new PictureCondition(pictures));

    private static Tensor Distance(Tensor made, Tensor wanted) => (made - wanted).abs().mean();

    private static Pairs Build(CycleConsistency choice, LearnerSetup setup)
    {
        ArgumentNullException.ThrowIfNull(choice);
        ArgumentNullException.ThrowIfNull(setup);
        return new Pairs(
            new TwoWays<Generator>(() => choice.CreateGenerator(setup.Form)),
            new TwoWays<Discriminator>(() => choice.Network.CreateDiscriminator(setup.Form.Shape)),
            new TwoWays<Generator>(() => choice.CreateGenerator(setup.Form)));
    }
}
