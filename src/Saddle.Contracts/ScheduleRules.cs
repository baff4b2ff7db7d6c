using Saddle.Optimizers;

namespace Saddle.Contracts;

/// <summary>What every schedule of learning rates keeps.</summary>
internal static class ScheduleRules
{
    internal static IEnumerable<Rule> Of(LearningRateSchedule schedule) =>
    [
        new("its share is finite and at least 0 from the beginning to the end",
            () => Enumerable.Range(0, 101).Select(k => schedule.Share(k / 100.0))
            .Where(share => !double.IsFinite(share) || share < 0).Select(share => FormattableString.Invariant($"one is {share}"))
                .FirstOrDefault()),
        new(
            "a point of the run always has the same share",
            () => schedule.Share(0.3) == schedule.Share(0.3) ? null : "it has two"),
    ];
}
