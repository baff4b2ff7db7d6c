using Saddle.Files;
using Saddle.Graphs;
using Saddle.Layers;
using Saddle.Networks;
using Saddle.Torch;

namespace Saddle.Export;

/// <summary>Makes a file of a network.</summary>
internal static class Exporter
{
    // The middle of the 256 steps of a byte: see ImageSet.ToBytes.
    private const double Steps = 127.5;

    /// <summary>A generator's file.</summary>
    internal static byte[] Generator(Generator generator, ExportFacts facts) => Write(generator, facts, graph =>
    {
        GraphValue samples = graph.Within(generator, () => generator.Export(graph));
        bool isTranslator = graph.Inputs.Any(input => input.Name == "input");
        object[] sides = isTranslator ? ["H", "W"] : [.. generator.Shape.Sizes.Skip(1).Select(size => (object)size)];
        if (!facts.Options.Bytes)
        {
            graph.Output("samples", GraphType.Numbers, samples, [generator.Shape.Sizes[0], .. sides]);
            return;
        }
        if (!generator.Shape.IsImage)
        {
            throw new InputException($"Samples of {generator.Shape} are no pictures: they have no bytes.");
        }
        GraphValue place = graph.Multiply(graph.Add(graph.Clamp(samples), graph.Constant(1)), Steps);
        GraphValue bytes = graph.Transpose(graph.Node("Round", [place]), 0, 2, 3, 1);
        graph.Output(
            "samples", GraphType.Bytes, graph.Node("Cast", [bytes], ("to", ExportGraph.ByteType)),
            [.. sides, generator.Shape.Sizes[0]]);
    });

    /// <summary>A discriminator's file.</summary>
    internal static byte[] Discriminator(Discriminator discriminator, ExportFacts facts) => Write(discriminator, facts, graph =>
    {
        GraphValue logits = graph.Within(discriminator, () => discriminator.Export(graph));
        graph.Output("logits", GraphType.Numbers, logits, discriminator.LogitCount == 1 ? [] : [discriminator.LogitCount]);
    });

    /// <summary>The file of a variational autoencoder's encoder.</summary>
    internal static byte[] Encoder(VariationalGenerator generator, ExportFacts facts) => Write(generator, facts, graph =>
    {
        (GraphValue mean, GraphValue logVariance) = graph.Within(generator, () => generator.ExportEncoder(graph));
        graph.Output("mean", GraphType.Numbers, mean, (long)generator.LatentSize);
        graph.Output("log_variance", GraphType.Numbers, logVariance, (long)generator.LatentSize);
    });

    /// <summary>The weights of a network as they are after training, in the safetensors format.</summary>
    internal static byte[] Weights(Module network, ExportFacts facts)
    {
        if (facts.Options.Bytes)
        {
            throw new InputException("A file of weights has no samples: bytes are for ONNX files.");
        }
        return InUse(network, () =>
        {
            (string, Tensor)[] tensors = [.. network.StateDict().Select(tensor => (tensor.Name, Rounded(tensor.Value)))];
            using var memory = new MemoryStream();
            SafeTensors.Write(memory, tensors, facts.ToMetadata());
            return memory.ToArray();
        });

        Tensor Rounded(Tensor value) => facts.Options.Precision == ExportPrecision.Half && value.dtype == ScalarType.Float32
            ? value.to(ScalarType.Float16)
            : value;
    }

    private static byte[] Write(Module network, ExportFacts facts, Action<ExportGraph> write) => InUse(network, () =>
    {
        var graph = new ExportGraph(
            network.NamedModules().Select(pair => (pair.Path, (object)pair.Module)),
            facts.Options.Precision == ExportPrecision.Half);
        write(graph);
        graph.Finish();
        return OnnxFile.Write(graph, ExportFacts.Key, facts.ToJson(graph));
    });

    // As a network is after training.
    private static byte[] InUse(Module network, Func<byte[]> write)
    {
        using DisposeScope scope = torch.NewDisposeScope();
        using GradMode mode = torch.no_grad();
        bool training = network.Training;
        network.Train(false);
        try
        {
            return write();
        }
        finally
        {
            network.Train(training);
        }
    }
}
