using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Saddle.Components;
using Saddle.Conditions;
using Saddle.Data;
using Saddle.Export;
using Saddle.Files;
using Saddle.Layers;
using Saddle.Networks;
using Saddle.Tests.Support;
using Xunit;

namespace Saddle.Tests.Export;

/// <summary>Weights for PyTorch: their names, and docs/pytorch.md's modules, which load them, against the networks.</summary>
public sealed class PyTorchPageTests : IDisposable
{
    private const int Count = 3, Classes = 3;

    private static readonly string[] s_latent = ["latent"], s_samples = ["samples"];

    private readonly TemporaryFolder _folder = new();
    private readonly JsonArray _cases = [];

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void The_page_s_modules_load_what_was_written_and_compute_the_same()
    {
        Assert.SkipUnless(HasPyTorch(), "python3 has no torch here (Debian's python3-torch).");
        foreach ((string name, Network network) in NetworkExportTests.NetworksByName)
        {
            AddPair(name, network);
        }
        AddPair("dcgan, no normalisation", new Dcgan
        {
            Size = 16, Channels = 1, Latent = 5, GeneratorWidth = 4, DiscriminatorWidth = 4,
            DiscriminatorNormalization = Normalization.None,
        });
        AddTranslator(new Pix2Pix
        {
            Size = 32, Channels = 1, GeneratorWidth = 4, DiscriminatorWidth = 4, Latent = 3, Patch = 16,
        });
        AddTranslator(new Saddle.Networks.CycleGan
        {
            Size = 16, Channels = 1, GeneratorWidth = 4, DiscriminatorWidth = 4, Blocks = 2, Patch = 16,
        });
        Network told = NetworkExportTests.NetworksByName["dcgan"];
        AddTold("cgan", told, new ConditionalGan { Embedding = 4 }, 4);
        AddTold("acgan", told, new AuxiliaryClassifier(), 16);
        AddTold("projection", told, new Projection(), 0);
        AddTold("projection", NetworkExportTests.NetworksByName["resnet, mean"], new Projection(), 0);
        File.WriteAllText(_folder.File("cases.json"), _cases.ToJsonString());

        string[] lines = Python(
            Path.Combine(Repository.Root, "tests", "Saddle.Tests", "Export", "pytorch_page.py"),
            Path.Combine(Repository.Root, "docs", "pytorch.md"), _folder.Path);
        Assert.Equal(_cases.Count, lines.Length);
        Assert.All(lines, line => Assert.InRange(double.Parse(line.Split('\t')[1], CultureInfo.InvariantCulture), 0, 1e-4));
    }

    [Fact]
    public void Layers_have_PyTorch_s_names()
    {
        Assert.Equal(
            ["bias", "num_batches_tracked", "running_mean", "running_var", "weight"],
            Names(new BatchNorm2d(2)));
        Assert.Equal(["bias_hh_l0", "bias_ih_l0", "weight_hh_l0", "weight_ih_l0"], Names(new Gru(2, 3)));
        Assert.Equal(
            ["0.in_proj_bias", "0.in_proj_weight", "0.out_proj.bias", "0.out_proj.weight"],
            Names(new Sequential(new MultiHeadAttention(4, 2))));
        using DisposeScope scope = torch.NewDisposeScope();
        using var layer = new Linear(3, 2);
        layer.NormalizeSpectrally();
        layer.Train(false);
        using GradMode mode = torch.no_grad();
        Dictionary<string, Tensor> tensors = layer.StateDict().ToDictionary(tensor => tensor.Name, tensor => tensor.Value);
        Assert.Equal(["bias", "weight"], tensors.Keys.Order(StringComparer.Ordinal));
        using var input = torch.ones([1, 3]);
        Close.Equal(
            layer.Forward(input), torch.linear(input, tensors["weight"], tensors["bias"]), relative: 1e-6, absolute: 1e-6);
    }

    [Fact]
    public void A_file_has_half_the_numbers_on_request_and_no_bytes()
    {
        using DisposeScope scope = torch.NewDisposeScope();
        var network = NetworkExportTests.NetworksByName["dcgan"];
        var form = new DataForm(network.ShapeFor(new(3, 16, 16)));
        using Generator generator = network.CreateGenerator(form.Shape);
        byte[] Written(ExportOptions options) => Exporter.Weights(generator, Exported.Facts(form, generator, options));
        byte[] file = Written(new() { Precision = ExportPrecision.Half });
        Dictionary<string, Tensor> half = SafeTensors.Read(new MemoryStream(file), file.Length);
        Assert.Equal(ScalarType.Float16, half["main.1.weight"].dtype);
        Assert.Equal(ScalarType.Int64, half["main.2.num_batches_tracked"].dtype);
        Assert.Contains("bytes are for ONNX files", Assert.Throws<InputException>(() => Written(new() { Bytes = true })).Message);
    }

    private static string[] Names(Layer layer)
    {
        using (layer)
        {
            using DisposeScope scope = torch.NewDisposeScope();
            return [.. layer.StateDict().Select(tensor => tensor.Name).Order(StringComparer.Ordinal)];
        }
    }

