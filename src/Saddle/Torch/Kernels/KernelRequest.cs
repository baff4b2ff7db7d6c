namespace Saddle.Torch.Kernels;

/// <summary>Which kernel is wanted.</summary>
/// <param name="Kernel">One by its name; null for the best, or the library's own choice.</param>
/// <param name="IsLibrarysOwn">Whether the library is to choose for itself.</param>
internal sealed record KernelRequest(string? Kernel = null, bool IsLibrarysOwn = false)
{
    /// <summary>The best that the processor's features allow.</summary>
    internal static KernelRequest Best { get; } = new();

    /// <summary>What the library takes of itself: by the processor's model.</summary>
    internal static KernelRequest LibrarysOwn { get; } = new(IsLibrarysOwn: true);

    /// <summary>A kernel by its name.</summary>
    internal static KernelRequest Named(string kernel) => new(kernel);
}
