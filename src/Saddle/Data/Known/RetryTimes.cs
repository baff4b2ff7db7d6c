namespace Saddle.Data.Known;

/// <summary>How long a download waits for a server.</summary>
/// <param name="Stall">How long nothing may come before the connection counts as cut.</param>
/// <param name="Pauses">The wait before each further try; tries that bring something do not count.</param>
internal sealed record RetryTimes(TimeSpan Stall, params IReadOnlyList<TimeSpan> Pauses)
{
    /// <summary>What users get.</summary>
    internal static RetryTimes Default { get; } = new(
        TimeSpan.FromSeconds(60), TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(3), TimeSpan.FromSeconds(9));
}
