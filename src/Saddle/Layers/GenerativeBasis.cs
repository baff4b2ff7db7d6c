using Saddle.Graphs;
using Saddle.Torch;

namespace Saddle.Layers;

/// <summary>
/// Where R3GAN's generator starts: trained 4x4 pictures, one a channel, each as strong as a linear function of the latent says
/// (arXiv:2501.05441, appendix): <c>[N, Z]</c> to <c>[N, C, 4, 4]</c>.
/// </summary>
public sealed class GenerativeBasis : Layer
{
    private readonly long _latent;
    private readonly long _channels;
    private readonly Parameter _basis;
    private readonly Parameter _weight;

    /// <summary>Creates the layer with pictures from N(0, 1) and weights from N(0, 1 / Z).</summary>
    /// <param name="latent">Z.</param>
    /// <param name="channels">C.</param>
    public GenerativeBasis(long latent, long channels)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(latent);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(channels);
        (_latent, _channels) = (latent, channels);
        // The channels of a pixel side by side: the product below is then born in the layout that convolutions want.
        _basis = AddParameter("basis", torch.randn([4, 4, channels]));
        _weight = AddParameter("weight", torch.randn([channels, latent]).mul_(1 / Math.Sqrt(latent)));
    }

    /// <inheritdoc/>
    public override string Description => $"GenerativeBasis {_latent} to {_channels}";

    /// <inheritdoc/>
    protected override void CheckInput(Tensor input)
    {
        if (input.dim() != 2 || input.size(1) != _latent)
        {
            throw new ArgumentException($"GenerativeBasis expects [N, {_latent}], but received {Tensor.ShapeText(input.shape)}.");
        }
    }

    /// <inheritdoc/>
    protected override Tensor ForwardCore(Tensor input)
    {
        Tensor strengths = torch.linear(input, _weight.Value).reshape(-1, 1, 1, _channels);
        return (strengths * _basis.Value).permute(0, 3, 1, 2);
    }

    /// <inheritdoc/>
    protected internal override GraphValue Export(ExportGraph graph, GraphValue input, GraphValue? condition)
    {
        ArgumentNullException.ThrowIfNull(graph);
        GraphValue strengths = graph.Reshape(graph.Linear(input, _weight.Value, null), 0, _channels, 1, 1);
        return graph.Multiply(strengths, graph.Constant(_basis.Value.permute(2, 0, 1).unsqueeze(0), "basis"));
    }
}
