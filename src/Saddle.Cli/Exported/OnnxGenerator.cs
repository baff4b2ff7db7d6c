using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;
using Saddle.Data;
using Saddle.Export;
using Saddle.Networks;
using Saddle.Runtime;
using Saddle.Torch;
using LatentDistribution = Saddle.Networks.LatentDistribution;
using Tensor = Saddle.Torch.Tensor;

namespace Saddle.Cli.Exported;

/// <summary>An exported generator that ONNX Runtime computes, wherever a network of Saddle's own would do.</summary>
internal sealed class OnnxGenerator : Generator
{
    private const string Samples = "samples";

    private readonly string _path;
    private readonly InferenceSession _session;

    /// <summary>Opens a file that <see cref="ExportMetadata"/> was read from.</summary>
    internal OnnxGenerator(string path, ExportMetadata metadata, SampleShape shape) : base(
        metadata.Latent?.Size ?? 0, shape,
        metadata.Latent?.Distribution == Runtime.LatentDistribution.Uniform
            ? LatentDistribution.Uniform : LatentDistribution.Normal)
    {
        (_path, _session) = (path, new InferenceSession(path));
        // Its numbers are those of the run.
        LatentNumbers = metadata.Latent?.Numbers == "mt19937" ? LatentNumbers.Mt19937 : LatentNumbers.Philox;
    }

    /// <inheritdoc/>
    protected override Tensor ForwardCore(Tensor latent, Condition? condition)
    {
        var values = new Dictionary<string, OrtValue>();
        try
        {
            foreach ((string name, Tensor tensor) in Named(latent, condition).Where(pair => Takes(pair.Name)))
            {
                values.Add(name, Value(tensor));
            }
            using var options = new RunOptions();
            using IDisposableReadOnlyCollection<OrtValue> results = _session.Run(options, values, [Samples]);
            return Read(results[0]);
        }
        catch (OnnxRuntimeException error)
        {
            throw new InputException($"{_path} cannot be computed by ONNX Runtime: {error.Message.TrimEnd('.')}.", error);
        }
        finally
        {
            foreach (OrtValue value in values.Values)
            {
                value.Dispose();
            }
        }
    }

    /// <inheritdoc/>
    public override void Dispose()
    {
        _session.Dispose();
        base.Dispose();
    }

    private bool Takes(string name) => _session.InputMetadata.ContainsKey(name);

    private static (string Name, Tensor Tensor)[] Named(Tensor latent, Condition? condition) => condition switch
    {
        ClassCondition { Labels: var labels } => [("latent", latent), ("label", Numbers(labels))],
        CaptionCondition { Tokens: var tokens } => [("latent", latent), ("tokens", tokens)],
        PictureCondition { Pictures: var pictures } => [("latent", latent), ("input", pictures)],
        CodeCondition code => [("latent", latent), ("categories", code.Categories), ("codes", code.Continuous)],
        _ => [("latent", latent)],
    };

    private static Tensor Numbers(Tensor labels) => labels.dim() == 1
        ? labels
        : throw new InputException("An exported generator is told one class a sample: it draws no way between two classes.");

    private static OrtValue Value(Tensor tensor) => tensor.dtype == ScalarType.Int64
        ? OrtValue.CreateTensorValueFromMemory(tensor.contiguous().ToArray<long>(), tensor.shape.ToArray())
        : OrtValue.CreateTensorValueFromMemory(tensor.contiguous().ToArray<float>(), tensor.shape.ToArray());

    // Bytes come with their channels last.
    private static Tensor Read(OrtValue value)
    {
        OrtTensorTypeAndShapeInfo info = value.GetTensorTypeAndShape();
        return info.ElementDataType == TensorElementType.UInt8
            ? ImageSet.ToUnitRange(torch.tensor(value.GetTensorDataAsSpan<byte>(), info.Shape).permute(0, 3, 1, 2).contiguous())
            : torch.tensor(value.GetTensorDataAsSpan<float>(), info.Shape);
    }
}
