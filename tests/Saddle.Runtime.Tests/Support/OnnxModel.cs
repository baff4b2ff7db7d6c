using System.Runtime.InteropServices;
using Google.Protobuf;
using Onnx;

namespace Saddle.Runtime.Tests.Support;

/// <summary>Puts a small ONNX file together.</summary>
internal sealed class OnnxModel
{
    private const int IrVersion = 8, Opset = 17;

    private readonly ModelProto _model = new()
    {
        IrVersion = IrVersion,
        OpsetImport = { new OperatorSetIdProto { Domain = "", Version = Opset } },
        Graph = new GraphProto { Name = "test" },
    };

    /// <summary>Adds an input [N, sides]; null is any number.</summary>
    internal OnnxModel Input(string name, TensorProto.Types.DataType type, params int?[] sides)
    {
        _model.Graph.Input.Add(Value(name, type, sides));
        return this;
    }

    internal OnnxModel Input<T>(string name, params int?[] sides) => Input(name, TypeOf<T>(), sides);

    /// <summary>Adds an input without sides, for the body of a loop.</summary>
    internal OnnxModel Scalar<T>(string name)
    {
        _model.Graph.Input.Add(ScalarValue<T>(name));
        return this;
    }

    internal OnnxModel ScalarOutput<T>(string name)
    {
        _model.Graph.Output.Add(ScalarValue<T>(name));
        return this;
    }

    internal OnnxModel Output<T>(string name, params int?[] sides)
    {
        _model.Graph.Output.Add(Value(name, TypeOf<T>(), sides));
        return this;
    }

    internal OnnxModel Constant<T>(string name, T[] values, params long[] sides) where T : unmanaged
    {
        _model.Graph.Initializer.Add(new TensorProto
        {
            Name = name,
            DataType = (int)TypeOf<T>(),
            Dims = { sides },
            RawData = ByteString.CopyFrom(MemoryMarshal.AsBytes<T>(values)),
        });
        return this;
    }

    internal OnnxModel Node(string operation, string[] inputs, string output, params (string Name, object Value)[] attributes)
    {
        var node = new NodeProto { OpType = operation, Input = { inputs }, Output = { output }, Name = output };
        foreach ((string name, object value) in attributes)
        {
            node.Attribute.Add(value switch
            {
                int number => new AttributeProto { Name = name, Type = AttributeProto.Types.AttributeType.Int, I = number },
                OnnxModel body
                    => new AttributeProto { Name = name, Type = AttributeProto.Types.AttributeType.Graph, G = body._model.Graph },
                long[] numbers
                    => new AttributeProto { Name = name, Type = AttributeProto.Types.AttributeType.Ints, Ints = { numbers } },
                _ => throw new NotSupportedException(name),
            });
        }
        _model.Graph.Node.Add(node);
        return this;
    }

    internal OnnxModel Metadata(string text, string key = "saddle")
    {
        _model.MetadataProps.Add(new StringStringEntryProto { Key = key, Value = text });
        return this;
    }

    internal byte[] ToBytes() => _model.ToByteArray();

    private static ValueInfoProto Value(string name, TensorProto.Types.DataType type, int?[] sides)
    {
        var shape = new TensorShapeProto { Dim = { new TensorShapeProto.Types.Dimension { DimParam = "N" } } };
        foreach (int? side in sides)
        {
            shape.Dim.Add(side is { } known
                ? new TensorShapeProto.Types.Dimension { DimValue = known }
                : new TensorShapeProto.Types.Dimension { DimParam = $"side{shape.Dim.Count}" });
        }
        return new ValueInfoProto
        {
            Name = name,
            Type = new TypeProto { TensorType = new TypeProto.Types.Tensor { ElemType = (int)type, Shape = shape } },
        };
    }

    private static ValueInfoProto ScalarValue<T>(string name) => new()
    {
        Name = name,
        Type = new TypeProto
        {
            TensorType = new TypeProto.Types.Tensor { ElemType = (int)TypeOf<T>(), Shape = new TensorShapeProto() },
        },
    };

    private static TensorProto.Types.DataType TypeOf<T>() => default(T) switch
    {
        float => TensorProto.Types.DataType.Float,
        long => TensorProto.Types.DataType.Int64,
        byte => TensorProto.Types.DataType.Uint8,
        bool => TensorProto.Types.DataType.Bool,
        _ => throw new NotSupportedException(typeof(T).Name),
    };
}
