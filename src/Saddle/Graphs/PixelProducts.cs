namespace Saddle.Graphs;

/// <summary>
/// Makes a product of a transposed convolution that begins with one pixel, as DCGAN's first does: ONNX Runtime would read its
/// weights once for every sample, and so reads them once for a batch.
/// </summary>
internal static class PixelProducts
{
    /// <summary>The nodes with no such convolution left.</summary>
    internal static List<GraphNode> Of(ExportGraph graph, List<GraphNode> nodes)
    {
        Dictionary<string, GraphNode> pixels = nodes.Where(node => IsPixel(graph, node)).ToDictionary(node => node.Outputs[0]);
        HashSet<string> kept =
            [.. nodes.Where(node => !Begins(node, pixels)).SelectMany(node => node.Inputs).Where(pixels.ContainsKey)];
        return
        [
            .. nodes.Where(node => !pixels.ContainsKey(node.Outputs[0]) || kept.Contains(node.Outputs[0]))
                .SelectMany(node => Begins(node, pixels) ? Product(graph, node, pixels[node.Inputs[0]].Inputs[0]) : [node]),
        ];
    }

    private static bool IsPixel(ExportGraph graph, GraphNode node)
        => node.Operator == "Reshape" && graph.ConstantOf(node.Inputs[1])?.Integers is [_, _, 1, 1];

    private static bool Begins(GraphNode node, Dictionary<string, GraphNode> pixels)
        => node.Operator == "ConvTranspose" && pixels.ContainsKey(node.Inputs[0])
            && node.Attributes.Where(attribute => attribute.Name is "pads" or "output_padding")
                .All(attribute => ((long[])attribute.Value).All(size => size == 0));

    // Every output pixel has weights of its own, and no other takes part in it.
    private static GraphNode[] Product(ExportGraph graph, GraphNode node, string input)
    {
        (string output, GraphConstant weight) = (node.Outputs[0], graph.ConstantOf(node.Inputs[1])!);
        long[] sizes = weight.Shape;
        int elements = (int)(sizes[2] * sizes[3]);
        weight.Shape = [sizes[0], sizes[1] * elements];
        string row = output + ".row", last = output + ".product";
        List<GraphNode> result =
        [
            new GraphNode("Reshape", [input, graph.Integers(0, sizes[0]).Name], [row], []),
            new GraphNode("MatMul", [row, weight.Name], [last], []),
        ];
        if (node.Inputs.Count == 3)
        {
            GraphConstant bias = graph.ConstantOf(node.Inputs[2])!;
            bias.Numbers = [.. bias.Numbers!.SelectMany(number => Enumerable.Repeat(number, elements))];
            bias.Shape = [bias.Numbers.Length];
            result.Add(new GraphNode("Add", [last, bias.Name], [output + ".sum"], []));
            last = output + ".sum";
        }
        result.Add(new GraphNode("Reshape", [last, graph.Integers(0, sizes[1], sizes[2], sizes[3]).Name], [output], []));
        return [.. result];
    }
}
