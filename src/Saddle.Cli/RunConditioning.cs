using Saddle.Conditions;
using Saddle.Learners;
using Saddle.Training;

namespace Saddle.Cli;

/// <summary>What a run's generator is told.</summary>
internal static class RunConditioning
{
    /// <summary>The conditioning of a run; none for learners that know no conditions.</summary>
    internal static Conditioning Conditioning(this Run run) => run.Recipe.Learner is Adversarial game ? game.Conditioning : new Unconditional();
}
