using Saddle.Graphs;
using Saddle.Torch;

namespace Saddle.Layers;

/// <summary>A module from one tensor to one tensor.</summary>
public abstract class Layer : Module
{
    [ThreadStatic] private static Action<Layer, Tensor, Tensor>? s_observer;

    /// <summary>What a summary calls the layer, with its settings: <c>Conv2d 3 to 64, 4x4, stride 2, padding 1</c>.</summary>
    public abstract string Description { get; }

    /// <summary>Applies the layer.</summary>
    /// <param name="input">What the layer takes; its shape is checked.</param>
    /// <param name="condition">
    /// What the samples are conditioned on, <c>[N, E]</c>, for the layers that look at it; null where there is no condition.
    /// </param>
    /// <exception cref="ArgumentException">The shape does not fit; expected and received are named.</exception>
    public Tensor Forward(Tensor input, Tensor? condition = null)
    {
        ArgumentNullException.ThrowIfNull(input);
        CheckInput(input);
        return Observed(input, ForwardCore(input, condition));
    }

    /// <summary>Applies the layer to what another layer has just made, of whose values nothing else has need.</summary>
    internal Tensor ForwardOver(Tensor input, Tensor? condition)
    {
        CheckInput(input);
        return Observed(input, ForwardOverCore(input, condition));
    }

    /// <summary>Calls an observer after every layer applied on this thread while <paramref name="body"/> runs.</summary>
    internal static void Observe(Action<Layer, Tensor, Tensor> observer, Action body)
    {
        s_observer = observer;
        try
        {
            body();
        }
        finally
        {
            s_observer = null;
        }
    }

    /// <summary>Checks the input's shape; the default accepts any.</summary>
    protected virtual void CheckInput(Tensor input) { }

    /// <summary>The layer's own work.</summary>
    protected abstract Tensor ForwardCore(Tensor input);

    /// <summary>
    /// The layer's own work where there may be a condition: layers that hold others pass it on, most do not look at it.
    /// </summary>
    protected virtual Tensor ForwardCore(Tensor input, Tensor? condition) => ForwardCore(input);

    /// <summary>Writes the layer into a graph, its nodes named after its place in the network.</summary>
    /// <param name="graph">The graph.</param>
    /// <param name="input">What the layer takes.</param>
    /// <param name="condition">What a conditional network is told, or null.</param>
    /// <returns>What the layer computes.</returns>
    /// <exception cref="InputException">It, or a layer in it, cannot be exported.</exception>
    public GraphValue Write(ExportGraph graph, GraphValue input, GraphValue? condition = null)
    {
        ArgumentNullException.ThrowIfNull(graph);
        return graph.Within(this, () => Export(graph, input, condition));
    }

    /// <summary>Writes the layer into a graph, as <see cref="Forward"/> computes it when nothing is trained.</summary>
    /// <param name="graph">The graph; layers within are written by <see cref="Write"/>.</param>
    /// <param name="input">What the layer takes.</param>
    /// <param name="condition">What a conditional network is told, or null.</param>
    /// <returns>What the layer computes.</returns>
    /// <exception cref="InputException">It cannot be exported.</exception>
    protected internal virtual GraphValue Export(ExportGraph graph, GraphValue input, GraphValue? condition)
    {
        ArgumentNullException.ThrowIfNull(graph);
        throw graph.Refusal(this, "it does not say how; a layer of an extension overrides Export");
    }

    /// <summary>The layer's own work where it may write its output over its input.</summary>
    private protected virtual Tensor ForwardOverCore(Tensor input, Tensor? condition) => ForwardCore(input, condition);

    private Tensor Observed(Tensor input, Tensor output)
    {
        s_observer?.Invoke(this, input, output);
        return output;
    }

    /// <summary>Throws unless the input is images, of any channels and sides.</summary>
    protected void RequireImages(Tensor input)
    {
        if (input.dim() != 4)
        {
            throw new ArgumentException($"{GetType().Name} expects [N, C, H, W], but received {Tensor.ShapeText(input.shape)}.");
        }
    }

    /// <summary>Throws unless the input has this many dimensions and this many channels in dimension 1.</summary>
    protected void RequireChannels(Tensor input, int dimensions, long channels, string form)
    {
        if (input.dim() != dimensions || input.size(1) != channels)
        {
            throw new ArgumentException(
                $"{GetType().Name} expects {form} with {channels} channels, but received {Tensor.ShapeText(input.shape)}.");
        }
    }
}
