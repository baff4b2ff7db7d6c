using Saddle.Torch.Engines;

namespace Saddle.Torch;

/// <summary>
/// Notes which operators run, those inside others and inside backward passes as well: a training step is held by it to what a
/// GPU asks of it. A step that reads a value waits for all that the device was given to do, and cannot be recorded and played
/// again; one that calls what adds in no fixed order gives other bits each time. Meanwhile layers call what they call on a GPU.
/// It watches the whole process and is slow: for tests.
/// </summary>
public sealed class OperatorWatch : IDisposable
{
    private const string ToHost = "saddle::to_host", FromHost = "saddle::from_host";

    // Of all elements at once, the processor's takes the mean as a number first; CUDA's does not.
    private const string ProcessorsVariance = "aten::var.correction > aten::item";

    // What waits for the device: a value that decides what comes next, or the size of a result.
    private static readonly HashSet<string> s_reads =
    [
        "aten::_local_scalar_dense", "aten::is_nonzero", "aten::equal", "aten::nonzero", "aten::argwhere", "aten::masked_select",
        "aten::_unique", "aten::_unique2", "aten::unique_dim", "aten::unique_consecutive", "aten::bincount", "aten::histc",
        "aten::_linalg_check_errors", "aten::_linalg_eigh", "aten::_linalg_svd", "aten::linalg_eig", "aten::linalg_lstsq", ToHost,
        FromHost,
    ];

    // What libtorch refuses on CUDA where it is asked to be deterministic (2.11: at::Context::alertNotDeterministic).
    private static readonly HashSet<string> s_withoutOrder =
    [
        "aten::_adaptive_avg_pool2d_backward", "aten::_adaptive_avg_pool3d_backward", "aten::adaptive_max_pool2d_backward",
        "aten::avg_pool3d_backward", "aten::max_pool2d_with_indices_backward", "aten::max_pool3d_with_indices_backward",
        "aten::fractional_max_pool2d_backward", "aten::fractional_max_pool3d_backward", "aten::max_unpool2d",
        "aten::upsample_linear1d_backward", "aten::upsample_bilinear2d_backward", "aten::_upsample_bilinear2d_aa_backward",
        "aten::upsample_bicubic2d_backward", "aten::_upsample_bicubic2d_aa_backward", "aten::upsample_trilinear3d_backward",
        "aten::reflection_pad1d_backward", "aten::reflection_pad2d_backward", "aten::reflection_pad3d_backward",
        "aten::replication_pad1d_backward", "aten::replication_pad2d_backward", "aten::replication_pad3d_backward",
        "aten::grid_sampler_2d_backward", "aten::grid_sampler_3d_backward", "aten::cumsum", "aten::nll_loss2d_forward",
        "aten::_ctc_loss_backward", "aten::kthvalue", "aten::put_", "aten::scatter_reduce", "aten::index_reduce",
    ];

    private static OperatorWatch? s_current;

    private readonly SortedSet<string> _paths = new(StringComparer.Ordinal);
    private readonly Lock _gate = new();

    /// <summary>Begins to watch.</summary>
    /// <exception cref="InvalidOperationException">Another watches, or the engine cannot.</exception>
    public OperatorWatch()
    {
        if (!IsAvailable || Interlocked.CompareExchange(ref s_current, this, null) is not null)
        {
            throw new InvalidOperationException("One can watch at a time, and only with the engine native.");
        }
        _ = Engine.Current.WatchedOperators();
        Engine.Current.WatchOperators(true);
    }

    /// <summary>Whether the process's engine can be watched: native can.</summary>
    public static bool IsAvailable => Engine.Current.CanWatchOperators;

    /// <summary>
    /// Every operator that ran since the watch began, behind those that it ran in: <c>aten::linear &gt; aten::addmm</c>.
    /// </summary>
    public IReadOnlyList<string> Seen
    {
        get
        {
            lock (_gate)
            {
                _paths.UnionWith(Engine.Current.WatchedOperators());
                return [.. _paths];
            }
        }
    }

    /// <summary>
    /// Those that read from the device, write to it from the host, or have results of a size that values decide.
    /// </summary>
    public IReadOnlyList<string> HostReads => [.. Seen.Where(IsRead)];

    /// <summary>Those that CUDA computes in no fixed order, so that their bits differ from time to time.</summary>
    public IReadOnlyList<string> Nondeterministic => [.. Seen.Where(path => s_withoutOrder.Contains(Plain(Last(path))))];

    /// <summary>Whether anybody watches.</summary>
    internal static bool IsOn => s_current is not null;

    /// <summary>What is done until it is disposed is the host's own business, and not noted.</summary>
    internal static Pause Unwatched() => new(IsOn);

    /// <summary>The host has read the elements of a tensor.</summary>
    internal static void NoteToHost() => s_current?.Note(ToHost);

    /// <summary>The host has made a tensor of elements of its own.</summary>
    internal static void NoteFromHost() => s_current?.Note(FromHost);

    /// <summary>Watches no longer.</summary>
    public void Dispose()
    {
        if (s_current == this)
        {
            Engine.Current.WatchOperators(false);
            s_current = null;
        }
    }

    private void Note(string name)
    {
        lock (_gate)
        {
            if (!Pause.IsOn)
            {
                _paths.Add(name);
            }
        }
    }

    private static string Last(string path) => path[(path.LastIndexOf('>') + 1)..].Trim();

    private static string Plain(string name) => name.IndexOf('.') is > 0 and var dot ? name[..dot] : name;

    // Where it is called at all, samples or weights lie on one device and are wanted on another.
    private static bool IsRead(string path)
        => Last(path) is var name && (name == "aten::to.device" || s_reads.Contains(Plain(name)))
            && !path.Contains(ProcessorsVariance, StringComparison.Ordinal);

    /// <summary>Watching stands still until it is disposed.</summary>
    internal readonly struct Pause : IDisposable
    {
        private readonly bool _isReal;

        internal Pause(bool isReal)
        {
            _isReal = isReal && !IsOn;
            if (_isReal)
            {
                IsOn = true;
                Engine.Current.WatchOperators(false);
            }
        }

        /// <summary>Whether it stands still.</summary>
        internal static bool IsOn { get; private set; }

        public void Dispose()
        {
            if (_isReal)
            {
                Engine.Current.WatchOperators(true);
                IsOn = false;
            }
        }
    }
}
