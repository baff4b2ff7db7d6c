using Saddle.Components;
using Saddle.Conditions;
using Saddle.Data;
using Saddle.Networks;
using Saddle.Sampling;

namespace Saddle.Learners;

/// <summary>
/// Which algorithm a recipe asks for, with its networks and all else that it alone looks at. To add one: this, a
/// <see cref="Learner"/>, and a line in <see cref="All"/>.
/// </summary>
public abstract record LearnerChoice : Component, ISampled
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
        Began.Entry)
    { KeepsValues = true };

    /// <summary>What is trained, in a few words.</summary>
    public abstract string Headline { get; }

    /// <summary>Whether samples are drawn for conditions that the data give.</summary>
    public virtual bool IsConditional => false;

    /// <summary>Whether it learns from captions.</summary>
    public virtual bool ReadsCaptions => false;

    /// <summary>
    /// Whether a step reads from the device: a GPU then waits in it, and it cannot be recorded to be played again.
    /// </summary>
    public virtual bool ReadsInStep => false;

    /// <summary>What samples may be asked for, besides what every run takes.</summary>
    public virtual IReadOnlyList<SampleOption> SampleOptions => [];

    /// <summary>What decides what samples may be asked for, as messages say it.</summary>
    protected virtual string SampledBy => $"learner {Name}";

    /// <summary>What is allowed but hardly meant, a sentence each.</summary>
    public virtual IEnumerable<string> Warnings => [];

    /// <summary>The shape that the data are brought to.</summary>
    /// <exception cref="InputException">The data cannot be learnt from; the message says what would do.</exception>
    public abstract SampleShape ShapeFor(SampleShape data);

    /// <summary>Makes sure that data have what is to be learnt from, in batches of a size.</summary>
    /// <param name="form">What the data are, in the shape of <see cref="ShapeFor"/>.</param>
    /// <param name="batch">Samples a step.</param>
    /// <exception cref="InputException">They have not; the message says what would do.</exception>
    public virtual void Check(DataForm form, int batch) { }

    /// <summary>Builds and initialises what learns, from the default random number generator.</summary>
    /// <param name="setup">What it is built for.</param>
    /// <exception cref="InputException">The parts contradict each other.</exception>
    public Learner Create(LearnerSetup setup)
    {
        ArgumentNullException.ThrowIfNull(setup);
        ThrowIfInvalid();
        return CreateCore(setup);
    }

    /// <summary>Builds what samples are drawn from; a checkpoint holds its tensors under <c>average.</c></summary>
    /// <param name="form">What the data are.</param>
    public abstract Generator CreateGenerator(DataForm form);

    /// <summary>
    /// Builds what goes the other way, where there is a way back; a checkpoint holds its tensors under <c>reverse_average.</c>
    /// </summary>
    /// <param name="form">What the data are.</param>
    /// <returns>The generator, or null where there is no way back.</returns>
    public virtual Generator? CreateReverseGenerator(DataForm form) => null;

    /// <summary>
    /// A new discriminator, as its trained weights are stored below <c>discriminator.</c> in a checkpoint; null where the learner
    /// has none.
    /// </summary>
    /// <param name="form">What the data are.</param>
    public virtual Discriminator? CreateDiscriminator(DataForm form) => null;

    /// <summary>Whether there is a generator and a discriminator for each of two directions.</summary>
    internal virtual bool HasWayBack => false;

    /// <summary>The networks, layer by layer, for a dry run.</summary>
    /// <exception cref="InputException">The parts contradict each other.</exception>
    public abstract IReadOnlyList<NetworkPlan> Plan(DataForm form);

    /// <summary>
    /// What a generator is told that is to make samples like those of a batch, on its device, or null for nothing.
    /// </summary>
    public virtual Condition? ConditionOf(Batch batch, DataForm form) => null;

    /// <summary>What the grid of samples shows while a run learns.</summary>
    /// <param name="data">The data.</param>
    /// <param name="form">What the data are.</param>
    /// <param name="count">Samples in a grid.</param>
    /// <param name="seed">Fixes what is drawn at random.</param>
    public virtual SheetPlan Sheet(DataSet data, DataForm form, int count, ulong seed) => new(count);

    /// <summary>Draws what was asked for; the caller's scope owns it.</summary>
    /// <exception cref="InputException">It cannot be drawn; every problem is told, with what would do.</exception>
    public Drawing Draw(SampleRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        SampleOptionCatalogue.Check(request, SampleOptions, SampledBy);
        return DrawCore(request);
    }

    /// <summary>The drawing, options checked: samples, or ways between latents.</summary>
    protected virtual Drawing DrawCore(SampleRequest request) => new Unconditional().Draw(request);

    /// <summary>The learner, settings checked.</summary>
    protected abstract Learner CreateCore(LearnerSetup setup);
}
