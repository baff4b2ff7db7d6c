using System.IO.Compression;
using Microsoft.ML.OnnxRuntime;
using Saddle.Data;
using Saddle.Data.Known;
using Saddle.Evaluation;
using Saddle.Evaluation.Features;
using Saddle.Tests.Support;
using Saddle.Torch;
using Xunit;

namespace Saddle.Tests.Evaluation.Features;

/// <summary>ResNet-18 out of its package, which is brought as a user's is. Skipped where it cannot be had.</summary>
public sealed class ResNet18FeaturesTests
{
    private const string Models = "tools/DnnImageModels/";

    [Fact]
    public void Features_are_those_of_ONNX_Runtime()
    {
        using DisposeScope scope = torch.NewDisposeScope();
        using ResNet18Features network = Network();
        // More than are taken at once, and at the size of which every pixel counts.
        Tensor images = torch.cat([Noise(15), Noise(1) * 0 - 1, Noise(1) * 0 + 1, Slope()]);
        using FeatureSet found = network.Of(Samples.Of(images));
        double[] expected = OnnxRuntimes(ImageSet.ToBytes(images)), features = found.Features.ToArray<double>();
        double size = Math.Sqrt(expected.Average(value => value * value));
        Assert.InRange(size, 0.1, 10);
        Assert.All(expected.Zip(features), pair => Assert.Equal(pair.First, pair.Second, 1e-4 * size));
        Assert.Equal((18L, 512L), (found.Count, found.Dimensions));
        Assert.Equal(ResNet18File.Name, found.Network.Name);
    }

    [Fact]
    public void A_training_goes_on_as_if_it_had_not_been_read()
    {
        using DisposeScope scope = torch.NewDisposeScope();
        torch.manual_seed(4);
        float[] expected = torch.rand([3]).ToArray<float>();
        torch.manual_seed(4);
        Network().Dispose();
        Assert.Equal(expected, torch.rand([3]).ToArray<float>());
    }

    [Fact]
    public void Grey_images_have_three_equal_planes_and_large_ones_are_averaged()
    {
        using DisposeScope scope = torch.NewDisposeScope();
        using ResNet18Features network = Network();
        Tensor grey = Noise(2).narrow(1, 0, 1);
        using FeatureSet one = network.Of(Samples.Of(grey)), three = network.Of(Samples.Of(grey.expand(-1, 3, -1, -1)));
        Close.Same(three.Features, one.Features);
        using FeatureSet large = network.Of(Samples.Of(grey.repeat_interleave(3, 2).repeat_interleave(3, 3)));
        Close.Equal(one.Features, large.Features, 1e-4, 1e-4);
        using FeatureSet small = network.Of(Samples.Of(torch.zeros([1, 3, 1, 1])));
        Assert.All(small.Features.ToArray<double>(), value => Assert.True(double.IsFinite(value)));
        Assert.Contains(
            "should be grey or colour images",
            Assert.Throws<InputException>(() => network.Of(Samples.Of(torch.zeros([2, 2, 8, 8])))).Message,
            StringComparison.Ordinal);
    }

    private static ResNet18Features Network()
    {
        try
        {
            return new ResNet18Features();
        }
        catch (DownloadException error)
        {
            Assert.Skip(error.Message);
            throw;
        }
    }

    private static Tensor Noise(long count)
    {
        using var random = new RandomGenerator((ulong)count);
        return torch.rand([count, 3, 224, 224], random) * 2 - 1;
    }

    private static Tensor Slope() => torch.cat(
        [.. Enumerable.Range(0, 3).Select(k => ((torch.arange(0, 224) / 112 - 1) * (k - 1.0)).expand(1, 1, 224, 224))], 1);

    private static double[] OnnxRuntimes(Tensor bytes)
    {
        using ZipArchive package = ZipFile.OpenRead(ResNet18File.FilePath);
        using InferenceSession before = Session(package, Models + "ResNetPrepOnnx/ResNetPreprocess.onnx");
        using InferenceSession network = Session(package, Models + "ResNet18Onnx/ResNet18.onnx");
        var found = new List<double>();
        for (long image = 0; image < bytes.size(0); image++)
        {
            float[] pixels = bytes.narrow(0, image, 1).to(ScalarType.Float32).contiguous().ToArray<float>();
            float[] prepared = Run(before, "OriginalInput", pixels);
            found.AddRange(Run(network, network.InputMetadata.Keys.Single(), prepared).Select(value => (double)value));
        }
        return [.. found];
    }

    private static float[] Run(InferenceSession session, string input, float[] pixels)
    {
        using OrtValue value = OrtValue.CreateTensorValueFromMemory(pixels, [1, 3, 224, 224]);
        using var options = new RunOptions();
        using IDisposableReadOnlyCollection<OrtValue> results = session.Run(options, [input], [value], session.OutputNames);
        return results.Single().GetTensorDataAsSpan<float>().ToArray();
    }

    private static InferenceSession Session(ZipArchive package, string entry)
    {
        using var memory = new MemoryStream();
        using Stream content = package.GetEntry(entry)!.Open();
        content.CopyTo(memory);
        return new InferenceSession(memory.ToArray());
    }
}
