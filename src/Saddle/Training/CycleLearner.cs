using Saddle.Components;
using Saddle.Data;
using Saddle.Layers;
using Saddle.Networks;
using Saddle.Objectives;
using Saddle.Optimizers;
using Saddle.Torch;

namespace Saddle.Training;

/// <summary>
/// Two generators that translate two sets of pictures into each other, each with a discriminator of its results (arXiv:1703.10593): what
/// was translated there and back should be what it was, and what is of the other set already should stay.
/// </summary>
public sealed class CycleLearner : PlayerLearner
{
    private readonly LearnerSetup _setup;
    private readonly CycleConsistency _choice;
    private readonly Objective _objective;
    private readonly TwoWays<Generator> _generators;
    private readonly TwoWays<Discriminator> _discriminators;
    private readonly TwoWays<Generator> _averages;
    private readonly Player _generatorPlayer;
    private readonly Player _discriminatorPlayer;
    private readonly FakeHistory _history;
    private readonly FakeHistory _reverseHistory;

    /// <summary>Builds and initialises both pairs from the default random number generator.</summary>
    /// <param name="choice">Networks, objective, optimisers, the weights of the terms, and the length of the history.</param>
    /// <param name="setup">What it is built for.</param>
    public CycleLearner(CycleConsistency choice, LearnerSetup setup)
    {
        ArgumentNullException.ThrowIfNull(choice);
        ArgumentNullException.ThrowIfNull(setup);
        (_setup, _choice, _objective) = (setup, choice, choice.Objective);
        (DataForm form, Device device) = setup;
        _generators = new TwoWays<Generator>(() => choice.CreateGenerator(form));
        _discriminators = new TwoWays<Discriminator>(() => choice.Network.CreateDiscriminator(form.Shape));
        _averages = new TwoWays<Generator>(() => choice.CreateGenerator(form));
        foreach (Module network in new Module[] { _generators, _discriminators, _averages })
        {
            network.To(device);
        }
        _generatorPlayer = new Player("generator", _generators, choice.GeneratorOptimizer, choice);
        _discriminatorPlayer = new Player("discriminator", _discriminators, choice.DiscriminatorOptimizer, choice);
        Average = new MovingAverage(_generatorPlayer.Parameters, _averages, choice.AverageHalfLifeImages);
        _history = new FakeHistory(choice.History, form.Shape.Sizes, Seeds.Derive(setup.Seed, "there"), device);
        _reverseHistory = new FakeHistory(choice.History, form.Shape.Sizes, Seeds.Derive(setup.Seed, "back"), device);
    }

    /// <inheritdoc/>
    public override Generator Generator => _averages.There;

    /// <inheritdoc/>
    public override IReadOnlyList<(string Name, Module Network)> Networks
        => [("generators", _generators), ("discriminators", _discriminators)];

    /// <inheritdoc/>
    public override IReadOnlyDictionary<string, long> Counters
        => new Dictionary<string, long> { ["updates"] = _generatorPlayer.Optimizer.Steps };

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
        _generatorPlayer.Optimizer.Steps = _discriminatorPlayer.Optimizer.Steps = counters["updates"];
    }

    private protected override IReadOnlyList<Player> Players => [_generatorPlayer, _discriminatorPlayer];

    private protected override MovingAverage Average { get; }

    /// <inheritdoc/>
    protected override IReadOnlyList<(string Name, double Value)> StepCore(Sampler data)
    {
        ArgumentNullException.ThrowIfNull(data);
        long images = _generatorPlayer.Optimizer.Steps * _setup.Batch;
        double progress = Math.Min(1, (double)images / _setup.Images);
        Batch batch = data.Next(_setup.Batch);
        var there = new Way(_generators.There, _generators.Back, _discriminators.There, batch.Input!, batch.Real, _history);
        var back = new Way(_generators.Back, _generators.There, _discriminators.Back, batch.Real, batch.Input!, _reverseHistory);
        Tensor fake = Translate(there.Generator, there.From), reverseFake = Translate(back.Generator, back.From);

        _discriminatorPlayer.Parameters.RequiresGrad(true);
        Judged judged = Judge(there, fake, images), reverse = Judge(back, reverseFake, images);
        Tensor discriminatorLoss = judged.Loss + reverse.Loss;
        Tensor discriminatorNorm = _discriminatorPlayer.Descend(discriminatorLoss, progress);

        // Only the way through the discriminators is needed, not their own gradients.
        _discriminatorPlayer.Parameters.RequiresGrad(false);
        Tensor cycle = Distance(Translate(there.Inverse, fake), there.From) + Distance(Translate(back.Inverse, reverseFake), back.From);
        Tensor loss = GameLoss(there, fake, judged) + GameLoss(back, reverseFake, reverse) + _choice.Cycle * cycle;
        Tensor? identity = _choice.Identity == 0 ? null : Unchanged(there) + Unchanged(back);
        loss = identity is null ? loss : loss + _choice.Identity * identity;
        Tensor generatorNorm = _generatorPlayer.Descend(loss, progress);
        Average.Update(_setup.Batch);
        return Numbers(
        [
            ("discriminator_loss", discriminatorLoss), ("generator_loss", loss),
            ("real_logits", (judged.Real.mean() + reverse.Real.mean()) / 2), ("fake_logits", (judged.Fake.mean() + reverse.Fake.mean()) / 2),
            ("discriminator_gradient_norm", discriminatorNorm), ("generator_gradient_norm", generatorNorm),
            ("cycle_error", cycle / 2), .. identity is null ? [] : new[] { ("identity_error", identity / 2) },
        ]);
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
    private sealed record Way(Generator Generator, Generator Inverse, Discriminator Discriminator, Tensor From, Tensor To, FakeHistory History);

    private sealed record Judged(Tensor Loss, Tensor Real, Tensor Fake);

    private Judged Judge(Way way, Tensor fake, long images)
    {
        Tensor real = way.Discriminator.Forward(way.To), shown = way.Discriminator.Forward(way.History.Exchange(fake, images));
        return new Judged(_objective.DiscriminatorLoss(real, shown), real.detach(), shown.detach());
    }

    private Tensor GameLoss(Way way, Tensor fake, Judged judged)
        => _objective.GeneratorLoss(
            _objective.GeneratorSeesReal ? way.Discriminator.Forward(way.To) : judged.Real, way.Discriminator.Forward(fake));

    // The identity term (section 5.2): a picture of the set that is translated to.
    private static Tensor Unchanged(Way way) => Distance(Translate(way.Generator, way.To), way.To);

    private static Tensor Translate(Generator generator, Tensor pictures)
        => generator.Forward(generator.Latents((int)pictures.size(0)), new PictureCondition(pictures));

    private static Tensor Distance(Tensor made, Tensor wanted) => (made - wanted).abs().mean();
}
