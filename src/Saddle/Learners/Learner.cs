using Saddle.Layers;
using Saddle.Networks;
using Saddle.Torch;

namespace Saddle.Learners;

/// <summary>One algorithm's state and its training step. <c>Trainer</c> knows nothing else of it.</summary>
public abstract class Learner : IDisposable
{
    /// <summary>What the names of <see cref="Generator"/>'s tensors begin with.</summary>
    internal const string AveragePrefix = "average.";

    /// <summary>What those of the generator of the way back begin with, where there is one.</summary>
    internal const string ReverseAveragePrefix = "reverse_average.";

    /// <summary>What samples are drawn from: the moving average of the generator.</summary>
    public abstract Generator Generator { get; }

    /// <summary>The networks that are trained, by what they are called.</summary>
    public abstract IReadOnlyList<(string Name, Module Network)> Networks { get; }

    /// <summary>Everything that a checkpoint must hold besides the generators of random numbers, by name.</summary>
    public abstract IEnumerable<(string Name, Tensor Value)> NamedTensors();

    /// <summary>The counters that a checkpoint must hold, by name.</summary>
    public abstract IReadOnlyDictionary<string, long> Counters { get; }

    /// <summary>Takes up where a checkpoint left off; tensors are copied by <see cref="NamedTensors"/>.</summary>
    /// <param name="counters">What <see cref="Counters"/> was.</param>
    public abstract void Restore(IReadOnlyDictionary<string, long> counters);

    /// <summary>
    /// Why gradients cannot be gathered over slices of a batch (<see cref="StepContext.MicroBatch"/>) to what they are of the
    /// whole: the name of what looks at all of its samples together; null where they can.
    /// </summary>
    public virtual string? NeedsWholeBatch => "this learner";

    /// <summary>
    /// Why a step cannot be recorded on a GPU and played again: the name of what decides on the host what a step does; null where
    /// it can be.
    /// </summary>
    public virtual string? Unrecorded => "this learner";

    /// <summary>
    /// Which kind of step the next one is: two of one kind do the same with other numbers and samples. Whole numbers decide it.
    /// </summary>
    /// <param name="context">How far the run is.</param>
    protected internal virtual string KindOf(StepContext context) => "";

    /// <summary>Makes one step.</summary>
    /// <param name="context">Where samples come from, and how far the run is; it counts the step.</param>
    /// <returns>The step's numbers by name, scalars on the learner's device; the caller's scope owns them.</returns>
    public IReadOnlyList<(string Name, Tensor Value)> Step(StepContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        using DisposeScope scope = torch.NewDisposeScope();
        IReadOnlyList<(string Name, Tensor Value)> numbers = StepCore(context);
        context.OnHost(() => context.Step++);
        return [.. numbers.Select(number => (number.Name, scope.MoveToOuter(number.Value.detach())))];
    }

    /// <summary>
    /// The algorithm's step; the tensors that it makes are freed after it, but for the numbers. It reads nothing from the device.
    /// </summary>
    /// <param name="context">Where samples come from, and how far the run is.</param>
    /// <returns>The step's numbers by name, scalars.</returns>
    protected abstract IReadOnlyList<(string Name, Tensor Value)> StepCore(StepContext context);

    /// <summary>Frees networks, optimisers and averages.</summary>
    public abstract void Dispose();
}
