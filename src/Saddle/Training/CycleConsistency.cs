using Saddle.Components;
using Saddle.Conditions;
using Saddle.Data;
using Saddle.Layers;
using Saddle.Networks;
using Saddle.Torch;

namespace Saddle.Training;

/// <summary>Two sets of pictures translated into each other, there and back again: see <see cref="CycleLearner"/>.</summary>
public sealed class CycleConsistency : LearnerChoice
{
    /// <summary>The catalogue's line.</summary>
    public static Entry<LearnerChoice> Entry { get; } = new(
        "cyclegan", "two sets of pictures are translated into each other, without pairs", "arXiv:1703.10593, equation 3",
        [
            Setting.Number("cycle", 10, "how much the mean absolute error of the way there and back counts", 0),
            Setting.Number("identity", 5, "how much the mean absolute change counts where there is nothing to translate", 0),
            Setting.Whole("history", 50, "how many fakes are kept for the discriminator of each side; 0 for the newest only", 0, 10_000),
        ],
        s => new CycleConsistency(s.Number("cycle"), s.Number("identity"), (int)s.Whole("history")));

    /// <summary>Weighs the terms of the generators' loss.</summary>
    /// <param name="cycle">How much the mean absolute error of the way there and back counts.</param>
    /// <param name="identity">How much the mean absolute change counts where there is nothing to translate.</param>
    /// <param name="history">How many fakes are kept for the discriminator of each side; 0 for the newest only.</param>
    public CycleConsistency(double cycle = 10, double identity = 5, int history = 50)
        : base(Entry, ("cycle", cycle), ("identity", identity), ("history", history))
        => (Cycle, Identity, History) = (cycle, identity, history);

    /// <summary>How much the mean absolute error of the way there and back counts.</summary>
    public double Cycle { get; }

    /// <summary>How much the mean absolute change counts where there is nothing to translate.</summary>
    public double Identity { get; }

    /// <summary>How many fakes are kept for the discriminator of each side.</summary>
    public int History { get; }

    /// <inheritdoc/>
    public override IReadOnlyList<string> Unused => GameFields.All;

    /// <inheritdoc/>
    public override string Headline(Recipe recipe)
    {
        ArgumentNullException.ThrowIfNull(recipe);
        return $"{this} with {recipe.Network.Name}, {recipe.Objective}";
    }

    /// <inheritdoc/>
    public override void Check(Recipe recipe, DataForm form)
    {
        ArgumentNullException.ThrowIfNull(recipe);
        ArgumentNullException.ThrowIfNull(form);
        if (recipe.Network is not PictureNetwork)
        {
            throw new ArgumentException(
                $"learner {Name} needs a network from pictures to pictures, but {recipe.Network.Name} is none; set network.name=cyclegan or pix2pix.");
        }
        if (form.InputChannels != form.Shape.Channels)
        {
            throw new ArgumentException(
                $"learner {Name} needs data of two sets of pictures; use garment-edges with data.paired=false, or a folder with the sub-folders A and B (unpaired:DIR).");
        }
    }

    /// <inheritdoc/>
    public override Learner Create(Recipe recipe, DataForm form, Device device) => new CycleLearner(recipe, this, form, device);

    /// <inheritdoc/>
    public override Generator CreateGenerator(Recipe recipe, DataForm form)
    {
        ArgumentNullException.ThrowIfNull(recipe);
        ArgumentNullException.ThrowIfNull(form);
        return ((PictureNetwork)recipe.Network).CreateTranslator(form.Shape, form.InputChannels);
    }

    /// <inheritdoc/>
    public override Generator CreateReverseGenerator(Recipe recipe, DataForm form) => CreateGenerator(recipe, form);

    /// <inheritdoc/>
    public override IReadOnlyList<NetworkPlan> Plan(Recipe recipe, DataForm form)
    {
        ArgumentNullException.ThrowIfNull(recipe);
        ArgumentNullException.ThrowIfNull(form);
        using Generator generator = CreateGenerator(recipe, form);
        using Discriminator discriminator = recipe.Network.CreateDiscriminator(form.Shape);
        generator.Train(false);
        discriminator.Train(false);
        Tensor pictures = torch.zeros([2, .. form.Shape.Sizes]);
        IReadOnlyList<LayerSummary> translating = LayerSummary.Of(() => generator.Forward(generator.Latents(2), new PictureCondition(pictures)));
        IReadOnlyList<LayerSummary> judging = LayerSummary.Of(() => discriminator.Forward(pictures));
        return
        [
            new NetworkPlan("generator", translating, IsAveraged: true), new NetworkPlan("reverse_generator", translating, IsAveraged: true),
            new NetworkPlan("discriminator", judging), new NetworkPlan("reverse_discriminator", judging),
        ];
    }

    /// <inheritdoc/>
    public override bool IsConditional(Recipe recipe) => true;

    /// <inheritdoc/>
    public override Condition? ConditionOf(Recipe recipe, Batch batch, DataForm form)
    {
        ArgumentNullException.ThrowIfNull(batch);
        return new PictureCondition(batch.Input!);
    }

    /// <inheritdoc/>
    public override SheetPlan Sheet(Recipe recipe, DataSet data, DataForm form, ulong seed)
    {
        ArgumentNullException.ThrowIfNull(recipe);
        ArgumentNullException.ThrowIfNull(data);
        int samples = (recipe.SampleCount + 1) / 2;
        Tensor inputs = data.Read(seed, 0, samples).Input!;
        return new SheetPlan(samples) { Condition = new PictureCondition(inputs), Left = inputs };
    }
}