    private void AddPair(string name, Network network)
    {
        bool isPoints = network is Mlp;
        SampleShape shape = network.ShapeFor(isPoints ? new(2) : new(1, 28, 28));
        using DisposeScope scope = torch.NewDisposeScope();
        using (Generator generator = network.CreateGenerator(shape))
        {
            Add(name, "generator", generator, network, s_latent, [generator.Latents(Count, 1)], () => generator.Sample(Count, 1));
        }
        using Discriminator discriminator = network.CreateDiscriminator(shape);
        Tensor samples = Random([Count, .. shape.Sizes]);
        Add(name, "discriminator", discriminator, network, s_samples, [samples], () => discriminator.Forward(samples));
    }

    private void AddTranslator(PictureNetwork network)
    {
        using DisposeScope scope = torch.NewDisposeScope();
        var shape = new SampleShape(1, network.Size, network.Size);
        Tensor pictures = Random(Count, 2, network.Size, network.Size);
        using (Generator generator = network.CreateTranslator(shape, 2))
        {
            Tensor latent = generator.Latents(Count, 1);
            JsonObject more = new() { ["input_channels"] = 2 };
            Add(
                network.Name, "generator", generator, network, generator.LatentSize > 0 ? ["input", "latent"] : ["input"],
                generator.LatentSize > 0 ? [pictures, latent] : [pictures],
                () => generator.Sample(latent, new PictureCondition(pictures)), more);
        }
        using Discriminator discriminator = network.CreateDiscriminator(shape);
        Tensor samples = Random([Count, .. shape.Sizes]);
        Add(
            network.Name, "patch_discriminator", discriminator, network, s_samples, [samples],
            () => discriminator.Forward(samples));
    }

    private void AddTold(string kind, Network network, Conditioning conditioning, int embedding)
    {
        using DisposeScope scope = torch.NewDisposeScope();
        var form = new DataForm(network.ShapeFor(new(3, 16, 16))) { Classes = ["a", "b", "c"] };
        Tensor labels = torch.tensor([0L, 2L, 1L]), samples = Random([Count, .. form.Shape.Sizes]);
        var told = new ClassCondition(labels);
        JsonObject more = new() { ["told"] = kind, ["embedding"] = embedding, ["classes"] = Classes };
        using (Generator generator = conditioning.CreateGenerator(network, form))
        {
            Tensor latent = generator.Latents(Count, 1);
            Add(
                kind, "generator", generator, network, ["latent", "labels"], [latent, labels],
                () => generator.Sample(latent, told), more);
        }
        using Discriminator discriminator = conditioning.CreateDiscriminator(network, form);
        more["features"] = conditioning is AuxiliaryClassifier ? discriminator.FeatureCount : discriminator.FeatureShape[0];
        Add(
            kind, "discriminator", discriminator, network, ["samples", "labels"], [samples, labels],
            () => discriminator.Forward(samples, told), more);
    }

    private void Add(
        string name, string part, Module module, Network network, string[] inputs, Tensor[] given, Func<Tensor> compute,
        JsonObject? more = null)
    {
        using DisposeScope scope = torch.NewDisposeScope();
        using GradMode mode = torch.no_grad();
        Exported.Stir(module);
        module.Train(false);
        int number = _cases.Count;
        var written = new JsonObject
        {
            ["name"] = $"{name}: {part}",
            ["part"] = part,
            ["builder"] = part == "patch_discriminator" ? part : $"{network.Name.Replace('-', '_')}_{part}",
            ["settings"] = Settings(network),
            ["inputs"] = new JsonArray([.. inputs.Select(input => (JsonNode)input)]),
        };
        foreach ((string key, JsonNode? value) in more ?? [])
        {
            written[key] = value!.DeepClone();
        }
        _cases.Add(written);
        var form = new DataForm(new SampleShape(1));
        File.WriteAllBytes(_folder.File($"{number}.safetensors"), Exporter.Weights(module, Exported.Facts(form, null)));
        using FileStream stream = File.Create(_folder.File($"{number}.given.safetensors"));
        SafeTensors.Write(stream, [.. inputs.Zip(given, (input, value) => (input, value)), ("expected", compute())]);
    }

    private static JsonObject Settings(Network network)
    {
        using var memory = new MemoryStream();
        using (var json = new Utf8JsonWriter(memory))
        {
            json.WriteStartObject();
            ComponentJson.Write(json, network);
            json.WriteEndObject();
        }
        return JsonNode.Parse(memory.ToArray())!.AsObject();
    }

    private static Tensor Random(params long[] shape)
    {
        using var random = new RandomGenerator(8);
        return torch.rand(shape, random) * 2 - 1;
    }

    private static bool HasPyTorch()
    {
        try
        {
            Python("-c", "import torch");
            return true;
        }
        catch (Exception error) when (error is System.ComponentModel.Win32Exception or InvalidOperationException)
        {
            return false;
        }
    }

    // Debian's own, whatever else the PATH begins with: its package is what brings torch.
    private static string[] Python(params string[] arguments)
    {
        string python = File.Exists("/usr/bin/python3") ? "/usr/bin/python3" : "python3";
        using var process = Process.Start(new ProcessStartInfo(python, arguments)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            Environment = { ["OMP_NUM_THREADS"] = "1" },
        })!;
        Task<string> errors = process.StandardError.ReadToEndAsync();
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode == 0
            ? output.Split('\n', StringSplitOptions.RemoveEmptyEntries)
            : throw new InvalidOperationException(errors.GetAwaiter().GetResult());
    }
}
