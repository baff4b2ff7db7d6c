namespace Saddle.Graphs;

/// <summary>
/// Puts the scale and the shift of each channel into the weights of what comes before, where only they take what that computes:
/// a normalisation after a convolution then costs nothing. Elsewhere they become a product and a sum.
/// </summary>
internal sealed class AffineFolding
{
    /// <summary>The node that stands for a scale and a shift until the graph is whole.</summary>
    internal const string Operator = "Affine";

    private readonly ExportGraph _graph;
    private readonly Dictionary<string, int> _uses;
    private readonly Dictionary<string, GraphNode> _makers = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _renamed = new(StringComparer.Ordinal);
    private readonly List<GraphNode> _nodes = [];

    private AffineFolding(ExportGraph graph)
    {
        _graph = graph;
        _uses = graph.Nodes.SelectMany(node => node.Inputs).CountBy(name => name).ToDictionary();
    }

    /// <summary>The graph's nodes with no such node left.</summary>
    internal static List<GraphNode> Of(ExportGraph graph)
    {
        var folding = new AffineFolding(graph);
        foreach (GraphNode node in graph.Nodes)
        {
            folding.Take(node);
        }
        return folding._nodes;
    }

    private void Take(GraphNode node)
    {
        for (int k = 0; k < node.Inputs.Count; k++)
        {
            node.Inputs[k] = _renamed.GetValueOrDefault(node.Inputs[k], node.Inputs[k]);
        }
        if (node.Operator == Operator)
        {
            Fold(node);
        }
        else
        {
            Add(node);
        }
    }

    private void Add(GraphNode node)
    {
        _nodes.Add(node);
        foreach (string output in node.Outputs)
        {
            _makers[output] = node;
        }
    }

    private void Fold(GraphNode node)
    {
        (string input, string output) = (node.Inputs[0], node.Outputs[0]);
        GraphConstant scale = _graph.ConstantOf(node.Inputs[1])!, shift = _graph.ConstantOf(node.Inputs[2])!;
        GraphNode? maker = _uses[input] == 1 ? _makers.GetValueOrDefault(input) : null;
        bool isFolded = maker?.Operator switch
        {
            "Conv" => FoldInto(maker, scale, shift, (k, shape) => k / (shape[1] * shape[2] * shape[3])),
            "ConvTranspose" => FoldInto(maker, scale, shift, (k, shape) => k / (shape[2] * shape[3]) % shape[1]),
            "Add" => FoldIntoSum(maker, scale, shift),
            _ => false,
        };
        if (isFolded)
        {
            _renamed[output] = input;
            _uses[input] = _uses.GetValueOrDefault(output);
        }
        else if (maker?.Operator == "MatMul" && _graph.ConstantOf(maker.Inputs[1]) is { } weight)
        {
            Scale(weight, scale, k => k % weight.Shape[1]);
            Add(new GraphNode("Add", [input, shift.Name], [output], []));
        }
        else
        {
            Spread(node, scale, shift);
        }
    }

    private bool FoldInto(GraphNode maker, GraphConstant scale, GraphConstant shift, Func<long, long[], long> channelOf)
    {
        GraphConstant weight = _graph.ConstantOf(maker.Inputs[1])!;
        Scale(weight, scale, k => channelOf(k, weight.Shape));
        if (maker.Inputs.Count == 3)
        {
            Move(_graph.ConstantOf(maker.Inputs[2])!, scale, shift);
        }
        else
        {
            maker.Inputs.Add(shift.Name);
        }
        return true;
    }

    // A product and its bias.
    private bool FoldIntoSum(GraphNode sum, GraphConstant scale, GraphConstant shift)
    {
        if (_uses[sum.Inputs[0]] != 1 || _makers.GetValueOrDefault(sum.Inputs[0]) is not { Operator: "MatMul" } product
            || _graph.ConstantOf(product.Inputs[1]) is not { } weight
            || _graph.ConstantOf(sum.Inputs[1]) is not { Shape: [_] } bias)
        {
            return false;
        }
        Scale(weight, scale, k => k % weight.Shape[1]);
        Move(bias, scale, shift);
        return true;
    }

    private void Spread(GraphNode node, GraphConstant scale, GraphConstant shift)
    {
        long[] shape = [-1, .. Enumerable.Repeat(1L, (int)(long)node.Attributes[0].Value - 2)];
        shape[0] = scale.Shape[0];
        (scale.Shape, shift.Shape) = (shape, shape);
        string scaled = node.Outputs[0] + ".scaled";
        Add(new GraphNode("Mul", [node.Inputs[0], scale.Name], [scaled], []));
        Add(new GraphNode("Add", [scaled, shift.Name], node.Outputs, []));
    }

    private static void Scale(GraphConstant weight, GraphConstant scale, Func<long, long> channelOf)
        => weight.Numbers = [.. weight.Numbers!.Select((number, k) => (float)((double)number * scale.Numbers![channelOf(k)]))];

    private static void Move(GraphConstant bias, GraphConstant scale, GraphConstant shift)
        => bias.Numbers =
        [
            .. bias.Numbers!.Select((number, k) => (float)(((double)number * scale.Numbers![k]) + shift.Numbers![k])),
        ];
}
