using System.Runtime.InteropServices;
using Google.Protobuf;
using Onnx;

namespace Saddle.Graphs;

/// <summary>A graph as an ONNX file, by the package OnnxSharp's classes of the format.</summary>
internal static class OnnxFile
{
    // The version of the format that came with opset 17.
    private const long FormatVersion = 8;

    // What numbers of 16 bits hold at most.
    private const float LargestHalf = 65504;

    /// <summary>The bytes of the file.</summary>
    /// <param name="graph">The graph, which is finished.</param>
    /// <param name="key">The name of what it says of itself.</param>
    /// <param name="facts">What it says of itself.</param>
    /// <exception cref="InputException">It would be larger than the format allows, 2 GiB.</exception>
    internal static byte[] Write(ExportGraph graph, string key, string facts)
    {
        var model = new ModelProto
        {
            IrVersion = FormatVersion,
            ProducerName = "Saddle",
            ProducerVersion = typeof(OnnxFile).Assembly.GetName().Version?.ToString(3),
            Graph = new GraphProto { Name = "saddle" },
        };
        model.OpsetImport.Add(new OperatorSetIdProto { Version = ExportGraph.Opset });
        model.MetadataProps.Add(new StringStringEntryProto { Key = key, Value = facts });
        model.Graph.Initializer.AddRange(graph.Constants.Select(constant => Tensor(constant, graph.IsHalf)));
        model.Graph.Node.AddRange(graph.Nodes.Select((node, number) => Node(node, number)));
        model.Graph.Input.AddRange(graph.Inputs.Select(Value));
        model.Graph.Output.AddRange(graph.Outputs.Select(Value));
        try
        {
            return model.ToByteArray();
        }
        catch (Exception error) when (error is OverflowException or OutOfMemoryException or ArgumentException)
        {
            throw new InputException("The network is larger than an ONNX file may be, 2 GiB; export it with float16.", error);
        }
    }

    private static TensorProto Tensor(GraphConstant constant, bool half)
    {
        var tensor = new TensorProto { Name = constant.Name };
        tensor.Dims.AddRange(constant.Shape);
        tensor.DataType = (int)(constant.Numbers is null ? TensorProto.Types.DataType.Int64
            : half && !constant.IsSingle ? TensorProto.Types.DataType.Float16
            : TensorProto.Types.DataType.Float);
        tensor.RawData = ByteString.CopyFrom(constant.Numbers is not { } numbers ? MemoryMarshal.AsBytes<long>(constant.Integers)
            : half && !constant.IsSingle ? MemoryMarshal.AsBytes<Half>(Halves(numbers))
            : MemoryMarshal.AsBytes<float>(numbers));
        return tensor;
    }

    private static Half[] Halves(float[] numbers)
        => Array.ConvertAll(numbers, number => (Half)Math.Clamp(number, -LargestHalf, LargestHalf));

    private static NodeProto Node(GraphNode node, int number)
    {
        var proto = new NodeProto { OpType = node.Operator, Name = $"{node.Operator}_{number}" };
        proto.Input.AddRange(node.Inputs);
        proto.Output.AddRange(node.Outputs);
        proto.Attribute.AddRange(node.Attributes.Select(pair => Attribute(pair.Name, pair.Value)));
        return proto;
    }

    private static AttributeProto Attribute(string name, object value)
    {
        var proto = new AttributeProto { Name = name };
        switch (value)
        {
            case long whole:
                (proto.Type, proto.I) = (AttributeProto.Types.AttributeType.Int, whole);
                break;
            case double number:
                (proto.Type, proto.F) = (AttributeProto.Types.AttributeType.Float, (float)number);
                break;
            case string text:
                (proto.Type, proto.S) = (AttributeProto.Types.AttributeType.String, ByteString.CopyFromUtf8(text));
                break;
            case long[] wholes:
                proto.Type = AttributeProto.Types.AttributeType.Ints;
                proto.Ints.AddRange(wholes);
                break;
            default:
                throw new ArgumentException($"{name}: an attribute is a long, a double, a string or long[], but is {value}.");
        }
        return proto;
    }

    private static ValueInfoProto Value(GraphInput input)
    {
        var shape = new TensorShapeProto();
        shape.Dim.AddRange(input.Shape.Select(size => size is string name
            ? new TensorShapeProto.Types.Dimension { DimParam = name }
            : new TensorShapeProto.Types.Dimension { DimValue = Convert.ToInt64(size, null) }));
        return new ValueInfoProto
        {
            Name = input.Name,
            Type = new TypeProto
            {
                TensorType = new TypeProto.Types.Tensor { ElemType = (int)TypeOf(input.Type), Shape = shape },
            },
        };
    }

    private static TensorProto.Types.DataType TypeOf(GraphType type) => type switch
    {
        GraphType.Integers => TensorProto.Types.DataType.Int64,
        GraphType.Bytes => TensorProto.Types.DataType.Uint8,
        _ => TensorProto.Types.DataType.Float,
    };
}
