namespace Saddle.Training;

/// <summary>
/// What a CUDA device may compute with factors of ten bits behind the first (TF32) instead of float32's 23, sums in float32:
/// several times as fast on cards that have it. The processor never does.
/// </summary>
public enum Tf32
{
    /// <summary>Convolutions and matrix products.</summary>
    All,

    /// <summary>Convolutions alone, as in PyTorch.</summary>
    Convolutions,

    /// <summary>Nothing.</summary>
    None,
}
