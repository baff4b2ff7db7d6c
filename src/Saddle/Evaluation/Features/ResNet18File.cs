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

    /// <summary>The package, as it can be downloaded from the sources of packages that the user has.</summary>
    public static KnownSet Set { get; } = new(
        "resnet18", new NuGetPackage("microsoft.ml.dnnimagefeaturizer.resnet18", "0.23.1"), 59_500_419,
        "7679c0f8832902d64019b7c8f79784d02bcbbce008d22a5249bdef8e8f45cb73");

    /// <summary>Where it lies, or would lie after a download.</summary>
    public static string FilePath => Path.Combine(Set.Folder, Set.Files[0].Name);

    /// <summary>The package's digest.</summary>
    internal static string Digest => Set.Files[0].Digest;

    /// <summary>The network; downloaded if need be.</summary>
    /// <exception cref="DownloadException">It cannot be had.</exception>
    /// <exception cref="InputException">The package is damaged.</exception>
    internal static ResNet18 Read(DataWork work)
    {
        string path = Set.Locate(Set.Files[0].Name, work);
        try
        {
            using ZipArchive package = ZipFile.OpenRead(path);
            using Stream network = Entry(package, Network), mean = Entry(package, Mean);
            return Read(ModelProto.Parser.ParseFrom(network).Graph, ModelProto.Parser.ParseFrom(mean).Graph);
        }
        catch (Exception error) when (error is InvalidDataException or IOException or InvalidProtocolBufferException)
        {
            throw new InputException(
                $"{path}: the package of ResNet-18 is damaged ({error.Message.TrimEnd('.')}); remove the file, and it is "
                + "downloaded again.",
                error);
        }
    }

    // What its layers begin with nobody sees, and a training's random numbers must not pay for it.
    private static ResNet18 Read(GraphProto network, GraphProto mean)
    {
        using DisposeScope scope = torch.NewDisposeScope();
        using var fork = new RandomFork();
        Dictionary<string, Tensor> numbers = network.Initializer.ToDictionary(tensor => tensor.Name, Numbers);
        NodeProto[] convolutions = [.. network.Node.Where(node => node.OpType == "Conv")];
        NodeProto[] normalizations = [.. network.Node.Where(node => node.OpType == "BatchNormalization")];
        var made = new ResNet18();
        Conv2d[] layers = [.. made.Convolutions];
        if (convolutions.Length != layers.Length || normalizations.Length != layers.Length)
        {
            throw new InvalidDataException($"it has {convolutions.Length} convolutions where {layers.Length} were expected");
        }
        foreach ((int number, Conv2d layer) in layers.Index())
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
        made.Mean.copy_(Numbers(mean.Initializer.Single()));
        made.Train(false);
        made.RequiresGrad(false);
        return made;
    }

    private static Stream Entry(ZipArchive package, string name)
        => package.GetEntry(name)?.Open() ?? throw new InvalidDataException($"it has no {name}");

    private static Tensor Numbers(TensorProto tensor) => torch.tensor<float>([.. tensor.FloatData], [.. tensor.Dims]);
}
