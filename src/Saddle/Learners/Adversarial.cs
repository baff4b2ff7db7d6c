using Saddle.Augmentations;
using Saddle.Components;
using Saddle.Conditions;
using Saddle.Data;
using Saddle.Layers;
using Saddle.Networks;
using Saddle.Objectives;
using Saddle.Penalties;
using Saddle.Sampling;
using Saddle.Torch;

namespace Saddle.Learners;

/// <summary>A generator and a discriminator that play against each other: see <see cref="AdversarialLearner"/>.</summary>
[Component("adversarial", "a generator and a discriminator play against each other", Source = "arXiv:1406.2661, algorithm 1")]
public sealed partial record Adversarial : GameChoice
{
    /// <summary>Discriminator updates for each generator update.</summary>
    [Setting(1, 1_000)] public int DiscriminatorSteps { get; init; } = 1;

    /// <summary>Discriminator updates where it is brought near its optimum; 0 for nowhere.</summary>
    [Setting(0, 10_000)] public int BoostSteps { get; init; }

    /// <summary>Generator updates at the beginning before which that is done.</summary>
    [Setting(0, 1e9)] public long BoostFirst { get; init; } = 25;

    /// <summary>At every how many generator updates it is done again; 0 for never.</summary>
    [Setting(0, 1e9)] public int BoostInterval { get; init; } = 500;

    /// <summary>Whether both players learn from the game as it is before either has moved.</summary>
    [Setting] public bool Simultaneous { get; init; }

    /// <summary>Whether the generator learns from new fakes, instead of those that the discriminator has just seen.</summary>
    [Setting] public bool FreshFakes { get; init; }

    /// <summary>Standard deviation of noise on what the discriminator sees; 0 for none.</summary>
    [Setting(0, 1e6)] public double InstanceNoise { get; init; }

    /// <summary>Images over which that noise falls to 0; 0 if it stays.</summary>
    [Setting(0, 1e12)] public long InstanceNoiseImages { get; init; }

    /// <summary>Weight of the distance between mean features in the generator's loss; 0 for off.</summary>
    [Setting(0, 1e9)] public double FeatureMatching { get; init; }

    /// <summary>Samples that the discriminator judges at once (PacGAN).</summary>
    [Setting(1, 64)] public int Packing { get; init; } = 1;

    /// <summary>What the batch counts: packs, as the paper does, or single samples.</summary>
    [Setting] public PackingCount PackingCounts { get; init; } = PackingCount.Packs;

    /// <summary>
    /// Changes to images before the discriminator sees them, by commas: colour, translation, cutout, ada-geometry, ada-colour.
    /// </summary>
    [Setting] public string Augmentation { get; init; } = "";

    /// <summary>How probable each of these changes is for an image.</summary>
    [Setting(0, 1)] public double AugmentationProbability { get; init; } = 1;

    /// <summary>Whether that rises from 0 as the learning rate's schedule goes its way.</summary>
    [Setting] public bool AugmentationRises { get; init; }

    /// <summary>
    /// The discriminator's first layers that keep the weights that they begin with (arXiv:2002.10964), for a run that begins with
    /// another's.
    /// </summary>
    [Setting(0, 1_000)] public int FrozenLayers { get; init; }

    /// <summary>What the networks are told of a sample.</summary>
    [Setting] public Conditioning Conditioning { get; init; } = new Unconditional();

    /// <summary>The game.</summary>
    [Setting] public Objective Objective { get; init; } = new NonSaturating();

    /// <summary>Terms that keep the discriminator smooth.</summary>
    [Setting] public ComponentList<Penalty> Penalties { get; init; } = [];

    /// <summary>What is done to the discriminator's weights.</summary>
    [Setting] public ComponentList<Constraint> Constraints { get; init; } = [];

    /// <inheritdoc/>
    public override string Headline => $"{Network.Name}, {Objective}{(Conditioning.IsOn ? $", {Conditioning}" : "")}";

    /// <inheritdoc/>
    public override bool IsConditional => Conditioning.IsOn;

    /// <inheritdoc/>
    public override bool ReadsCaptions => Conditioning.ReadsCaptions;

    /// <inheritdoc/>
    public override bool ReadsInStep
        => Conditioning.ReadsInStep || Constraints.Any(constraint => constraint.IsOn && constraint.ReadsInStep);

    /// <inheritdoc/>
    public override IReadOnlyList<SampleOption> SampleOptions => Conditioning.SampleOptions;

    /// <inheritdoc/>
    protected override string SampledBy => $"conditioning {Conditioning.Name}";

    /// <inheritdoc/>
    public override IEnumerable<string> Warnings
    {
        get
        {
            bool clips = Constraints.Any(constraint => constraint is WeightClipping { IsOn: true });
            if (clips && Objective is not Wasserstein)
            {
                yield return "weight_clipping bounds the critic of the wasserstein objective; "
                    + $"with {Objective.Name} it only weakens the discriminator";
            }
            bool keepsSlope = Penalties.Any(penalty => penalty.IsOn) || Constraints.Any(constraint => constraint.IsOn);
            if (Objective is Wasserstein && !keepsSlope)
            {
                yield return "the wasserstein objective needs a bounded slope: set gradient_penalty.weight=10, "
                    + "weight_clipping.bound=0.01 "
                    + "or spectral_normalization.enabled=true";
            }
        }
    }

