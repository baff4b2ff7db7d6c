using Saddle.Torch;

namespace Saddle.Layers;

/// <summary>A node of a network: its parameters, buffers and children, each with a name. Networks are trees of these.</summary>
public abstract class Module : IDisposable
{
    private readonly List<Parameter> _parameters = [];
    private readonly List<(string Name, Tensor Value)> _buffers = [];
    private readonly List<(string Name, Module Module)> _children = [];

    /// <summary>Whether the module is being trained: batch normalisation and dropout ask. True at first.</summary>
    public bool Training { get; private set; } = true;

    /// <summary>
    /// Whether what it makes of a sample in training depends on the others of the batch, or on how often it was used before.
    /// </summary>
    public virtual bool NeedsWholeBatch => false;

    /// <summary>The modules inside, in the order of use.</summary>
    public IReadOnlyList<(string Name, Module Module)> Children => _children;

    internal IReadOnlyList<Parameter> OwnParameters => _parameters;

    /// <summary>Every parameter of the tree with its path, as in <c>main.0.weight</c>.</summary>
    public IEnumerable<(string Path, Parameter Parameter)> NamedParameters()
        => Walk().SelectMany(node => node.Module._parameters.Select(p => (node.Path + p.Name, p)));

    /// <summary>Every buffer of the tree with its path: state that is saved but not trained, such as running means.</summary>
    public IEnumerable<(string Path, Tensor Value)> NamedBuffers()
        => Walk().SelectMany(node => node.Module._buffers.Select(b => (node.Path + b.Name, b.Value)));

    /// <summary>Every parameter and buffer of the tree with its path: what a checkpoint holds.</summary>
    public IEnumerable<(string Path, Tensor Value)> NamedTensors()
        => NamedParameters().Select(p => (p.Path, p.Parameter.Value)).Concat(NamedBuffers());

    /// <summary>This module and all below it, parents first.</summary>
    public IEnumerable<Module> Modules() => Walk().Select(node => node.Module);

    /// <summary>This module and all below it with their paths, which end with a dot.</summary>
    internal IEnumerable<(string Path, Module Module)> NamedModules() => Walk();

    /// <summary>
    /// The tensors in use after training by the names that PyTorch gives them, as the <c>state_dict</c> of its equivalent module:
    /// what training alone needs is worked out. Modules override it whose names or tensors differ from PyTorch's.
    /// </summary>
    /// <returns>Names with their tensors, new ones or the module's own.</returns>
    protected internal virtual IEnumerable<(string Name, Tensor Value)> StateDict()
        => OwnStateDict().Concat(Children.SelectMany(child => StateDict(child.Name, child.Module)));

    /// <summary>The module's own parameters and buffers by their names.</summary>
    private protected IEnumerable<(string Name, Tensor Value)> OwnStateDict()
        => _parameters.Select(parameter => (parameter.Name, parameter.Value)).Concat(_buffers);

    /// <summary>A child's tensors below a name.</summary>
    private protected static IEnumerable<(string Name, Tensor Value)> StateDict(string name, Module child)
        => child.StateDict().Select(tensor => ($"{name}.{tensor.Name}", tensor.Value));

    /// <summary>The number of trained elements.</summary>
    public long ParameterCount => NamedParameters().Sum(p => p.Parameter.Value.numel());

    /// <summary>Sets <see cref="Training"/> in the whole tree.</summary>
    public void Train(bool training = true)
    {
        foreach (Module module in Modules())
        {
            module.Training = training;
        }
    }

    /// <summary>Sets whether gradients with respect to the parameters are recorded.</summary>
    public void RequiresGrad(bool value)
    {
        foreach ((_, Parameter parameter) in NamedParameters())
        {
            parameter.Value.requires_grad = value;
        }
    }

    /// <summary>Moves every parameter and buffer to a device. Call it before an optimiser is made.</summary>
    public void To(Device device) => Convert(tensor => tensor.to(device));

    /// <summary>Converts every parameter and buffer to an element type. Call it before an optimiser is made.</summary>
    public void To(ScalarType type) => Convert(tensor => tensor.to(type));

    /// <summary>Copies parameters and buffers by their paths.</summary>
    /// <param name="tensors">A tensor for every path of <see cref="NamedTensors"/>; others are ignored.</param>
    /// <exception cref="InputException">A tensor is missing or has another shape; all such are named.</exception>
    public void Load(IReadOnlyDictionary<string, Tensor> tensors)
    {
        ArgumentNullException.ThrowIfNull(tensors);
        var problems = new List<string>();
        foreach ((string path, Tensor value) in NamedTensors())
        {
            if (!tensors.TryGetValue(path, out Tensor? source))
            {
                problems.Add($"{path} is missing");
            }
            else if (!source.shape.SequenceEqual(value.shape))
            {
                problems.Add($"{path} should be {Tensor.ShapeText(value.shape)} but is {Tensor.ShapeText(source.shape)}");
            }
        }
        if (problems.Count > 0)
        {
            throw new InputException("The tensors do not fit the network: " + string.Join("; ", problems) + ".");
        }
        using DisposeScope scope = torch.NewDisposeScope();
        using GradMode mode = torch.no_grad();
        foreach ((string path, Tensor value) in NamedTensors())
        {
            value.copy_(tensors[path]);
        }
    }

    /// <summary>Frees every parameter and buffer of the tree.</summary>
    public virtual void Dispose()
    {
        foreach ((_, Tensor tensor) in NamedTensors().ToList())
        {
            tensor.Dispose();
        }
        GC.SuppressFinalize(this);
    }

    /// <summary>Registers a trained tensor.</summary>
    protected Parameter AddParameter(string name, Tensor value)
    {
        ArgumentNullException.ThrowIfNull(value);
        var parameter = new Parameter(name, value);
        _parameters.Add(parameter);
        return parameter;
    }

    /// <summary>
    /// Registers a tensor that is saved but not trained. Read it back with <see cref="Buffer"/>: moving replaces it.
    /// </summary>
    protected void AddBuffer(string name, Tensor value)
    {
        ArgumentNullException.ThrowIfNull(value);
        _buffers.Add((name, value.DetachFromScope()));
    }

    /// <summary>The buffer of that name.</summary>
    protected Tensor Buffer(string name) => _buffers.First(buffer => buffer.Name == name).Value;

    /// <summary>Registers a module inside this one.</summary>
    protected T AddChild<T>(string name, T module) where T : Module
    {
        _children.Add((name, module));
        return module;
    }

    private void Convert(Func<Tensor, Tensor> convert)
    {
        using DisposeScope scope = torch.NewDisposeScope();
        using GradMode mode = torch.no_grad();
        foreach (Module module in Modules())
        {
            foreach (Parameter parameter in module._parameters)
            {
                parameter.Replace(convert(parameter.Value).detach());
                parameter.Value.requires_grad = true;
            }
            for (int k = 0; k < module._buffers.Count; k++)
            {
                (string name, Tensor before) = module._buffers[k];
                Tensor moved = convert(before).DetachFromScope();
                before.Dispose();
                module._buffers[k] = (name, moved);
            }
        }
    }

    private IEnumerable<(string Path, Module Module)> Walk(string path = "")
    {
        yield return (path, this);
        foreach ((string name, Module child) in _children)
        {
            foreach ((string, Module) below in child.Walk($"{path}{name}."))
            {
                yield return below;
            }
        }
    }
}
