using Saddle.Components;
using Saddle.Data;
using Saddle.Evaluation;
using Saddle.Learners;
using Saddle.Networks;
using Saddle.Torch;

namespace Saddle.Training;

/// <summary>A generator's samples as a set to be judged. A conditional one is told what samples of the data show.</summary>
/// <param name="learner">What it was trained by.</param>
/// <param name="form">What the data are.</param>
/// <param name="generator">What draws.</param>
/// <param name="data">Where conditions come from, in the form's shape; null where the generator is told nothing.</param>
/// <param name="seed">The same seed draws the same samples.</param>
internal sealed class GeneratedSamples(LearnerChoice learner, DataForm form, Generator generator, DataSet? data, ulong seed)
{
    /// <summary>So many samples.</summary>
    /// <param name="name">What they are called in messages.</param>
    /// <param name="count">How many.</param>
    /// <param name="owned">What is freed with the set, or null.</param>
    internal SampleSet Take(string name, long count, IDisposable? owned = null)
        => new(name, generator.Shape, count, Read, owned) { Classes = form.Classes };

    // Drawn beside whatever else draws: nothing is taken from the default generator of random numbers.
    private Batch Read(long start, int length)
    {
        using DisposeScope scope = torch.NewDisposeScope();
        using GradMode mode = torch.no_grad();
        Batch? given = data?.Read(Seeds.Derive(seed, "conditions"), start, length);
        Condition? condition = given is null ? null : ConditionOf(given, start);
        Tensor samples = generator.Sample(Latents(start, length), condition);
        return new Batch(
            scope.MoveToOuter(samples), condition is ClassCondition labels ? scope.MoveToOuter(labels.Labels.clone()) : null);
    }

    // Of runs from before Philox each batch has a seed of its own.
    private Tensor Latents(long start, int length) => generator.LatentNumbers == LatentNumbers.Philox
        ? generator.Latents(length, unchecked((long)Seeds.Derive(seed, "latents")), start)
        : generator.Latents(length, unchecked((long)Seeds.Derive(seed, "latents", (ulong)start)));

    private Condition? ConditionOf(Batch batch, long start)
    {
        using var fork = new RandomFork();
        torch.manual_seed(Seeds.Derive(seed, "codes", (ulong)start));
        return learner.ConditionOf(batch, form);
    }
}
