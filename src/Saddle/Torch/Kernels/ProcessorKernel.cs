using Saddle.Torch.Interop;

namespace Saddle.Torch.Kernels;

/// <summary>
/// Which of OpenBLAS's kernels multiplies matrices in this process. OpenBLAS itself goes by the processor's model, and a
/// processor newer than itself gets a kernel of 2004, without a word; so Saddle chooses by features when it loads libtorch. It
/// is one kernel for the whole process. Another one computes the same but for rounding: runs remember theirs.
/// </summary>
public static class ProcessorKernel
{
    /// <summary>The environment's variable with which a user chooses; empty, it leaves the choice to OpenBLAS.</summary>
    internal const string Variable = "OPENBLAS_CORETYPE";

    private static volatile KernelRequest s_request = KernelRequest.Best;
    private static volatile KernelChoice? s_choice;

    /// <summary>What this processor can run, the preferred first; OpenBLAS may not have all of them. Loads nothing.</summary>
    public static IReadOnlyList<string> Candidates { get; } = KernelTable.For(ProcessorFeatures.Here);

    /// <summary>The kernel in use, such as <c>Haswell</c>; another matrix library's name. Loads libtorch.</summary>
    public static string Current => torch.kernel;

    /// <summary>Whether <see cref="Current"/> is what OpenBLAS takes of itself, as far as can be told. Loads libtorch.</summary>
    public static bool IsLibrarysOwn
        => s_choice is { Kernel: null } || KernelProbe.LibrarysOwn() is not { } own || KernelChoice.IsSame(own, Current);

    /// <summary>
    /// Asks for a kernel. It counts only before libtorch is loaded, and below the user's <c>OPENBLAS_CORETYPE</c>; where the
    /// processor or OpenBLAS lacks it, the best one is taken. <see cref="Current"/> tells what came of it.
    /// </summary>
    /// <param name="kernel">The kernel, such as <c>Haswell</c>.</param>
    public static void Request(string kernel)
    {
        ArgumentException.ThrowIfNullOrEmpty(kernel);
        s_request = KernelRequest.Named(kernel);
    }

    /// <summary>Leaves the choice to OpenBLAS, as <see cref="Request"/> asks for a kernel.</summary>
    public static void RequestLibrarysOwn() => s_request = KernelRequest.LibrarysOwn;

    /// <summary>Times every kernel that there is, each in a process of its own; the fastest first.</summary>
    /// <param name="threads">How many threads multiply.</param>
    /// <param name="cancellation">Ends the measurement between two kernels.</param>
    public static IReadOnlyList<KernelRate> Measure(int threads, CancellationToken cancellation = default)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(threads);
        var fastest = new Dictionary<string, double>(StringComparer.OrdinalIgnoreCase);
        // In turns: what else the machine does for a moment must not decide.
        for (int round = 0; round < 3; round++)
        {
            foreach (string? kernel in (string?[])[null, .. Candidates])
            {
                cancellation.ThrowIfCancellationRequested();
                if (KernelProbe.Rate(kernel, threads) is { } rate)
                {
                    fastest[rate.Kernel] = Math.Max(rate.OperationsPerSecond, fastest.GetValueOrDefault(rate.Kernel));
                }
            }
        }
        return [.. fastest.OrderByDescending(pair => pair.Value).Select(pair => new KernelRate(pair.Key, pair.Value))];
    }

    /// <summary>Chooses as libtorch is about to be loaded.</summary>
    /// <param name="users">The user's own choice, or null.</param>
    internal static KernelChoice Choose(string? users)
        => s_choice = users is null
            ? KernelChoice.For(s_request, Candidates, KernelProbe.Prove)
            : KernelChoice.OfUser(users, KernelProbe.Prove);
}
