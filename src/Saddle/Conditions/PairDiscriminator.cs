using Saddle.Data;
using Saddle.Graphs;
using Saddle.Networks;
using Saddle.Torch;

namespace Saddle.Conditions;

/// <summary>A network's discriminator that sees the picture that a sample answers before the sample's own channels.</summary>
internal sealed class PairDiscriminator : Discriminator
{
    private readonly long _inputChannels;

    internal PairDiscriminator(Network network, DataForm form) : base(
        network.CreateDiscriminator(form.Shape.Widened(form.InputChannels)), form.Shape)
        => _inputChannels = form.InputChannels;

    /// <inheritdoc/>
    protected override SampleShape SeenShape => Shape.Widened(_inputChannels);

    /// <inheritdoc/>
    protected override Tensor Seen(Tensor samples, Condition? condition)
        => condition is PictureCondition { Pictures: var pictures } && pictures.dim() == 4 && pictures.size(1) == _inputChannels
            ? torch.cat([pictures, samples], 1)
            : throw new ArgumentException(
                $"The discriminator judges samples with pictures [N, {_inputChannels}, H, W], "
                + $"but received {condition?.Kind ?? "none"}.");

    /// <inheritdoc/>
    protected internal override GraphValue ExportSeen(ExportGraph graph, GraphValue samples)
    {
        ArgumentNullException.ThrowIfNull(graph);
        return graph.Join(1, graph.Input("input", GraphType.Numbers, _inputChannels, Shape.Height, Shape.Width), samples);
    }
}
