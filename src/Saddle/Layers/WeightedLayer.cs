using Saddle.Torch;

namespace Saddle.Layers;

/// <summary>A layer whose work is a product with a weight, which can be kept in bounds.</summary>
public abstract class WeightedLayer : Layer
{
    private Parameter? _weight;
    private SpectralNorm? _spectralNorm;
    private bool _isOrthonormal;

    /// <summary>The weight as it is trained.</summary>
    internal Parameter RawWeight => _weight ?? throw new InvalidOperationException("The layer has no weight yet.");

    /// <summary>
    /// The weight as it is used: refined where it is kept orthonormal, divided by its largest singular value where the layer is
    /// spectrally normalised.
    /// </summary>
    protected Tensor Weight
    {
        get
        {
            // What keeps a weight in bounds has to be right to the last digit.
            using MixedPrecision whole = MixedPrecision.Suspend();
            Tensor weight = _isOrthonormal ? OrthonormalWeight.Refine(RawWeight.Value) : RawWeight.Value;
            return _spectralNorm is null ? weight : _spectralNorm.Apply(weight);
        }
    }

    /// <summary>Divides the weight by an estimate of its largest singular value from now on.</summary>
    internal void NormalizeSpectrally() => _spectralNorm ??= AddChild("spectral_norm", new SpectralNorm(RawWeight.Value));

    /// <summary>Treats the weight as orthonormal from now on, which whoever changes it has to keep true.</summary>
    internal void KeepOrthonormal() => _isOrthonormal = true;

    /// <inheritdoc/>
    protected internal override IEnumerable<(string Name, Tensor Value)> StateDict()
        => OwnStateDict().Select(tensor => tensor.Name == RawWeight.Name ? (tensor.Name, Weight) : tensor);

    /// <summary>Registers the weight.</summary>
    protected Parameter AddWeight(Tensor value) => _weight = AddParameter("weight", value);
}
