using Saddle.Data;
using Saddle.Graphs;
using Saddle.Layers;
using Saddle.Networks;
using Saddle.Torch;

namespace Saddle.Conditions;

/// <summary>
/// A network's generator that is told a condition: encoded and put beside the latent (arXiv:1411.1784), given to its batch
/// normalisations (arXiv:1610.07629), or both.
/// </summary>
public sealed class ConditionalGenerator : Generator
{
    private readonly Layer _main;
    private readonly ConditionEncoder _encoder;
    private readonly bool _beside;
    private readonly bool _inside;

    private ConditionalGenerator(LatentGenerator plain, ConditionEncoder encoder, bool beside, bool inside)
        : base(plain.LatentSize - (beside ? encoder.Size : 0), plain.Shape, plain.LatentDistribution)
    {
        _main = AddChild("main", plain.Main);
        _encoder = AddChild("condition", encoder);
        (_beside, _inside) = (beside, inside);
    }

    /// <summary>Builds a generator whose first layer sees the encoded condition beside the latent.</summary>
    public static ConditionalGenerator WithConditionBeside(Network network, SampleShape shape, ConditionEncoder encoder)
        => new(network.CreateGenerator(shape, encoder.Size), encoder, beside: true, inside: false);

    /// <summary>
    /// Builds a generator whose batch normalisations have gains and shifts by the condition. One without batch normalisation sees
    /// it beside the latent instead.
    /// </summary>
    public static ConditionalGenerator WithConditionInside(Network network, SampleShape shape, ConditionEncoder encoder)
    {
        LatentGenerator plain = network.CreateGenerator(shape);
        if (BatchNorm.ConditionAll(plain, encoder.Size) > 0)
        {
            return new ConditionalGenerator(plain, encoder, beside: false, inside: true);
        }
        plain.Dispose();
        return WithConditionBeside(network, shape, encoder);
    }

    /// <summary>
    /// Builds a generator whose first layer sees the encoded condition beside the latent, and each batch normalisation as well.
    /// </summary>
    public static ConditionalGenerator WithConditionBesideAndInside(Network network, SampleShape shape, ConditionEncoder encoder)
    {
        LatentGenerator plain = network.CreateGenerator(shape, encoder.Size);
        return new ConditionalGenerator(plain, encoder, beside: true, inside: BatchNorm.ConditionAll(plain, encoder.Size) > 0);
    }

    /// <inheritdoc/>
    protected override Tensor ForwardCore(Tensor latent, Condition? condition)
    {
        Tensor encoded = _encoder.Encode(condition);
        return _main.Forward(_beside ? torch.cat([latent, encoded], 1) : latent, _inside ? encoded : null);
    }

    /// <inheritdoc/>
    protected internal override GraphValue Export(ExportGraph graph)
    {
        ArgumentNullException.ThrowIfNull(graph);
        GraphValue latent = graph.Latent(LatentSize), encoded = graph.Within(_encoder, () => _encoder.Export(graph));
        return _main.Write(graph, _beside ? graph.Join(1, latent, encoded) : latent, _inside ? encoded : null);
    }
}