    /// <summary>The changes that <see cref="Augmentation"/> names, in its order.</summary>
    public IReadOnlyList<Augmentation> Augmentations
        => [.. AugmentationNames.Select(name => Saddle.Augmentations.Augmentation.All[name].Example)];

    /// <summary>Real samples, and fakes, in one of the discriminator's updates.</summary>
    /// <param name="batch">The run's batch.</param>
    internal int Samples(int batch) => PackingCounts == PackingCount.Packs ? batch * Packing : batch;

    /// <summary>How many updates the discriminator makes in a step.</summary>
    /// <param name="updates">The generator's updates before it.</param>
    internal int DiscriminatorStepsAt(long updates)
    {
        bool isBoosted = BoostSteps > 0
            && (updates < BoostFirst || (BoostInterval > 0 && updates % BoostInterval == 0));
        return isBoosted ? BoostSteps : DiscriminatorSteps;
    }

    private string[] AugmentationNames
        => Augmentation.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);

    /// <inheritdoc/>
    public override void Check(DataForm form, int batch)
    {
        ArgumentNullException.ThrowIfNull(form);
        Conditioning.Check(form);
        Conditioning.Check(Network);
        if (Samples(batch) % Packing != 0)
        {
            throw new InputException($"packing {Packing} needs a batch that it divides, but batch is {batch}.");
        }
    }

    /// <inheritdoc/>
    public override Generator CreateGenerator(DataForm form) => Conditioning.CreateGenerator(Network, form);

    /// <inheritdoc/>
    public override IReadOnlyList<NetworkPlan> Plan(DataForm form)
    {
        ArgumentNullException.ThrowIfNull(form);
        using Generator generator = CreateGenerator(form);
        using Discriminator discriminator = NewDiscriminator(form);
        generator.Train(false);
        discriminator.Train(false);
        // The condition of two samples of nothing.
        Condition? condition = Conditioning.Of(form.Example(2), form);
        return
        [
            new NetworkPlan(
                "generator", LayerSummary.Of(() => generator.Forward(generator.Latents(2), condition)), IsAveraged: true),
            new NetworkPlan("discriminator", LayerSummary.Of(
                () => discriminator.Forward(torch.zeros([2, .. discriminator.Shape.Sizes]), condition))),
        ];
    }

    /// <inheritdoc/>
    public override Condition? ConditionOf(Batch batch, DataForm form) => Conditioning.Of(batch, form);

    /// <inheritdoc/>
    public override SheetPlan Sheet(DataSet data, DataForm form, int count, ulong seed)
        => Conditioning.Sheet(data, form, count, seed);

    /// <summary>The discriminator, which may judge several samples at once: they are channels, or features, of one.</summary>
    /// <exception cref="InputException">It does not go with the penalties, the augmentation or the packing.</exception>
    internal Discriminator NewDiscriminator(DataForm form)
    {
        SampleShape shape = form.Shape;
        Discriminator discriminator = Conditioning.CreateDiscriminator(
            Network, form with { Shape = new SampleShape([shape.Sizes[0] * Packing, .. shape.Sizes[1..]]) });
        if (ProblemsWith(discriminator).ToList() is { Count: > 0 } problems)
        {
            discriminator.Dispose();
            throw new InputException(problems);
        }
        return discriminator;
    }

    /// <summary>Lets the constraints prepare a discriminator.</summary>
    internal void Constrain(Discriminator discriminator)
    {
        foreach (Constraint constraint in Constraints.Where(constraint => constraint.IsOn))
        {
            constraint.Prepare(discriminator);
        }
    }

    /// <inheritdoc/>
    public override Discriminator CreateDiscriminator(DataForm form)
    {
        ArgumentNullException.ThrowIfNull(form);
        Discriminator discriminator = NewDiscriminator(form);
        Constrain(discriminator);
        return discriminator;
    }

    /// <inheritdoc/>
    protected override Drawing DrawCore(SampleRequest request) => Conditioning.Draw(request);

    /// <inheritdoc/>
    protected override Learner CreateCore(LearnerSetup setup) => new AdversarialLearner(this, setup);

    /// <inheritdoc/>
    protected override IEnumerable<string> Contradictions()
    {
        foreach (string problem in base.Contradictions())
        {
            yield return problem;
        }
        if (Simultaneous && FreshFakes)
        {
            yield return "simultaneous players learn from the same fakes, but fresh_fakes asks for others; "
                + "set one of them to false";
        }
        foreach (string kind in AugmentationNames.Except(Saddle.Augmentations.Augmentation.All.Names))
        {
            yield return Names.Unknown("augmentation", kind, Saddle.Augmentations.Augmentation.All.Names);
        }
        if (Packing > 1 && Conditioning.IsOn)
        {
            yield return $"packing {Packing} judges samples together that conditioning {Conditioning.Name} tells apart; "
                + "set packing=1";
        }
    }

    private IEnumerable<string> ProblemsWith(Discriminator discriminator)
    {
        bool normalized = discriminator.Modules().Any(module => module is BatchNorm);
        foreach (Penalty penalty in Penalties.Where(penalty => penalty.IsOn && penalty.NeedsIndependentSamples && normalized))
        {
            yield return $"{penalty.Name} asks for the slope at each sample, but batch normalisation in the discriminator makes "
                + "each logit depend "
                + "on the whole batch; set network.discriminator_normalization=none.";
        }
        if (Augmentations.Count > 0 && !discriminator.Shape.IsImage)
        {
            yield return $"augmentation {Augmentation} is for images, but the data are {discriminator.Shape}.";
        }
    }
}
