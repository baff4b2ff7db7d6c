using System.Globalization;
using Saddle.Torch;

namespace Saddle.Graphs;

/// <summary>
/// A graph of ONNX operators (opset 17) that grows as a network's modules write themselves into it. Constants are folded: what a
/// module works out of its parameters it works out here, once, and what is left of training is nothing.
/// </summary>
/// <remarks>
/// A value's first dimension is the batch, whose size is not known; in a shape 0 stands for what the input has in that place.
/// </remarks>
public sealed partial class ExportGraph
{
    /// <summary>The version of ONNX's operators that are used.</summary>
    public const int Opset = 17;

    private readonly Dictionary<object, string> _paths;
    private readonly Dictionary<string, int> _names = new(StringComparer.Ordinal);
    private readonly Dictionary<string, GraphConstant> _constants = new(StringComparer.Ordinal);
    private readonly List<GraphNode> _nodes = [];
    private readonly List<GraphInput> _inputs = [];
    private readonly List<GraphInput> _outputs = [];
    private string _path = "";

    /// <summary>Begins a graph.</summary>
    /// <param name="modules">The modules of the network with their paths in it, which name the nodes.</param>
    /// <param name="half">Whether it computes with numbers of 16 bits; its inputs and outputs have 32 all the same.</param>
    internal ExportGraph(IEnumerable<(string Path, object Module)> modules, bool half = false)
    {
        IsHalf = half;
        _paths = modules.GroupBy(pair => pair.Module).ToDictionary(
            group => group.Key, group => group.First().Path.TrimEnd('.'), ReferenceEqualityComparer.Instance);
    }

    /// <summary>Whether numbers have 16 bits and not 32.</summary>
    internal bool IsHalf { get; }

    /// <summary>How many latent codes there are of each kind, and the values of a categorical one; null without such.</summary>
    internal (int Categorical, int Values, int Continuous)? Codes { get; set; }

    /// <summary>Of what the sides of an input picture are made a multiple.</summary>
    internal int Multiple { get; set; } = 1;

    internal IReadOnlyList<GraphNode> Nodes => _nodes;
    internal IReadOnlyList<GraphInput> Inputs => _inputs;
    internal IReadOnlyList<GraphInput> Outputs => _outputs;

    /// <summary>The constants that some node takes, in the order in which they are taken.</summary>
    internal IEnumerable<GraphConstant> Constants
        => _nodes.SelectMany(node => node.Inputs).Distinct().Where(_constants.ContainsKey).Select(name => _constants[name]);

    /// <summary>Ends it: what can be folded is, and nothing is added from then on.</summary>
    internal void Finish()
    {
        List<GraphNode> nodes = PixelProducts.Of(this, AffineFolding.Of(this));
        _nodes.Clear();
        _nodes.AddRange(nodes);
    }

    /// <summary>Declares an input.</summary>
    /// <param name="name">Its name, one of the project's words.</param>
    /// <param name="type">Of what its elements are.</param>
    /// <param name="shape">
    /// Its dimensions after the batch: a number where it is fixed, a name where it is not.
    /// </param>
    public GraphValue Input(string name, GraphType type, params IReadOnlyList<object> shape)
    {
        _inputs.Add(new GraphInput(name, type, ["N", .. shape]));
        _names[name] = 1;
        var input = new GraphValue(name);
        return IsHalf && type == GraphType.Numbers ? ToNumbers(input) : input;
    }

    /// <summary>Declares an output.</summary>
    internal void Output(string name, GraphType type, GraphValue value, params IReadOnlyList<object> shape)
    {
        _names[name] = 1;
        _nodes.Add(IsHalf && type == GraphType.Numbers
            ? new GraphNode("Cast", [value.Name], [name], [("to", Float32Type)])
            : new GraphNode("Identity", [value.Name], [name], []));
        _outputs.Add(new GraphInput(name, type, ["N", .. shape]));
    }

