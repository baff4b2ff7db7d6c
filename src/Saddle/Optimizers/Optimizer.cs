using Saddle.Torch;

namespace Saddle.Optimizers;

/// <summary>Updates a network's parameters from their gradients. Values and state agree with PyTorch's optimisers.</summary>
public abstract class Optimizer : IDisposable
{
    private readonly List<(string Name, Tensor Value)> _state = [];

    /// <summary>Creates the optimiser.</summary>
    /// <param name="parameters">What is optimised.</param>
    /// <param name="learningRate">The size of a step, at least 0.</param>
    protected Optimizer(ParameterVector parameters, double learningRate)
    {
        ArgumentNullException.ThrowIfNull(parameters);
        ArgumentOutOfRangeException.ThrowIfNegative(learningRate);
        (Parameters, LearningRate) = (parameters, learningRate);
    }

    /// <summary>What is optimised.</summary>
    public ParameterVector Parameters { get; }

    /// <summary>The size of a step; may change between steps.</summary>
    public double LearningRate { get; set; }

    /// <summary>How many steps were made; set when a run resumes.</summary>
    public long Steps { get; set; }

    /// <summary>The moments, each of the parameters' flat layout, by name.</summary>
    public IReadOnlyList<(string Name, Tensor Value)> State => _state;

    /// <summary>Makes one step along the gradients that lie in the parameters' buffer.</summary>
    public void Step()
    {
        using DisposeScope scope = torch.NewDisposeScope();
        using GradMode mode = torch.no_grad();
        Steps++;
        StepCore(Parameters.Values, Parameters.Gradients);
    }

    /// <summary>
    /// Makes the same step by numbers on the device; the step itself is counted by whoever asks for it, since where it is played
    /// again nothing here runs.
    /// </summary>
    internal void Step(DeviceNumber number)
    {
        using DisposeScope scope = torch.NewDisposeScope();
        using GradMode mode = torch.no_grad();
        StepCore(Parameters.Values, Parameters.Gradients, number);
    }

    /// <summary>
    /// Whether the step has a form whose numbers (the learning rate, corrections) lie on the device, so that it can be recorded.
    /// </summary>
    public virtual bool HasDeviceForm => false;

    /// <summary>Brings what changes over a run besides the learning rate to where its schedule is.</summary>
    /// <param name="way">How much of its way the schedule has gone, from 0 to 1.</param>
    public virtual void Follow(double way) { }

    /// <summary>The update itself.</summary>
    /// <param name="values">The parameters, <c>[P]</c>, changed in place.</param>
    /// <param name="gradients">Their gradients, <c>[P]</c>.</param>
    protected abstract void StepCore(Tensor values, Tensor gradients);

    /// <summary>The update with what changes from step to step as scalars on the device.</summary>
    /// <param name="values">The parameters, <c>[P]</c>, changed in place.</param>
    /// <param name="gradients">Their gradients, <c>[P]</c>.</param>
    /// <param name="number">Brings a number to the device.</param>
    protected virtual void StepCore(Tensor values, Tensor gradients, DeviceNumber number) => StepCore(values, gradients);

    /// <summary>Frees the moments.</summary>
    public void Dispose()
    {
        _state.ForEach(entry => entry.Value.Dispose());
        GC.SuppressFinalize(this);
    }

    /// <summary>A buffer of the parameters' flat layout, zeros at first, that a checkpoint holds under a name.</summary>
    protected Tensor AddState(string name)
    {
        Tensor buffer = Parameters.NewBuffer();
        _state.Add((name, buffer));
        return buffer;
    }
}
