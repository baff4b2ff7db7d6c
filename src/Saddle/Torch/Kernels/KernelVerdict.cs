namespace Saddle.Torch.Kernels;

/// <summary>What is known of a kernel before libtorch is loaded.</summary>
internal enum KernelVerdict
{
    /// <summary>Nothing: it could not be tried.</summary>
    Unknown,

    /// <summary>It was taken, and multiplies rightly.</summary>
    Right,

    /// <summary>It multiplies wrongly, or the processor cannot run it.</summary>
    Wrong,

    /// <summary>The library does not know it and took another.</summary>
    Absent,

    /// <summary>The library is not OpenBLAS and has no kernels to choose from.</summary>
    Meaningless,
}
