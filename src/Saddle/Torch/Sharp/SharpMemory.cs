using System.Runtime.InteropServices;

namespace Saddle.Torch.Sharp;

/// <summary>
/// glibc's heap, from which this engine's tensors come: TorchSharp has no hook for an allocator of ours. Kept memory is not
/// cleared anew in every step, which is a fifth of one.
/// </summary>
internal static partial class SharpMemory
{
    // malloc.h
    private const int TrimThreshold = -1, MapThreshold = -3;

    /// <summary>Whether freed memory is kept.</summary>
    internal static bool IsKept { get; private set; }

    /// <summary>Keeps freed memory for the next tensor, in the whole process. Only with glibc.</summary>
    internal static void Keep()
    {
        if (OperatingSystem.IsLinux() && !IsKept)
        {
            try
            {
                IsKept = mallopt(MapThreshold, 1 << 30) != 0 && mallopt(TrimThreshold, int.MaxValue) != 0;
            }
            catch (EntryPointNotFoundException)
            {
                // Another C library: it does as it does.
            }
        }
    }

    /// <summary>Gives freed memory back to the system. Only with glibc.</summary>
    internal static void Release()
    {
        if (OperatingSystem.IsLinux())
        {
            try
            {
                _ = malloc_trim(0);
            }
            catch (EntryPointNotFoundException)
            {
                // Another C library keeps nothing that it could give back.
            }
        }
    }

    [LibraryImport("libc")] private static partial int mallopt(int parameter, int value);
    [LibraryImport("libc")] private static partial int malloc_trim(nuint pad);
}
