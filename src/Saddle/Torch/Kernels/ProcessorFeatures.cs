using System.Runtime.InteropServices;
using System.Runtime.Intrinsics.X86;

namespace Saddle.Torch.Kernels;

/// <summary>Answers the CPUID instruction: leaf and subleaf in, four registers out.</summary>
internal delegate (int Eax, int Ebx, int Ecx, int Edx) Cpuid(int leaf, int subleaf);

/// <summary>What an x86 processor can do, as far as matrix kernels ask for it. Nothing of it is a list of models.</summary>
internal sealed record ProcessorFeatures
{
    /// <summary>Who made it, such as <c>GenuineIntel</c>.</summary>
    internal required string Vendor { get; init; }

    /// <summary>The family, with the extended family added.</summary>
    internal required int Family { get; init; }

    /// <summary>The model within the family, with the extended model above it.</summary>
    internal required int Model { get; init; }

    /// <summary>SSE4.2.</summary>
    internal bool Sse42 { get; init; }

    /// <summary>AVX, and a system that keeps its registers.</summary>
    internal bool Avx { get; init; }

    /// <summary>AVX2 together with FMA.</summary>
    internal bool Avx2 { get; init; }

    /// <summary>AVX-512 F, DQ, BW, VL and CD, and a system that keeps its registers.</summary>
    internal bool Avx512 { get; init; }

    /// <summary>AVX-512's products of bfloat16.</summary>
    internal bool Avx512Bfloat16 { get; init; }

    /// <summary>AMX's products of tiles of bfloat16.</summary>
    internal bool AmxBfloat16 { get; init; }

    /// <summary>This machine's processor, or null if it is no x86 one.</summary>
    internal static ProcessorFeatures? Here { get; } = X86Base.IsSupported
        ? Of(X86Base.CpuId, System.Runtime.Intrinsics.X86.Avx.IsSupported, Avx512F.IsSupported)
        : null;

    /// <summary>Reads what CPUID answers (Intel SDM volume 2, CPUID; AMD APM volume 3, appendix E).</summary>
    /// <param name="cpuid">The instruction.</param>
    /// <param name="systemKeepsAvx">Whether the system saves AVX's registers, which CPUID does not tell.</param>
    /// <param name="systemKeepsAvx512">Whether it saves those of AVX-512.</param>
    internal static ProcessorFeatures Of(Cpuid cpuid, bool systemKeepsAvx, bool systemKeepsAvx512)
    {
        (int leaves, int first, int third, int second) = cpuid(0, 0);
        (int signature, _, int c1, _) = cpuid(1, 0);
        (int subleaves, int b7, _, int d7) = leaves >= 7 ? cpuid(7, 0) : default;
        (int a71, _, _, _) = subleaves >= 1 ? cpuid(7, 1) : default;
        int family = (signature >> 8) & 0xF, model = (signature >> 4) & 0xF;
        // F, DQ, CD, BW, VL
        bool avx512 = systemKeepsAvx512 && Has(b7, 16) && Has(b7, 17) && Has(b7, 28) && Has(b7, 30) && Has(b7, 31);
        return new ProcessorFeatures
        {
            Vendor = System.Text.Encoding.ASCII.GetString(MemoryMarshal.AsBytes<int>([first, second, third])),
            Family = family == 15 ? family + ((signature >> 20) & 0xFF) : family,
            Model = family is 6 or 15 ? model + ((signature >> 12) & 0xF0) : model,
            Sse42 = Has(c1, 20),
            Avx = systemKeepsAvx && Has(c1, 28),
            Avx2 = systemKeepsAvx && Has(c1, 12) && Has(b7, 5),
            Avx512 = avx512,
            Avx512Bfloat16 = avx512 && Has(a71, 5),
            AmxBfloat16 = avx512 && Has(a71, 5) && Has(d7, 22) && Has(d7, 24),
        };
    }

    private static bool Has(int register, int bit) => ((register >> bit) & 1) != 0;
}
