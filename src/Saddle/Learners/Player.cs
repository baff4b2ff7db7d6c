using Saddle.Layers;
using Saddle.Optimizers;
using Saddle.Torch;

namespace Saddle.Learners;

/// <summary>One side of the game: a network with its flat parameters, its optimiser and what is done to its gradients.</summary>
public sealed class Player : IDisposable
{
    private readonly PlayerChoice _choice;
    private readonly double _learningRate;
    private readonly Tensor? _history;

    /// <summary>Takes a network over: its parameters become one flat buffer.</summary>
    /// <param name="name">What metrics and checkpoints call it.</param>
    /// <param name="network">What learns, on its device.</param>
    /// <param name="optimizer">What updates it.</param>
    /// <param name="choice">What is done to its gradients and learning rate.</param>
    public Player(string name, Module network, OptimizerChoice optimizer, PlayerChoice choice)
    {
        ArgumentNullException.ThrowIfNull(optimizer);
        ArgumentNullException.ThrowIfNull(choice);
        (Name, Network, _choice) = (name, network, choice);
        Parameters = new ParameterVector(network);
        Optimizer = optimizer.Create(Parameters);
        _learningRate = Optimizer.LearningRate;
        if (choice.HistoricalAveraging > 0)
        {
            _history = Parameters.NewBuffer();
        }
    }

    /// <summary>What metrics and checkpoints call it.</summary>
    public string Name { get; }

    /// <summary>What learns.</summary>
    public Module Network { get; }

    /// <summary>Its parameters and gradients, each in one buffer.</summary>
    public ParameterVector Parameters { get; }

    /// <summary>What updates it.</summary>
    public Optimizer Optimizer { get; }

    /// <summary>What decides on the host what a step does, by its name; null where nothing does.</summary>
    internal string? Unrecorded => !Optimizer.HasDeviceForm ? Optimizer.GetType().Name
        : _choice.HistoricalAveraging > 0 ? "historical_averaging" : null;

    /// <summary>Follows a loss downhill by one step.</summary>
    /// <param name="loss">The loss.</param>
    /// <param name="context">The step.</param>
    public Turn Descend(Loss loss, StepContext context)
    {
        Differentiate(loss);
        return Move(loss, context);
    }

    /// <summary>Follows a loss downhill by one step, whose gradient is gathered part by part.</summary>
    internal Turn Descend(IEnumerable<LossPart> parts, StepContext context)
    {
        Parameters.ZeroGradients();
        Loss? sum = null;
        foreach (LossPart part in parts)
        {
            using DisposeScope scope = torch.NewDisposeScope();
            Loss loss = part.Loss();
            if (part.Share < 1)
            {
                loss = loss.Times(part.Share);
            }
            loss.Value.backward();
            sum = loss.PlusWithoutHistory(sum, scope);
        }
        return Move(sum ?? throw new ArgumentException("A batch has at least one part."), context);
    }

    /// <summary>Works the gradient of a loss out, without a step along it.</summary>
    internal void Differentiate(Loss loss)
    {
        ArgumentNullException.ThrowIfNull(loss);
        Parameters.ZeroGradients();
        loss.Value.backward();
    }

    /// <summary>Makes a step along the gradient of a loss.</summary>
    internal Turn Move(Loss loss, StepContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        using GradMode mode = torch.no_grad();
        PullToHistory();
        Tensor norm = Parameters.Gradients.norm();
        if (_choice.GradientClip > 0)
        {
            Parameters.Gradients.mul_(((norm + 1e-12).reciprocal() * _choice.GradientClip).clamp(max: 1));
        }
        context.OnHost(() =>
        {
            Optimizer.LearningRate = _learningRate * _choice.LearningRateShare(context);
            Optimizer.Follow(_choice.Way(context));
        });
        if (context.HasNumbersOnDevice)
        {
            context.OnHost(() => Optimizer.Steps++);
            Optimizer.Step(value => context.Scalar(_ => value()));
        }
        else
        {
            Optimizer.Step();
        }
        return new Turn(Name, loss.Value, norm, loss.Shown);
    }

    /// <summary>Everything of this side that a checkpoint holds.</summary>
    public IEnumerable<(string Name, Tensor Value)> NamedTensors()
    {
        IEnumerable<(string, Tensor)> own = Network.NamedTensors().Select(tensor => ($"{Name}.{tensor.Path}", tensor.Value));
        IEnumerable<(string, Tensor)> moments = Optimizer.State.SelectMany(moment => Parameters.Parts(moment.Value)
            .Select(part => ($"{Name}_optimizer.{moment.Name}.{part.Path}", part.Value)));
        IEnumerable<(string, Tensor)> history = _history is null
            ? []
            : Parameters.Parts(_history).Select(part => ($"{Name}_history.{part.Path}", part.Value));
        return own.Concat(moments).Concat(history);
    }

    /// <summary>Frees the network, its parameters and the optimiser.</summary>
    public void Dispose()
    {
        _history?.Dispose();
        Optimizer.Dispose();
        Parameters.Dispose();
        Network.Dispose();
    }

    // Historical averaging (arXiv:1606.03498, section 3.3): the squared distance to the mean of all past parameters joins the
    // loss.
    private void PullToHistory()
    {
        if (_history is null)
        {
            return;
        }
        Tensor distance = Parameters.Values - _history;
        if (Optimizer.Steps > 0)
        {
            Parameters.Gradients.add_(distance, 2 * _choice.HistoricalAveraging);
        }
        _history.add_(distance, 1.0 / (Optimizer.Steps + 1));
    }
}
