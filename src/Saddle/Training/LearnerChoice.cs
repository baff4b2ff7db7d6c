using Saddle.Components;
using Saddle.Conditions;
using Saddle.Data;
using Saddle.Networks;
using Saddle.Torch;

namespace Saddle.Training;

/// <summary>Which algorithm a recipe asks for, with its settings. To add one: this, a <see cref="Learner"/>, and a line in <see cref="All"/>.</summary>
public abstract class LearnerChoice : Component
{
    /// <summary>Every learner, in the order in which they are listed.</summary>
    public static Catalogue<LearnerChoice> All { get; } = new(
        "learner",
        Adversarial.Entry,
        CycleConsistency.Entry,
        VariationalAutoencoder.Entry,
        Flow.Entry,
        Mixture.Entry,
        Ebgan.Entry,
        Began.Entry);

    /// <summary>Creates the choice.</summary>
    protected LearnerChoice(Entry entry, params ReadOnlySpan<(string Name, object Value)> values) : base(entry, values) { }

    /// <summary>The fields and sections of a recipe that this learner does not look at, and that are neither listed nor written.</summary>
    public virtual IReadOnlyList<string> Unused => [];

    /// <summary>What a recipe trains, in a few words.</summary>
    public abstract string Headline(Recipe recipe);

    /// <summary>The shape that the data are brought to.</summary>
    /// <exception cref="ArgumentException">The data cannot be learnt from; the message says what would do.</exception>
    public virtual SampleShape ShapeFor(Recipe recipe, SampleShape data)
    {
        ArgumentNullException.ThrowIfNull(recipe);
        return recipe.Network.ShapeFor(data);
    }

    /// <summary>Makes sure that data have what is to be learnt from.</summary>
    /// <exception cref="ArgumentException">They have not; the message says what would do.</exception>
    public virtual void Check(Recipe recipe, DataForm form) { }

    /// <summary>Builds and initialises what learns, from the default random number generator.</summary>
    /// <param name="recipe">The recipe.</param>
    /// <param name="form">What the data are, in the shape of <see cref="ShapeFor"/>.</param>
    /// <param name="device">Where it lives.</param>
    /// <exception cref="RecipeException">The recipe's parts contradict each other.</exception>
    public abstract Learner Create(Recipe recipe, DataForm form, Device device);

    /// <summary>Builds what samples are drawn from; a checkpoint holds its tensors under <c>average.</c></summary>
    /// <param name="recipe">The recipe.</param>
    /// <param name="form">What the data are.</param>
    public abstract Generator CreateGenerator(Recipe recipe, DataForm form);

    /// <summary>
    /// Builds what goes the other way, where there is a way back; a checkpoint holds its tensors under <c>reverse_average.</c>
    /// </summary>
    /// <param name="recipe">The recipe.</param>
    /// <param name="form">What the data are.</param>
    /// <returns>The generator, or null where there is no way back.</returns>
    public virtual Generator? CreateReverseGenerator(Recipe recipe, DataForm form) => null;

    /// <summary>The networks, layer by layer, for a dry run.</summary>
    /// <exception cref="RecipeException">The recipe's parts contradict each other.</exception>
    public abstract IReadOnlyList<NetworkPlan> Plan(Recipe recipe, DataForm form);

    /// <summary>Whether samples are drawn for conditions that the data give.</summary>
    public virtual bool IsConditional(Recipe recipe)
    {
        ArgumentNullException.ThrowIfNull(recipe);
        return recipe.Conditioning.IsOn;
    }

    /// <summary>What a generator is told that is to make samples like those of a batch, on its device, or null for nothing.</summary>
    public virtual Condition? ConditionOf(Recipe recipe, Batch batch, DataForm form)
    {
        ArgumentNullException.ThrowIfNull(recipe);
        return recipe.Conditioning.Of(batch, form);
    }

    /// <summary>What the grid of samples shows while a run learns.</summary>
    /// <param name="recipe">The recipe.</param>
    /// <param name="data">The data.</param>
    /// <param name="form">What the data are.</param>
    /// <param name="seed">Fixes what is drawn at random.</param>
    public virtual SheetPlan Sheet(Recipe recipe, DataSet data, DataForm form, ulong seed)
    {
        ArgumentNullException.ThrowIfNull(recipe);
        return new SheetPlan(recipe.SampleCount);
    }
}
