using Saddle.Components;
using Saddle.Data;
using Saddle.Networks;
using Saddle.Sampling;

namespace Saddle.Conditions;

/// <summary>
/// How the players of the game are told what a sample is to show, and how the discriminator judges whether it does. To add one: a
/// record that builds both players out of any network, and a line in <see cref="All"/>.
/// </summary>
public abstract record Conditioning : Component, ISampled
{
    /// <summary>Every conditioning, in the order in which they are listed.</summary>
    public static Catalogue<Conditioning> All { get; } = new(
        "conditioning",
        Unconditional.Entry,
        ConditionalGan.Entry,
        AuxiliaryClassifier.Entry,
        Projection.Entry,
        InfoGan.Entry,
        PictureConditioning.Entry,
        Text.Entry);

    /// <summary>
    /// The share of the discriminator's loss on fakes that goes to real samples under other samples' conditions; 0 for none.
    /// </summary>
    public virtual double Mismatch => 0;

    /// <summary>How much the game counts beside <see cref="GeneratorTerms"/>; at 0 there is no discriminator.</summary>
    public virtual double AdversarialWeight => 1;

    /// <summary>Whether captions are read, so that their words must be known.</summary>
    public virtual bool ReadsCaptions => false;

    /// <summary>Whether it pairs samples of a batch with others of it, so that slices cannot be learnt from one by one.</summary>
    public virtual bool NeedsWholeBatch => Mismatch > 0;

    /// <summary>
    /// Whether conditions are made on the processor in each step: a GPU then waits in it, and it cannot be recorded.
    /// </summary>
    public virtual bool ReadsInStep => false;

    /// <summary>Whether the players are told anything.</summary>
    public virtual bool IsOn => true;

    /// <summary>
    /// What samples may be asked for, besides what every run takes; <see cref="Asked"/> or <see cref="Ways"/> reads it.
    /// </summary>
    public virtual IReadOnlyList<SampleOption> SampleOptions => [];

    /// <summary>Makes sure that the data have what the players are to be told.</summary>
    /// <param name="form">What the data are.</param>
    /// <exception cref="InputException">They have not; the message says what would do.</exception>
    public abstract void Check(DataForm form);

    /// <summary>Makes sure that both players can be built out of a network.</summary>
    /// <exception cref="InputException">They cannot; the message says what would do.</exception>
    public virtual void Check(Network network)
    {
        if (network is PictureNetwork)
        {
            throw new InputException(
                $"network {network.Name} turns pictures into pictures: it needs conditioning.name=picture or "
                + "learner.name=cyclegan, and data of two pictures a sample; "
                + "for pictures from latents take another network, such as dcgan.");
        }
    }

    /// <summary>Builds and initialises a generator from the default random number generator.</summary>
    /// <param name="network">The pair of networks.</param>
    /// <param name="form">What the data are, in the network's shape.</param>
    /// <exception cref="InputException">Settings, or the network's, contradict each other or are out of their ranges.</exception>
    public Generator CreateGenerator(Network network, DataForm form)
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(form);
        ThrowIfInvalid();
        return CreateGeneratorCore(network, form);
    }

    /// <summary>Builds and initialises a discriminator from the default random number generator.</summary>
    /// <param name="network">The pair of networks.</param>
    /// <param name="form">What the data are, in the shape of what is judged at once.</param>
    /// <exception cref="InputException">Settings, or the network's, contradict each other or are out of their ranges.</exception>
    public Discriminator CreateDiscriminator(Network network, DataForm form)
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(form);
        ThrowIfInvalid();
        return CreateDiscriminatorCore(network, form);
    }

    /// <summary>The condition of a batch, on its device, or null without one.</summary>
    public abstract Condition? Of(Batch batch, DataForm form);

    /// <summary>The conditions of other samples: what a matching-aware discriminator is to refuse (arXiv:1605.05396).</summary>
    public virtual Condition Wrong(Condition condition)
    {
        ArgumentNullException.ThrowIfNull(condition);
        return condition.Map(tensor => Torch.torch.cat([tensor.narrow(0, 1, tensor.size(0) - 1), tensor.narrow(0, 0, 1)]));
    }

    /// <summary>What the generator is asked for in its own update: a batch's condition, or others.</summary>
    public virtual Condition? ForGenerator(Condition? condition) => condition;

    /// <summary>What is added to the discriminator's loss.</summary>
    public virtual IEnumerable<LossTerm> DiscriminatorTerms(ConditionTerm term) => [];

    /// <summary>What is added to the generator's loss.</summary>
    public virtual IEnumerable<LossTerm> GeneratorTerms(ConditionTerm term) => [];

    /// <summary>What the grid of samples shows while a run learns.</summary>
    /// <param name="data">The data.</param>
    /// <param name="form">What the data are.</param>
    /// <param name="count">About how many samples are wanted.</param>
    /// <param name="seed">Fixes what is drawn at random.</param>
    public virtual SheetPlan Sheet(DataSet data, DataForm form, int count, ulong seed)
    {
        ArgumentNullException.ThrowIfNull(data);
        return new SheetPlan(count) { Condition = IsOn ? Of(data.Read(seed, 0, count), form) : null };
    }

    /// <summary>What samples were asked to show, a row of the condition for each thing; null where nothing was asked.</summary>
    /// <exception cref="InputException">It cannot be shown; the message says what would do.</exception>
    public virtual Condition? Asked(SampleRequest request) => null;

    /// <summary>What some samples show where nothing was asked; null for what samples of the data show.</summary>
    /// <param name="request">What is drawn.</param>
    /// <param name="count">How many samples.</param>
    public virtual Condition? Unasked(SampleRequest request, int count) => null;

    /// <summary>
    /// Conditions that change along each of <see cref="SampleRequest.Rows"/> rows; null where none were asked for, so that
    /// <c>--interpolate</c> leads from latent to latent.
    /// </summary>
    /// <param name="request">What is drawn.</param>
    /// <param name="asked">What <see cref="Asked"/> has made of it.</param>
    /// <exception cref="InputException">They cannot be shown; the message says what would do.</exception>
    public virtual ConditionWays? Ways(SampleRequest request, Condition? asked) => null;

    /// <summary>Draws what was asked for; the caller's scope owns it.</summary>
    /// <exception cref="InputException">It cannot be drawn; the message says what would do.</exception>
    public virtual Drawing Draw(SampleRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        return new ConditionalDrawing(this, request).Draw();
    }

    /// <summary>The generator, arguments checked.</summary>
    protected abstract Generator CreateGeneratorCore(Network network, DataForm form);

    /// <summary>The discriminator, arguments checked.</summary>
    protected abstract Discriminator CreateDiscriminatorCore(Network network, DataForm form);
}
