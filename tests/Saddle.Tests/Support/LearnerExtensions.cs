using Saddle.Learners;

namespace Saddle.Tests.Support;

/// <summary>Steps of a learner without a run around it.</summary>
internal static class LearnerExtensions
{
    /// <summary>Makes one step and reads its numbers.</summary>
    internal static IReadOnlyList<(string Name, double Value)> Make(this Learner learner, StepContext context)
    {
        using DisposeScope scope = torch.NewDisposeScope();
        return StepNumbers.Read(learner.Step(context));
    }

    /// <summary>Makes some steps.</summary>
    internal static void Make(this Learner learner, StepContext context, int steps)
    {
        for (int step = 0; step < steps; step++)
        {
            learner.Make(context);
        }
    }
}
