using Saddle.Torch;

namespace Saddle.Training;

/// <summary>Steps of a run that were computed alike, and so a part of it that can be repeated bit for bit.</summary>
/// <param name="FromStep">How many steps were made when it began.</param>
/// <param name="Kernel">OpenBLAS's kernel, or the matrix library's name: see <see cref="torch.kernel"/>.</param>
/// <param name="Capability">The instructions of libtorch's own loops: see <see cref="torch.cpu_capability"/>.</param>
/// <param name="Threads">How many threads an operator used.</param>
internal sealed record Stretch(long FromStep, string Kernel, string Capability, int Threads)
{
    /// <summary>The engine's name; null from before there was more than one.</summary>
    public string? Engine { get; init; }

    /// <summary>libtorch's version; null from before it was noted.</summary>
    public string? Libtorch { get; init; }

    /// <summary>The device, such as <c>cpu</c>; null from before it was noted.</summary>
    public string? Device { get; init; }

    /// <summary>The one that this process computes, from a step on.</summary>
    internal static Stretch Here(long fromStep, Device device)
        => new(fromStep, torch.kernel, torch.cpu_capability, torch.get_num_threads())
        {
            Engine = torch.engine,
            Libtorch = torch.version,
            Device = device.ToString(),
        };

    /// <summary>Adds a stretch to those before it, unless it goes on as the last of them did.</summary>
    internal static IReadOnlyList<Stretch> Append(IReadOnlyList<Stretch> before, Stretch next)
        => before is [.., var last] && next.ChangesFrom(last).Length == 0
            ? before
            : [.. before.Where(stretch => stretch.FromStep < next.FromStep), next];

    /// <summary>What differs from another, such as <c>kernel Haswell instead of Zen</c>; empty if nothing does.</summary>
    internal string ChangesFrom(Stretch before)
    {
        var changes = new List<string>();
        if (before.Engine is not null && Engine != before.Engine)
        {
            changes.Add($"engine {Engine} instead of {before.Engine}");
        }
        if (before.Libtorch is not null && Libtorch != before.Libtorch)
        {
            changes.Add($"libtorch {Libtorch} instead of {before.Libtorch}");
        }
        if (before.Device is not null && Device != before.Device)
        {
            changes.Add($"device {Device} instead of {before.Device}");
        }
        if (Kernel != before.Kernel)
        {
            changes.Add($"kernel {Kernel} instead of {before.Kernel}");
        }
        if (Capability != before.Capability)
        {
            changes.Add($"libtorch's own {Capability} instead of {before.Capability}");
        }
        if (Threads != before.Threads)
        {
            changes.Add($"{Threads} {(Threads == 1 ? "thread" : "threads")} instead of {before.Threads}");
        }
        return string.Join(", ", changes);
    }
}
