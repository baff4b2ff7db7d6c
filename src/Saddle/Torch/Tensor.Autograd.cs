using Saddle.Torch.Engines;

namespace Saddle.Torch;

/// <content>Automatic differentiation.</content>
public sealed partial class Tensor
{
    /// <summary>Whether gradients with respect to this tensor are recorded. Only leaves can be set.</summary>
    public bool requires_grad
    {
        get
        {
            bool value = Engine.Current.RequiresGrad(Handle);
            GC.KeepAlive(this);
            return value;
        }
        set
        {
            Engine.Current.SetRequiresGrad(Handle, value);
            GC.KeepAlive(this);
        }
    }

    /// <summary>
    /// The accumulated gradient, or null before the first backward pass. What is set here is added to in place, so that
    /// gradients can be made to land in a buffer of the caller's.
    /// </summary>
    public Tensor? grad
    {
        get
        {
            nint result = Engine.Current.GradOf(Handle);
            GC.KeepAlive(this);
            return result == 0 ? null : new Tensor(result);
        }
        set
        {
            Engine.Current.SetGrad(Handle, value?.Handle ?? 0);
            GC.KeepAlive(value);
            GC.KeepAlive(this);
        }
    }

    /// <summary>Sets <see cref="requires_grad"/>.</summary>
    /// <returns>The same tensor.</returns>
    public Tensor requires_grad_(bool value = true)
    {
        requires_grad = value;
        return this;
    }

    /// <summary>The same elements without their history.</summary>
    public Tensor detach() => Operator.Call("detach", this);

    /// <summary>Adds this tensor's gradient with respect to every leaf to the leaf's <see cref="grad"/>.</summary>
    /// <param name="gradient">The gradient of the outcome with respect to this tensor; may be left out for one element.</param>
    /// <param name="retain_graph">Whether the graph can be walked once more.</param>
    /// <param name="create_graph">Whether the gradients get a history of their own (second derivatives).</param>
    public void backward(Tensor? gradient = null, bool retain_graph = false, bool create_graph = false)
    {
        Engine.Current.Backward(Handle, gradient?.Handle ?? 0, retain_graph || create_graph, create_graph);
        GC.KeepAlive(gradient);
        GC.KeepAlive(this);
    }
}
