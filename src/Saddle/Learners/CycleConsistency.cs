using Saddle.Components;
using Saddle.Conditions;
using Saddle.Data;
using Saddle.Layers;
using Saddle.Networks;
using Saddle.Objectives;
using Saddle.Sampling;
using Saddle.Torch;

namespace Saddle.Learners;

/// <summary>Two sets of pictures translated into each other, there and back again: see <see cref="CycleLearner"/>.</summary>
[Component(
    "cyclegan", "two sets of pictures are translated into each other, without pairs",
    Source = "arXiv:1703.10593, equation 3")]
public sealed partial record CycleConsistency : GameChoice
{
    /// <summary>How much the game counts in the generators' loss; 2 undoes the half in least-squares.</summary>
    [Setting(Minimum = 0)] public double Adversarial { get; init; } = 1;

    /// <summary>How much the mean absolute error of the way there and back counts.</summary>
    [Setting(Minimum = 0)] public double Cycle { get; init; } = 10;

    /// <summary>How much the mean absolute change counts where there is nothing to translate.</summary>
    [Setting(Minimum = 0)] public double Identity { get; init; } = 5;

    /// <summary>How many fakes are kept for the discriminator of each side; 0 for the newest only.</summary>
    [Setting(0, 10_000)] public int History { get; init; } = 50;

    /// <summary>The game.</summary>
    [Setting] public Objective Objective { get; init; } = new NonSaturating();

    /// <inheritdoc/>
    public override string Headline => $"{this} with {Network.Name}, {Objective}";

    /// <inheritdoc/>
    public override bool IsConditional => true;

    /// <inheritdoc/>
    public override IReadOnlyList<SampleOption> SampleOptions => [PictureTranslation.Input, PictureTranslation.Reverse];

    /// <inheritdoc/>
    public override void Check(DataForm form, int batch)
    {
        ArgumentNullException.ThrowIfNull(form);
        if (Network is not PictureNetwork)
        {
            throw new InputException(
                $"learner {Name} needs a network from pictures to pictures, but {Network.Name} is none; "
                + "set network.name=cyclegan or pix2pix.");
        }
        if (form.InputChannels != form.Shape.Channels)
        {
            throw new InputException(
                $"learner {Name} needs data of two sets of pictures; use garment-edges with data.paired=false, "
                + "or a folder with the sub-folders A and B (unpaired:DIR).");
        }
    }

    /// <inheritdoc/>
    public override Generator CreateGenerator(DataForm form)
    {
        ArgumentNullException.ThrowIfNull(form);
        return ((PictureNetwork)Network).CreateTranslator(form.Shape, form.InputChannels);
    }

    /// <inheritdoc/>
    public override Generator CreateReverseGenerator(DataForm form) => CreateGenerator(form);

    /// <inheritdoc/>
    public override Discriminator CreateDiscriminator(DataForm form)
    {
        ArgumentNullException.ThrowIfNull(form);
        return Network.CreateDiscriminator(form.Shape);
    }

    /// <inheritdoc/>
    internal override bool HasWayBack => true;

    /// <inheritdoc/>
    public override IReadOnlyList<NetworkPlan> Plan(DataForm form)
    {
        ArgumentNullException.ThrowIfNull(form);
        using Generator generator = CreateGenerator(form);
        using Discriminator discriminator = Network.CreateDiscriminator(form.Shape);
        generator.Train(false);
        discriminator.Train(false);
        Tensor pictures = torch.zeros([2, .. form.Shape.Sizes]);
        IReadOnlyList<LayerSummary> translating = LayerSummary.Of(
            () => generator.Forward(generator.Latents(2), new PictureCondition(pictures)));
        IReadOnlyList<LayerSummary> judging = LayerSummary.Of(() => discriminator.Forward(pictures));
        return
        [
            new NetworkPlan("generator", translating, IsAveraged: true),
            new NetworkPlan("reverse_generator", translating, IsAveraged: true),
            new NetworkPlan("discriminator", judging), new NetworkPlan("reverse_discriminator", judging),
        ];
    }

    /// <inheritdoc/>
    public override Condition? ConditionOf(Batch batch, DataForm form)
    {
        ArgumentNullException.ThrowIfNull(batch);
        return new PictureCondition(batch.Input!);
    }

    /// <inheritdoc/>
    public override SheetPlan Sheet(DataSet data, DataForm form, int count, ulong seed)
    {
        ArgumentNullException.ThrowIfNull(data);
        int samples = (count + 1) / 2;
        Tensor inputs = data.Read(seed, 0, samples).Input!;
        return new SheetPlan(samples) { Condition = new PictureCondition(inputs), Left = inputs };
    }

    /// <inheritdoc/>
    protected override Drawing DrawCore(SampleRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        bool goesBack = request.Given.IsOn(PictureTranslation.Reverse);
        return PictureTranslation.Draw(request, goesBack ? request.Reverse()! : request.Generator);
    }

    /// <inheritdoc/>
    protected override Learner CreateCore(LearnerSetup setup) => new CycleLearner(this, setup);
}
