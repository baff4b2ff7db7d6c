namespace Saddle.Training;

/// <summary>What training computes with.</summary>
public enum Precision
{
    /// <summary>float32 throughout.</summary>
#pragma warning disable CA1720 // It is what it is called.
    Float32,
#pragma warning restore CA1720

    /// <summary>
    /// Convolutions and products in bfloat16, on a GPU; weights, gradients, moments, averages, statistics of normalisation,
    /// losses, penalties and logits in float32 (<see cref="Torch.MixedPrecision"/>).
    /// </summary>
    Bf16,
}
