using Saddle.Torch;

namespace Saddle.Data;

/// <summary>
/// What long work on data may need of its caller: someone to tell, a way to be stopped, and where to compute. Every part is
/// optional.
/// </summary>
public sealed record DataWork
{
    /// <summary>Nobody listens, nobody stops it.</summary>
    public static DataWork Quiet { get; } = new();

    /// <summary>Told now and then how far long work is, on the thread that opens the data.</summary>
    public Action<DataProgress>? Progress { get; init; }

    /// <summary>Told what is allowed but hardly meant: one sentence each, without its full stop.</summary>
    public Action<string>? Warn { get; init; }

    /// <summary>Ends the work; nothing of it is left behind.</summary>
    public CancellationToken Cancellation { get; init; }

    /// <summary>Where features and metrics are computed; opening data takes no notice of it.</summary>
    public Device Device { get; init; } = Device.Cpu;
}
