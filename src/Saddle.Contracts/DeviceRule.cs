using Saddle.Torch;

namespace Saddle.Contracts;

/// <summary>
/// What a GPU asks of every part of a training step. It can be told on the processor, by the operators that are called; under the
/// engine torchsharp nobody can look at these, and nothing is found.
/// </summary>
internal static class DeviceRule
{
    internal const string Name = "in a step it reads nothing from the device, and calls only what gives the same bits each time";

    /// <summary>Watches what a part of a step calls.</summary>
    /// <param name="part">Does it.</param>
    /// <param name="mayRead">Whether it says that it reads.</param>
    internal static string? Check(Action part, bool mayRead = false)
    {
        if (!OperatorWatch.IsAvailable)
        {
            return null;
        }
        using var watch = new OperatorWatch();
        part();
        string[] problems =
        [
            .. mayRead ? [] : watch.HostReads.Select(path => $"{path} reads"),
            .. watch.Nondeterministic.Select(path => $"{path} has no fixed order"),
        ];
        return problems.Length == 0 ? null : string.Join("; ", problems);
    }
}
