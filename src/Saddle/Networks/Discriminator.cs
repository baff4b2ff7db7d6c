using Saddle.Data;
using Saddle.Graphs;
using Saddle.Layers;
using Saddle.Torch;

namespace Saddle.Networks;

/// <summary>
/// From samples, and a condition where there is one, to logits: <c>[N, C, H, W]</c> or <c>[N, 2]</c> to <c>[N]</c>, before any
/// activation. Critics are discriminators too.
/// </summary>
public class Discriminator : Module
{
    private readonly Layer _main;
    private readonly Layer _head;

    /// <summary>Creates the discriminator.</summary>
    /// <param name="main">From samples to features.</param>
    /// <param name="head">From features to one number each, <c>[N, 1]</c> or <c>[N, 1, 1, 1]</c>; to more where patches are
    /// judged.</param>
    /// <param name="shape">The shape of a sample.</param>
    public Discriminator(Layer main, Layer head, SampleShape shape)
    {
        Shape = shape;
        _main = AddChild("main", main);
        _head = AddChild("head", head);
    }

    /// <summary>A discriminator that uses another's layers, and owns them from now on.</summary>
    /// <param name="plain">The other.</param>
    /// <param name="shape">The shape of a sample, which need not be what the layers are applied to.</param>
    protected Discriminator(Discriminator plain, SampleShape shape) : this(Layers(plain).Main, Layers(plain).Head, shape) { }

    /// <summary>The shape of a sample.</summary>
    public SampleShape Shape { get; }

    /// <summary>The shape of a sample's features, without N.</summary>
    public long[] FeatureShape
    {
        get
        {
            using DisposeScope scope = torch.NewDisposeScope();
            using GradMode mode = torch.no_grad();
            bool training = Training;
            Train(false);
            long[] shape = Described(torch.zeros([1, .. SeenShape.Sizes])).shape[1..].ToArray();
            Train(training);
            return shape;
        }
    }

    /// <summary>How many features a sample has.</summary>
    public long FeatureCount => new SampleShape(FeatureShape).Elements;

    /// <summary>
    /// Gives up the layers from samples to features; whoever takes them owns them, and the last layer is freed.
    /// </summary>
    internal Layer GiveMain()
    {
        _head.Dispose();
        return _main;
    }

    /// <summary>Judges.</summary>
    /// <param name="samples"><c>[N, ...]</c>.</param>
    /// <param name="condition">What the samples are to fit, one for each; null for a discriminator that takes no
    /// condition.</param>
    /// <returns>Logits, <c>[N]</c>.</returns>
    public Tensor Forward(Tensor samples, Condition? condition = null) => ForwardWithFeatures(samples, condition).Logits;

    /// <summary>Judges, and says by what.</summary>
    /// <param name="samples"><c>[N, ...]</c>.</param>
    /// <param name="condition">What the samples are to fit, one for each; null for a discriminator that takes no
    /// condition.</param>
    public DiscriminatorOutput ForwardWithFeatures(Tensor samples, Condition? condition = null)
    {
        ArgumentNullException.ThrowIfNull(samples);
        if (!Shape.Fits(samples))
        {
            throw new ArgumentException($"The discriminator expects {Shape}, but received {Tensor.ShapeText(samples.shape)}.");
        }
        Tensor features = Described(Seen(samples, condition));
        return new DiscriminatorOutput(WholeLogits(features, condition), features);
    }

    /// <summary>
    /// Judges samples again, by the features that were found in them: for a discriminator whose features are the same under any
    /// condition.
    /// </summary>
    /// <param name="before">What was found in the samples under one condition.</param>
    /// <param name="condition">The other, one for each sample.</param>
    internal DiscriminatorOutput ForwardAgain(DiscriminatorOutput before, Condition condition)
        => before with { Logits = WholeLogits(before.Features, condition) };

    // The last layer is small, and what it says decides.
    private Tensor WholeLogits(Tensor features, Condition? condition)
    {
        features = MixedPrecision.Whole(features);
        using MixedPrecision whole = MixedPrecision.Suspend();
        return Logits(features, condition);
    }

    /// <summary>What the last layer judges by.</summary>
    /// <param name="samples"><c>[N, ...]</c>.</param>
    /// <param name="condition">What the samples are to fit, one for each; null for a discriminator that takes no
    /// condition.</param>
    /// <returns>Features, <c>[N, F]</c>.</returns>
    public Tensor Features(Tensor samples, Condition? condition = null)
        => ForwardWithFeatures(samples, condition).Features.flatten(1);

    /// <summary>The shape of what the first layer is applied to: a sample, with what <see cref="Seen"/> adds to it.</summary>
    protected virtual SampleShape SeenShape => Shape;

    /// <summary>What the first layer is applied to; a condition may be put beside the samples here.</summary>
    protected virtual Tensor Seen(Tensor samples, Condition? condition) => samples;

    /// <summary>From features to logits <c>[N]</c>; a condition may be compared with the features here.</summary>
    protected virtual Tensor Logits(Tensor features, Condition? condition) => _head.Forward(features).reshape(-1);

    /// <summary>
    /// Writes the discriminator into a graph, with an input for the samples and for each thing that it is told.
    /// </summary>
    /// <returns>Logits, <c>[N]</c>; <c>[N, P]</c> where each of P patches of a sample is judged.</returns>
    /// <exception cref="InputException">It, or a layer of it, cannot be exported.</exception>
    internal GraphValue Export(ExportGraph graph)
        => ExportLogits(graph, _main.Write(graph, ExportSeen(graph, graph.Samples(Shape.Sizes))));

    /// <summary>Writes <see cref="Seen"/> into a graph.</summary>
    protected internal virtual GraphValue ExportSeen(ExportGraph graph, GraphValue samples) => samples;

    /// <summary>Writes <see cref="Logits"/> into a graph.</summary>
    protected internal virtual GraphValue ExportLogits(ExportGraph graph, GraphValue features)
    {
        ArgumentNullException.ThrowIfNull(graph);
        GraphValue logits = _head.Write(graph, features);
        return LogitCount == 1 ? graph.Reshape(logits, -1) : graph.Flatten(logits);
    }

    /// <summary>How many logits a sample gets.</summary>
    internal long LogitCount
    {
        get
        {
            using DisposeScope scope = torch.NewDisposeScope();
            using GradMode mode = torch.no_grad();
            return _head.Forward(torch.zeros([1, .. FeatureShape])).numel();
        }
    }

    private Tensor Described(Tensor seen) => _main.Forward(seen);

    private static (Layer Main, Layer Head) Layers(Discriminator plain)
    {
        ArgumentNullException.ThrowIfNull(plain);
        return (plain._main, plain._head);
    }
}
