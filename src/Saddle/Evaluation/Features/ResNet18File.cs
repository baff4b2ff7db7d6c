using System.IO.Compression;
using Google.Protobuf;
using Onnx;
using Saddle.Data;
using Saddle.Data.Known;
using Saddle.Layers;
using Saddle.Torch;

namespace Saddle.Evaluation.Features;

/// <summary>
/// The file of <see cref="ResNet18"/>: out of the package Microsoft.ML.DnnImageFeaturizer.ResNet18, of which nothing else is
/// used. The package is under the MIT licence and says nothing more of the weights, which were CNTK's.
/// </summary>
public static class ResNet18File
{
    // Scales of a normalisation that was trained with this.
    private const double Epsilon = 1e-5;

    private const string Models = "tools/DnnImageModels/", Network = Models + "ResNet18Onnx/ResNet18.onnx";
    private const string Mean = Models + "ResNetPrepOnnx/ResNetPreprocess.onnx";

    /// <summary>What reports call it.</summary>
    public const string Name = "resnet18-cntk";

    /// <summary>The package, as it can be downloaded.</summary>
    public static KnownSet Set { get; } = new(
        "resnet18",
        "https://api.nuget.org/v3-flatcontainer/microsoft.ml.dnnimagefeaturizer.resnet18/0.23.1/",
        [
            new KnownFile(
                "microsoft.ml.dnnimagefeaturizer.resnet18.0.23.1.nupkg", 59_500_419,
                "7679c0f8832902d64019b7c8f79784d02bcbbce008d22a5249bdef8e8f45cb73"),
        ]);

    /// <summary>Where it lies, or would lie after a download.</summary>
    public static string FilePath => Path.Combine(Set.Folder, Set.Files[0].Name);

    /// <summary>The package's digest.</summary>
    internal static string Digest => Set.Files[0].Digest;

    /// <summary>
    /// The network, and the mean of the images that it learnt from, <c>[1, 3, 224, 224]</c>; downloaded if need be.
    /// </summary>
    /// <exception cref="DownloadException">It cannot be had.</exception>
    /// <exception cref="InputException">The package is damaged.</exception>
    internal static (ResNet18 Network, Tensor Mean) Read(DataWork work)
    {
        string path = Set.Locate(Set.Files[0].Name, work);
        try
        {
            using ZipArchive package = ZipFile.OpenRead(path);
            using Stream network = Entry(package, Network), mean = Entry(package, Mean);
            return Read(network, mean);
        }
        catch (Exception error) when (error is InvalidDataException or IOException or InvalidProtocolBufferException)
        {
            throw new InputException(
                $"{path}: the package of ResNet-18 is damaged ({error.Message.TrimEnd('.')}); remove the file, and it is "
                + "downloaded again.",
                error);
        }
    }

    /// <summary>The same of the two files in it.</summary>
    /// <exception cref="InvalidDataException">They are of another network.</exception>
    internal static (ResNet18 Network, Tensor Mean) Read(Stream network, Stream mean)
    {
        ModelProto model = ModelProto.Parser.ParseFrom(network), before = ModelProto.Parser.ParseFrom(mean);
        Dictionary<string, Tensor> numbers = model.Graph.Initializer.ToDictionary(tensor => tensor.Name, Numbers);
        NodeProto[] convolutions = [.. model.Graph.Node.Where(node => node.OpType == "Conv")];
        NodeProto[] normalizations = [.. model.Graph.Node.Where(node => node.OpType == "BatchNormalization")];
        var made = new ResNet18();
        Conv2d[] layers = [.. made.Convolutions];
        if (convolutions.Length != layers.Length || normalizations.Length != layers.Length)
        {
            throw new InvalidDataException($"it has {convolutions.Length} convolutions where {layers.Length} were expected");
        }
        using DisposeScope scope = torch.NewDisposeScope();
        foreach ((Conv2d layer, int number) in layers.Select((layer, number) => (layer, number)))
        {
            // What the normalisation does is the convolution's as well.
            Tensor[] values = [.. normalizations[number].Input.Skip(1).Select(name => numbers[name])];
            Tensor scale = values[0] / (values[3] + Epsilon).sqrt();
            layer.Load(new Dictionary<string, Tensor>
            {
                ["weight"] = numbers[convolutions[number].Input[1]] * scale.view(-1, 1, 1, 1),
                ["bias"] = values[1] - (values[2] * scale),
            });
        }
        made.Train(false);
        made.RequiresGrad(false);
        return (made, Numbers(before.Graph.Initializer.Single()).DetachFromScope());
    }

    private static Stream Entry(ZipArchive package, string name)
        => package.GetEntry(name)?.Open() ?? throw new InvalidDataException($"it has no {name}");

    private static Tensor Numbers(TensorProto tensor) => torch.tensor<float>([.. tensor.FloatData], [.. tensor.Dims]);
}
