namespace Saddle.Torch.Kernels;

/// <summary>The kernel that the library is told to take.</summary>
/// <param name="Kernel">Its name; null for whatever the library takes of itself.</param>
/// <param name="IsProven">Whether it was seen to multiply rightly.</param>
internal sealed record KernelChoice(string? Kernel, bool IsProven)
{
    private static readonly KernelChoice s_own = new(null, IsProven: false);

    /// <summary>Chooses.</summary>
    /// <param name="request">What is wanted.</param>
    /// <param name="candidates">What the processor can run, the preferred first.</param>
    /// <param name="prove">Tries a kernel.</param>
    internal static KernelChoice For(KernelRequest request, IReadOnlyList<string> candidates, Func<string, KernelVerdict> prove)
    {
        if (request.IsLibrarysOwn)
        {
            return s_own;
        }
        // A kernel that is asked for need not be in our table: the library may have taken it of itself.
        IEnumerable<string> order = request.Kernel is { } wanted
            ? [wanted, .. candidates.Where(name => !IsSame(name, wanted))]
            : candidates;
        foreach (string name in order)
        {
            switch (prove(name))
            {
                case KernelVerdict.Right:
                    return new KernelChoice(name, IsProven: true);
                // Then the table has the last word, and only on what no library misunderstands.
                case KernelVerdict.Unknown
                    when candidates.Contains(name) && (name == request.Kernel || KernelTable.IsKnownEverywhere(name)):
                    return new KernelChoice(name, IsProven: false);
                case KernelVerdict.Meaningless:
                    return s_own;
            }
        }
        return s_own;
    }

    /// <summary>The user's own choice, which wins.</summary>
    /// <param name="kernel">Its name; empty for whatever the library takes of itself.</param>
    /// <param name="prove">Tries a kernel.</param>
    /// <exception cref="TorchUnavailableException">The processor cannot run it: the process would end without a word.</exception>
    internal static KernelChoice OfUser(string kernel, Func<string, KernelVerdict> prove)
        => kernel.Length == 0 ? s_own : prove(kernel) switch
        {
            KernelVerdict.Wrong => throw new TorchUnavailableException(
                $"{ProcessorKernel.Variable}={kernel}: this kernel of OpenBLAS does not work on this processor; " +
                "unset the variable, or name another."),
            var verdict => new KernelChoice(kernel, verdict == KernelVerdict.Right),
        };

    /// <summary>Whether two names mean one kernel.</summary>
    internal static bool IsSame(string one, string other) => string.Equals(one, other, StringComparison.OrdinalIgnoreCase);
}