    /// <summary>Names the nodes that are written meanwhile after a module.</summary>
    internal T Within<T>(object module, Func<T> write)
    {
        string before = _path;
        _path = _paths.GetValueOrDefault(module, before);
        try
        {
            return write();
        }
        finally
        {
            _path = before;
        }
    }

    /// <summary>Says that a module cannot be exported.</summary>
    /// <param name="module">The module.</param>
    /// <param name="remedy">What would do, a sentence's second half.</param>
    public InputException Refusal(object module, string remedy)
    {
        ArgumentNullException.ThrowIfNull(module);
        string path = _paths.GetValueOrDefault(module, _path);
        return new InputException(
            $"{(path.Length == 0 ? "the network" : path)} ({module.GetType().Name}) cannot be exported to ONNX: {remedy}.");
    }

    /// <summary>Adds an operator with one result.</summary>
    /// <param name="name">ONNX's name of it.</param>
    /// <param name="inputs">What it takes.</param>
    /// <param name="attributes">
    /// Its settings: <see cref="long"/>, <see cref="double"/>, <see cref="string"/>, or <c>long[]</c>.
    /// </param>
    public GraphValue Node(string name, IReadOnlyList<GraphValue> inputs, params IReadOnlyList<(string, object)> attributes)
        => Results(name, 1, inputs, attributes)[0];

    /// <summary>Adds an operator with several results.</summary>
    /// <param name="name">ONNX's name of it.</param>
    /// <param name="results">How many.</param>
    /// <param name="inputs">What it takes.</param>
    /// <param name="attributes">Its settings, as in <see cref="Node"/>.</param>
    public IReadOnlyList<GraphValue> Results(
        string name, int results, IReadOnlyList<GraphValue> inputs, params IReadOnlyList<(string, object)> attributes)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        string[] outputs = [.. Enumerable.Range(0, results).Select(_ => Fresh(name))];
        _nodes.Add(new GraphNode(name, [.. inputs.Select(input => input.Name)], outputs, attributes));
        return [.. outputs.Select(output => new GraphValue(output))];
    }

    /// <summary>Stores a tensor.</summary>
    /// <param name="value">Numbers of any shape; whole ones stay whole.</param>
    /// <param name="name">What it is called, such as the parameter's name.</param>
    public GraphValue Constant(Tensor value, string name = "constant")
    {
        ArgumentNullException.ThrowIfNull(value);
        using DisposeScope scope = torch.NewDisposeScope();
        Tensor plain = value.detach().cpu().contiguous();
        return plain.dtype == ScalarType.Int64
            ? Add(new GraphConstant(Fresh(name), plain.shape.ToArray()) { Integers = plain.ToArray<long>() })
            : Add(new GraphConstant(Fresh(name), plain.shape.ToArray())
            {
                Numbers = plain.to(ScalarType.Float32).ToArray<float>(),
            });
    }

    /// <summary>Stores one number.</summary>
    public GraphValue Constant(double value) => Add(new GraphConstant(Fresh("number"), []) { Numbers = [(float)value] });

    /// <summary>Stores a list of whole numbers, <c>[K]</c>.</summary>
    public GraphValue Integers(params long[] values)
    {
        ArgumentNullException.ThrowIfNull(values);
        return Add(new GraphConstant(Fresh("integers"), [values.Length]) { Integers = values });
    }

    internal GraphConstant? ConstantOf(string name) => _constants.GetValueOrDefault(name);

    private GraphValue Add(GraphConstant constant)
    {
        _constants[constant.Name] = constant;
        return new GraphValue(constant.Name);
    }

    private string Fresh(string name)
    {
        string stem = _path.Length == 0 ? name : $"{_path}.{name}";
        int count = _names[stem] = _names.GetValueOrDefault(stem) + 1;
        return count == 1 ? stem : string.Create(CultureInfo.InvariantCulture, $"{stem}_{count}");
    }
}
