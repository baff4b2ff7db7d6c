using Microsoft.ML.OnnxRuntime;
using Saddle.Data;

namespace Saddle.Tests.Export;

/// <summary>An exported file in ONNX Runtime.</summary>
internal sealed class OnnxModel(byte[] file) : IDisposable
{
    private readonly InferenceSession _session = new(file);

    internal IReadOnlyList<string> Inputs => [.. _session.InputMetadata.Keys];

    internal string Facts => _session.ModelMetadata.CustomMetadataMap["saddle"];

    /// <summary>Runs it on what a generator is given.</summary>
    internal Tensor Sample(Tensor latent, Condition? condition) => Run("samples", latent, condition);

    internal Tensor Run(string output, Tensor? first, Condition? condition, string name = "latent")
    {
        var inputs = new Dictionary<string, Tensor>();
        if (first is not null && Inputs.Contains(name))
        {
            inputs[name] = first;
        }
        switch (condition)
        {
            case ClassCondition { Labels: var labels }:
                inputs["label"] = labels;
                break;
            case CaptionCondition { Tokens: var tokens }:
                inputs["tokens"] = tokens;
                break;
            case PictureCondition { Pictures: var pictures }:
                inputs["input"] = pictures;
                break;
            case CodeCondition code:
                (inputs["categories"], inputs["codes"]) = (code.Categories, code.Continuous);
                break;
        }
        Dictionary<string, OrtValue> values = inputs.Where(pair => Inputs.Contains(pair.Key))
            .ToDictionary(pair => pair.Key, pair => Value(pair.Value));
        using var options = new RunOptions();
        using IDisposableReadOnlyCollection<OrtValue> results = _session.Run(options, values, [output]);
        long[] shape = results[0].GetTensorTypeAndShape().Shape;
        return results[0].GetTensorTypeAndShape().ElementDataType == Microsoft.ML.OnnxRuntime.Tensors.TensorElementType.UInt8
            ? torch.tensor(results[0].GetTensorDataAsSpan<byte>().ToArray(), shape)
            : torch.tensor(results[0].GetTensorDataAsSpan<float>().ToArray(), shape);
    }

    public void Dispose() => _session.Dispose();

    private static OrtValue Value(Tensor tensor) => tensor.dtype == ScalarType.Int64
        ? OrtValue.CreateTensorValueFromMemory(tensor.contiguous().ToArray<long>(), tensor.shape.ToArray())
        : OrtValue.CreateTensorValueFromMemory(tensor.contiguous().ToArray<float>(), tensor.shape.ToArray());
}
