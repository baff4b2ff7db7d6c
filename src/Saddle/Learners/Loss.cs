using Saddle.Torch;

namespace Saddle.Learners;

/// <summary>What a player follows downhill.</summary>
/// <param name="Value">A scalar with history.</param>
public sealed record Loss(Tensor Value)
{
    /// <summary>What the metrics show beside it: scalars by name.</summary>
    public IReadOnlyList<(string Name, Tensor Value)> Shown { get; init; } = [];

    /// <summary>A share of it, and of what is shown.</summary>
    internal Loss Times(double share)
        => new(Value * share) { Shown = [.. Shown.Select(shown => (shown.Name, shown.Value * share))] };

    /// <summary>The sum with what came before, without history, in the scope around the one that this was made in.</summary>
    internal Loss PlusWithoutHistory(Loss? before, DisposeScope scope)
    {
        Tensor Sum(Tensor own, Tensor? other)
            => scope.MoveToOuter(other is null ? own.detach() : own.detach() + other);
        return new Loss(Sum(Value, before?.Value))
        {
            Shown = [.. Shown.Select((shown, k) => (shown.Name, Sum(shown.Value, before?.Shown[k].Value)))],
        };
    }
}
