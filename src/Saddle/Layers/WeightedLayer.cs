using Saddle.Torch;

namespace Saddle.Layers;

/// <summary>A layer whose work is a product with a weight, which spectral normalisation can keep in bounds.</summary>
public abstract class WeightedLayer : Layer
{
    private Parameter? _weight;
    private SpectralNorm? _spectralNorm;

    /// <summary>The weight as it is trained.</summary>
    internal Parameter RawWeight => _weight ?? throw new InvalidOperationException("The layer has no weight yet.");

    /// <summary>
    /// The weight as it is used: divided by its largest singular value where the layer is spectrally normalised.
    /// </summary>
    protected Tensor Weight => _spectralNorm is null ? RawWeight.Value : _spectralNorm.Apply(RawWeight.Value);

    /// <summary>Divides the weight by an estimate of its largest singular value from now on.</summary>
    internal void NormalizeSpectrally() => _spectralNorm ??= AddChild("spectral_norm", new SpectralNorm(RawWeight.Value));

    /// <summary>Registers the weight.</summary>
    protected Parameter AddWeight(Tensor value) => _weight = AddParameter("weight", value);
}
