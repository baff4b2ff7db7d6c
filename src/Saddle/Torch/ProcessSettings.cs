using Saddle.Torch.Kernels;

namespace Saddle.Torch;

/// <summary>
/// Every choice that counts for the whole process. They are the program's to make: the command line applies the defaults, another
/// program may, best before its first tensor. One that does not keeps libtorch's own allocator; the best kernel and idle threads
/// that sleep it has all the same, for they leave no trace outside of the libraries themselves.
/// </summary>
public sealed record ProcessSettings
{
    private static readonly Lock s_gate = new();
    private static ProcessSettings? s_applied;
    private static Engines.Engine? s_engine;

    /// <summary>
    /// Whether libtorch takes tensors of a mebibyte and more from a pool that uses freed memory again: a step takes less.
    /// It becomes the allocator of everything in the process that uses the same libtorch. Only on Linux; true by default.
    /// </summary>
    public bool MemoryPool { get; init; } = true;

    /// <summary>
    /// Whether idle threads of OpenMP and OpenBLAS soon sleep instead of spinning against each other; true by default.
    /// <c>GOMP_SPINCOUNT</c> and <c>OPENBLAS_THREAD_TIMEOUT</c> win.
    /// </summary>
    public bool IdleThreadsSleep { get; init; } = true;

    /// <summary>
    /// OpenBLAS's kernel, such as <c>Haswell</c>; null, the default, for the best that the processor's features allow.
    /// <c>OPENBLAS_CORETYPE</c> wins, and a run that is resumed before libtorch is loaded asks for its own.
    /// </summary>
    public string? Kernel { get; init; }

    /// <summary>
    /// Which engine computes: <see cref="EngineName.Auto"/>, the default, for <c>SADDLE_ENGINE</c>'s or else the best that is
    /// there.
    /// </summary>
    public EngineName Engine { get; init; }

    /// <summary>The engines' names, as they are typed, in the order of <see cref="EngineName"/>.</summary>
    public static IReadOnlyList<string> EngineNames { get; } = ["auto", "native", "torchsharp"];

    /// <summary>Whether large tensors come from the pool in this process. Loads libtorch.</summary>
    public static bool HasMemoryPool => Engines.Engine.Current.HasMemoryPool;

    /// <summary>What the program has chosen, or null.</summary>
    internal static ProcessSettings? Applied => s_applied;

    /// <summary>Whether idle threads are to sleep when libtorch is loaded.</summary>
    internal static bool QuietsIdleThreads => s_applied?.IdleThreadsSleep ?? true;

    /// <summary>Makes the choices. Loads nothing; what needs libtorch is done when that is loaded, or now if it is.</summary>
    /// <exception cref="InvalidOperationException">
    /// libtorch is loaded, and so the engine, the kernel and its threads are chosen.
    /// </exception>
    public void Apply()
    {
        lock (s_gate)
        {
            bool isOther = Kernel is not null || !IdleThreadsSleep || (Engine is not EngineName.Auto && Engine != s_engine?.Name);
            if (torch.is_loaded && isOther)
            {
                throw new InvalidOperationException(
                    "libtorch is loaded already: apply an engine, a kernel, or idle threads that do not sleep, before the first "
                    + "tensor.");
            }
            if (Kernel is { } kernel)
            {
                ProcessorKernel.Request(kernel);
            }
            s_applied = this;
            UsePool();
        }
    }

    /// <summary>Told when libtorch has been loaded and fits.</summary>
    internal static void Loaded(Engines.Engine engine)
    {
        lock (s_gate)
        {
            s_engine = engine;
            UsePool();
        }
    }

    private static void UsePool()
    {
        if (s_applied is { MemoryPool: true })
        {
            s_engine?.UseMemoryPool();
        }
    }
}
