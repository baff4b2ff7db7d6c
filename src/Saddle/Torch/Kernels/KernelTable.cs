namespace Saddle.Torch.Kernels;

/// <summary>Which of OpenBLAS's kernels a processor can run. Their names are the values of <c>OPENBLAS_CORETYPE</c>.</summary>
internal static class KernelTable
{
    // 0.3.21 has the second, but takes it only of itself; the first came later.
    private static readonly string[] s_notEverywhere = ["SapphireRapids", "Cooperlake"];

    /// <summary>
    /// The kernels, the one to prefer first: the newest that its features allow. None where the library's own choice is to be
    /// trusted: on processors that are older than every OpenBLAS, and on those that are not x86.
    /// </summary>
    internal static IReadOnlyList<string> For(ProcessorFeatures? processor)
    {
        if (processor is not { Sse42: true })
        {
            return [];
        }
        bool isAmd = processor.Vendor is "AuthenticAMD" or "HygonGenuine";
        // Bulldozer and its like have kernels of their own.
        if (isAmd && processor.Family < 0x17)
        {
            return [];
        }
        var names = new List<string>();
        if (processor.AmxBfloat16)
        {
            names.Add("SapphireRapids");
        }
        if (processor.Avx512Bfloat16)
        {
            names.Add("Cooperlake");
        }
        if (processor.Avx512)
        {
            names.Add("SkylakeX");
        }
        if (processor.Avx2)
        {
            // The same code, split into other blocks.
            names.AddRange(isAmd ? ["Zen", "Haswell"] : ["Haswell", "Zen"]);
        }
        if (processor.Avx)
        {
            names.Add("Sandybridge");
        }
        names.AddRange(["Nehalem", "Prescott"]);
        return names;
    }

    /// <summary>Whether every OpenBLAS since 0.3.0 can be told to take a kernel; one that cannot makes its own choice.</summary>
    internal static bool IsKnownEverywhere(string kernel) => !s_notEverywhere.Contains(kernel, StringComparer.OrdinalIgnoreCase);
}
