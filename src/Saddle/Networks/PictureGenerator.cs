using Saddle.Data;
using Saddle.Graphs;
using Saddle.Layers;
using Saddle.Torch;

namespace Saddle.Networks;

/// <summary>
/// From pictures to pictures of the same size. Those whose sides the layers cannot halve often enough have their outermost pixels
/// repeated around them, and what comes out is cut back. A latent, where there is one, stands beside every pixel.
/// </summary>
public sealed class PictureGenerator : Generator
{
    private readonly Layer _main;
    private readonly int _multiple;

    /// <summary>Creates the generator.</summary>
    /// <param name="main">From pictures, and the latent's numbers as constant channels behind theirs, to samples.</param>
    /// <param name="latentSize">Z; 0 for a generator that draws nothing at random.</param>
    /// <param name="shape">The shape of a sample in training.</param>
    /// <param name="inputChannels">The channels of the pictures that are translated.</param>
    /// <param name="multiple">What the sides must be multiples of within the layers.</param>
    public PictureGenerator(
        Layer main, int latentSize, SampleShape shape, long inputChannels, int multiple) : base(latentSize, shape)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(inputChannels);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(multiple);
        (InputChannels, _multiple) = (inputChannels, multiple);
        _main = AddChild("main", main);
    }

    /// <summary>The channels of the pictures that are translated.</summary>
    public long InputChannels { get; }

    /// <summary>Goes on with films, frame by frame: what it made last is the newest of the past frames of the next one.</summary>
    /// <param name="past">The past frames, <c>[N, K * C, H, W]</c> in [-1, 1], oldest first.</param>
    /// <param name="frames">How many frames follow, at least 1.</param>
    /// <param name="seed">The seed of the latents.</param>
    /// <returns>The frames, each <c>[N, C, H, W]</c> on the processor; the caller's scope owns them.</returns>
    public IReadOnlyList<Tensor> Continue(Tensor past, int frames, long seed) => Continue(this, past, frames, seed);

    /// <summary>Continues films with any generator that makes the next frame of some.</summary>
    internal static IReadOnlyList<Tensor> Continue(Generator generator, Tensor past, int frames, long seed)
    {
        ArgumentNullException.ThrowIfNull(past);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(frames);
        using DisposeScope scope = torch.NewDisposeScope();
        var made = new List<Tensor>();
        long channels = generator.Shape.Channels;
        for (int k = 0; k < frames; k++)
        {
            Tensor next = generator.Sample((int)past.size(0), seed + k, new PictureCondition(past));
            past = torch.cat([past.narrow(1, channels, past.size(1) - channels), next], 1);
            made.Add(scope.MoveToOuter(next));
        }
        return made;
    }

    /// <inheritdoc/>
    protected override Tensor ForwardCore(Tensor latent, Condition? condition)
    {
        ArgumentNullException.ThrowIfNull(latent);
        Tensor pictures = Pictures(condition);
        long height = pictures.size(2), width = pictures.size(3), below = Missing(height), right = Missing(width);
        Tensor input = below + right == 0
            ? pictures
            : torch.replication_pad2d(pictures, right / 2, right - right / 2, below / 2, below - below / 2);
        if (LatentSize > 0)
        {
            input = torch.cat([input, latent.view(-1, LatentSize, 1, 1).expand(-1, -1, input.size(2), input.size(3))], 1);
        }
        Tensor output = _main.Forward(input.contiguous(MemoryFormat.ChannelsLast));
        return below + right == 0 ? output : output.narrow(2, below / 2, height).narrow(3, right / 2, width);
    }

    private Tensor Pictures(Condition? condition)
    {
        Tensor? pictures = (condition as PictureCondition)?.Pictures;
        return pictures is not null && pictures.dim() == 4 && pictures.size(1) == InputChannels
            ? pictures
            : throw new ArgumentException(
                $"The generator translates pictures [N, {InputChannels}, H, W], but received "
                + $"{(pictures is null ? condition?.Kind ?? "none" : Tensor.ShapeText(pictures.shape))}.");
    }

    private long Missing(long side) => (_multiple - side % _multiple) % _multiple;

    /// <inheritdoc/>
    protected internal override GraphValue Export(ExportGraph graph)
    {
        ArgumentNullException.ThrowIfNull(graph);
        graph.Multiple = _multiple;
        GraphValue pictures = graph.Input("input", GraphType.Numbers, InputChannels, "H", "W");
        GraphValue sides = graph.Part(graph.Node("Shape", [pictures]), 0, 2, 4), multiple = graph.Integers(_multiple);
        GraphValue missing = graph.Node(
            "Mod", [graph.Subtract(multiple, graph.Node("Mod", [sides, multiple])), multiple]);
        GraphValue before = graph.Node("Div", [missing, graph.Integers(2)]), after = graph.Subtract(missing, before);
        GraphValue none = graph.Integers(0, 0);
        GraphValue input = graph.Node("Pad", [pictures, graph.Join(0, none, before, none, after)], ("mode", "edge"));
        if (LatentSize > 0)
        {
            GraphValue latent = graph.Reshape(graph.Latent(LatentSize), 0, LatentSize, 1, 1);
            GraphValue spread = graph.Join(0, graph.Integers(1, 1), graph.Part(graph.Node("Shape", [input]), 0, 2, 4));
            input = graph.Join(1, input, graph.Node("Expand", [latent, spread]));
        }
        return graph.Node(
            "Slice", [_main.Write(graph, input), before, graph.Add(before, sides), graph.Integers(2, 3)]);
    }
}
