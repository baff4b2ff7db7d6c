using Saddle.Graphs;
using Saddle.Torch;

namespace Saddle.Layers;

/// <summary>In training, zeroes each element with probability p and divides the rest by 1 - p; otherwise nothing.</summary>
public sealed class Dropout : Layer
{
    private readonly double _probability;

    /// <summary>Creates the layer.</summary>
    /// <param name="probability">p, from 0 to below 1.</param>
    public Dropout(double probability = 0.5) => _probability = Checked(probability);

    /// <inheritdoc/>
    public override string Description => FormattableString.Invariant($"Dropout {_probability}");

    /// <inheritdoc/>
    protected override Tensor ForwardCore(Tensor input) => torch.dropout(input, _probability, Training);

    internal static double Checked(double probability) => probability is >= 0 and < 1
        ? probability
        : throw new ArgumentOutOfRangeException(nameof(probability), probability, "The probability lies in [0, 1).");

    /// <inheritdoc/>
    protected internal override GraphValue Export(ExportGraph graph, GraphValue input, GraphValue? condition)
    {
        ArgumentNullException.ThrowIfNull(graph);
        return input;
    }
}
