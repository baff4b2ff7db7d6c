using System.Buffers.Binary;
using System.Text;
using Saddle.Torch.Kernels;

namespace Saddle.Tests.Torch.Kernels;

/// <summary>The choice as a function of what CPUID answers, for processors that this machine is not.</summary>
public sealed class KernelTableTests
{
    private const string Intel = "GenuineIntel", Amd = "AuthenticAMD";
    private const string Rest = "Sandybridge Nehalem Prescott", Intel2 = "Haswell Zen " + Rest, Amd2 = "Zen Haswell " + Rest;
    private const int Sse42 = 1 << 20, Fma = 1 << 12, Avx = 1 << 28;
    private const int Avx2 = 1 << 5, Avx512F = 1 << 16, Avx512All = Avx512F | 1 << 17 | 1 << 28 | 1 << 30 | 1 << 31;
    private const int Amx = 1 << 22 | 1 << 24, Bfloat16 = 1 << 5;
    private const int V1 = Sse42, V2 = V1 | Avx, V3 = V2 | Fma;

    // Signatures are CPUID's own (leaf 1, EAX); features those of the makers' manuals.
    public static TheoryData<string, string, int, int, int, int, int, string> Processors => new()
    {
        // Model 207, which OpenBLAS 0.3.21 does not know.
        {
            "Emerald Rapids", Intel, 0x000C06F2, V3, Avx2 | Avx512All, Amx, Bfloat16,
            "SapphireRapids Cooperlake SkylakeX " + Intel2
        },
        { "Sapphire Rapids without AMX", Intel, 0x000806F8, V3, Avx2 | Avx512All, 0, Bfloat16, "Cooperlake SkylakeX " + Intel2 },
        { "Cooper Lake", Intel, 0x0005065B, V3, Avx2 | Avx512All, 0, Bfloat16, "Cooperlake SkylakeX " + Intel2 },
        { "Ice Lake server", Intel, 0x000606A6, V3, Avx2 | Avx512All, 0, 0, "SkylakeX " + Intel2 },
        { "Skylake-X", Intel, 0x00050654, V3, Avx2 | Avx512All, 0, 0, "SkylakeX " + Intel2 },
        { "Knights Landing: no BW, DQ and VL", Intel, 0x00050671, V3, Avx2 | Avx512F | 1 << 28, 0, 0, Intel2 },
        { "Alder Lake", Intel, 0x00090672, V3, Avx2, 0, 0, Intel2 },
        { "a model that nobody knows yet", Intel, 0x000F06F0, V3, Avx2, 0, 0, Intel2 },
        { "Haswell", Intel, 0x000306C3, V3, Avx2, 0, 0, Intel2 },
        { "Sandy Bridge", Intel, 0x000206A7, V2, 0, 0, 0, Rest },
        { "Jasper Lake", Intel, 0x000906C0, V1, 0, 0, 0, "Nehalem Prescott" },
        { "Nehalem", Intel, 0x000106A5, V1, 0, 0, 0, "Nehalem Prescott" },
        { "Penryn", Intel, 0x00010676, 0, 0, 0, 0, "" },
        { "Zen 5", Amd, 0x00B00F21, V3, Avx2 | Avx512All, 0, Bfloat16, "Cooperlake SkylakeX " + Amd2 },
        { "Zen 4", Amd, 0x00A10F11, V3, Avx2 | Avx512All, 0, Bfloat16, "Cooperlake SkylakeX " + Amd2 },
        { "Zen 3", Amd, 0x00A00F11, V3, Avx2, 0, 0, Amd2 },
        { "Zen 2", Amd, 0x00830F10, V3, Avx2, 0, 0, Amd2 },
        { "Piledriver", Amd, 0x00600F20, V3, 0, 0, 0, "" },
        { "Hygon Dhyana", "HygonGenuine", 0x00900F02, V3, Avx2, 0, 0, Amd2 },
    };

    [Theory, MemberData(nameof(Processors))]
    public void The_kernels_follow_from_the_features(
        string name, string vendor, int signature, int c1, int b7, int d7, int a71, string expected)
    {
        ProcessorFeatures processor = ProcessorFeatures.Of(Answers(vendor, signature, c1, b7, d7, a71), true, true);
        Assert.True(expected == string.Join(' ', KernelTable.For(processor)), name);
    }

    [Theory]
    [InlineData(0x000C06F2, 6, 207)]
    [InlineData(0x000306C3, 6, 60)]
    [InlineData(0x00A10F11, 25, 17)]
    [InlineData(0x00B00F21, 26, 2)]
    public void Family_and_model_are_put_together_from_their_parts(int signature, int family, int model)
    {
        ProcessorFeatures processor = ProcessorFeatures.Of(Answers(Intel, signature, V3, Avx2, 0, 0), true, true);
        Assert.Equal((Intel, family, model), (processor.Vendor, processor.Family, processor.Model));
    }

    [Fact]
    public void A_system_that_does_not_keep_the_registers_of_AVX512_gets_no_kernel_that_uses_them()
        => Assert.Equal("Haswell", KernelTable.For(ProcessorFeatures.Of(
            Answers(Intel, 0x00050654, V3, Avx2 | Avx512All, Amx, Bfloat16), systemKeepsAvx: true, systemKeepsAvx512: false))[0]);

    [Fact]
    public void A_system_that_does_not_keep_the_registers_of_AVX_gets_no_kernel_that_uses_them()
        => Assert.Equal("Nehalem", KernelTable.For(ProcessorFeatures.Of(
            Answers(Intel, 0x000306C3, V3, Avx2, 0, 0), systemKeepsAvx: false, systemKeepsAvx512: false))[0]);

    [Fact]
    public void A_processor_whose_CPUID_ends_before_leaf_7_is_not_asked_for_it()
    {
        Cpuid answers = Answers(Intel, 0x000106A5, V1, 0, 0, 0);
        ProcessorFeatures processor = ProcessorFeatures.Of(
            (leaf, subleaf) => leaf switch
            {
                0 => answers(0, 0) with { Eax = 6 },
                <= 6 => answers(leaf, subleaf),
                _ => throw new InvalidOperationException($"leaf {leaf} was asked for"),
            },
            true, true);
        Assert.Equal("Nehalem", KernelTable.For(processor)[0]);
    }

    [Fact]
    public void What_is_not_x86_is_left_to_the_library() => Assert.Empty(KernelTable.For(null));

    private static Cpuid Answers(string vendor, int signature, int c1, int b7, int d7, int a71)
        => (leaf, subleaf) => (leaf, subleaf) switch
        {
            (0, _) => (7, Word(vendor, 0), Word(vendor, 8), Word(vendor, 4)),
            (1, _) => (signature, 0, c1, 0),
            (7, 0) => (1, b7, 0, d7),
            (7, 1) => (a71, 0, 0, 0),
            _ => default,
        };

    private static int Word(string vendor, int start)
        => BinaryPrimitives.ReadInt32LittleEndian(Encoding.ASCII.GetBytes(vendor).AsSpan(start));
}
