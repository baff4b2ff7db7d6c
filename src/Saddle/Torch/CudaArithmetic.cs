namespace Saddle.Torch;

/// <summary>How CUDA devices compute; it counts for the whole process, and the processor's results do not depend on it.</summary>
[Flags]
internal enum CudaArithmetic
{
    /// <summary>As it comes, with all digits of float32.</summary>
    None = 0,

    /// <summary>The same bits each time; what cannot be is refused.</summary>
    Deterministic = 1,

    /// <summary>Convolutions may round factors to TF32: ten bits behind the first instead of 23.</summary>
    Tf32Convolutions = 2,

    /// <summary>Matrix products may.</summary>
    Tf32Products = 4,

    /// <summary>
    /// Where deterministic, memory is filled before it is first written: what reads too early then reads the same each time.
    /// </summary>
    Filled = 8,
}
