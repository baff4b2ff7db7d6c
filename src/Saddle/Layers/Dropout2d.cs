using Saddle.Graphs;
using Saddle.Torch;

namespace Saddle.Layers;

/// <summary>
/// In training, zeroes each channel of each image with probability p and divides the rest by 1 - p; otherwise nothing.
/// Neighbouring pixels are so alike that single ones tell what is missing (arXiv:1411.4280, section 3.2).
/// </summary>
public sealed class Dropout2d : Layer
{
    private readonly double _probability;

    /// <summary>Creates the layer.</summary>
    /// <param name="probability">p, from 0 to below 1.</param>
    public Dropout2d(double probability = 0.5) => _probability = Dropout.Checked(probability);

    /// <inheritdoc/>
    public override string Description => FormattableString.Invariant($"Dropout2d {_probability}");

    /// <inheritdoc/>
    protected override void CheckInput(Tensor input) => RequireImages(input);

    /// <inheritdoc/>
    protected override Tensor ForwardCore(Tensor input) => torch.feature_dropout(input, _probability, Training);

    /// <inheritdoc/>
    protected internal override GraphValue Export(ExportGraph graph, GraphValue input, GraphValue? condition)
    {
        ArgumentNullException.ThrowIfNull(graph);
        return input;
    }
}
