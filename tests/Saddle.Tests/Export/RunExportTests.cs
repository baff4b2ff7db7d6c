using System.Reflection;
using System.Text.Json.Nodes;
using Saddle.Data;
using Saddle.Export;
using Saddle.Graphs;
using Saddle.Layers;
using Saddle.Networks;
using Saddle.Tests.Support;
using Saddle.Training;
using Xunit;

namespace Saddle.Tests.Export;

/// <summary>Runs of every learner and conditioning, as they lie on disk.</summary>
public sealed class RunExportTests : IDisposable
{
    private const BindingFlags All = BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic;

    private readonly TemporaryFolder _folder = new();

    public static TheoryData<string> Runs =>
    [
        "acgan", "adversarial", "began", "cgan", "cyclegan", "ebgan", "films", "flow", "flow-images", "infogan", "mixture",
        "packed", "picture", "projection", "text", "vae",
    ];

    public void Dispose() => _folder.Dispose();

    [Theory, MemberData(nameof(Runs))]
    public void A_run_s_file_draws_what_its_generator_draws(string name)
    {
        using Run run = Open(name);
        using var model = new OnnxModel(Export(run));
        using DisposeScope scope = torch.NewDisposeScope();
        Generator generator = run.Generator;
        Tensor latent = generator.Latents(5, 3);
        Condition? told = run.Recipe.Learner.ConditionOf(run.Form.Example(5), run.Form);
        if (told is PictureCondition { Pictures: var pictures })
        {
            told = new PictureCondition(torch.rand(pictures.shape.ToArray()) * 2 - 1);
        }
        Exported.AssertNear(generator.Sample(latent, told), model.Sample(latent, told));
    }

    [Fact]
    public void A_run_says_what_it_is()
    {
        using Run run = Open("cgan");
        using var model = new OnnxModel(Export(run));
        JsonNode facts = JsonNode.Parse(model.Facts)!;
        Assert.Equal("generator", (string?)facts["kind"]);
        Assert.Equal(run.Form.Classes, facts["classes"]!.AsArray().Select(name => (string)name!));
        Assert.Equal(run.Form.Shape.Sizes, facts["shape"]!.AsArray().Select(size => (long)size!));
        Assert.Equal(run.Step, (long)facts["step"]!);
        Assert.Equal(64, ((string)facts["run"]!).Length);
        Assert.Equal(run.Generator.LatentSize, (int)facts["latent"]!["size"]!);
        Assert.Equal(["label", "latent"], model.Inputs.Order());
    }

    [Fact]
    public void The_way_back_the_encoder_the_discriminator_and_the_weights_of_the_last_step_are_there_too()
    {
        using (Run cycle = Open("cyclegan"))
        using (var back = new OnnxModel(Export(cycle, new() { Reverse = true })))
        {
            using DisposeScope scope = torch.NewDisposeScope();
            var told = new PictureCondition(torch.rand([2, .. cycle.Form.Shape.Sizes]) * 2 - 1);
            Exported.AssertNear(cycle.ReverseGenerator!.Sample(2, 0, told), back.Sample(torch.zeros([2, 0]), told));
        }
        using (Run vae = Open("vae"))
        using (var encoder = new OnnxModel(Export(vae, new() { Part = ExportPart.Encoder })))
        {
            using DisposeScope scope = torch.NewDisposeScope();
            Tensor samples = torch.rand([3, .. vae.Form.Shape.Sizes]) * 2 - 1;
            (Tensor mean, Tensor logVariance) = ((VariationalGenerator)vae.Generator).Encode(samples);
            Exported.AssertNear(mean, encoder.Run("mean", samples, null, "samples"));
            Exported.AssertNear(logVariance, encoder.Run("log_variance", samples, null, "samples"));
        }
        using Run game = Open("adversarial");
        byte[] averaged = Export(game), live = Export(game, new() { Live = true });
        Assert.NotEqual(averaged, live);
        using var discriminator = new OnnxModel(Export(game, new() { Part = ExportPart.Discriminator }));
        Assert.Equal("discriminator", (string?)JsonNode.Parse(discriminator.Facts)!["kind"]);
        Tensor logits = discriminator.Run("logits", torch.zeros([3, .. game.Form.Shape.Sizes]), null, "samples");
        Assert.Equal([3], logits.shape.ToArray());
    }

    [Fact]
    public void Bytes_are_those_that_a_picture_has()
    {
        using Run run = Open("began");
        using var model = new OnnxModel(Export(run, new() { Bytes = true }));
        using DisposeScope scope = torch.NewDisposeScope();
        Tensor latent = run.Generator.Latents(3, 3);
        Tensor expected = ImageSet.ToBytes(run.Generator.Sample(latent)).permute(0, 2, 3, 1);
        byte[] bytes = model.Sample(latent, null).ToArray<byte>();
        Assert.InRange(expected.contiguous().ToArray<byte>().Zip(bytes, (a, b) => Math.Abs(a - b)).Max(), 0, 1);
    }

    [Fact]
    public void Half_precision_is_half_the_size_and_near()
    {
        using Run run = Open("began");
        byte[] single = Export(run), half = Export(run, new() { Precision = ExportPrecision.Half });
        Assert.InRange(half.Length, single.Length * 0.4, single.Length * 0.8);
        using var model = new OnnxModel(half);
        using DisposeScope scope = torch.NewDisposeScope();
        Tensor latent = run.Generator.Latents(5, 3);
        Exported.AssertNear(run.Generator.Sample(latent), model.Sample(latent, null), 0.02);
    }

    [Fact]
    public void What_a_run_has_not_is_refused_and_nothing_is_written()
    {
        using Run run = Open("ebgan");
        string path = _folder.File("x.onnx");
        Assert.Contains(
            "the learner ebgan has no discriminator that could be exported",
            Assert.Throws<InputException>(() => run.Export(path, new() { Part = ExportPart.Discriminator })).Message,
            StringComparison.Ordinal);
        Assert.Contains(
            "it has no encoder; runs of the learner vae do",
            Assert.Throws<InputException>(() => run.Export(path, new() { Part = ExportPart.Encoder })).Message,
            StringComparison.Ordinal);
        Assert.Contains(
            "it was trained in one direction only",
            Assert.Throws<InputException>(() => run.Export(path, new() { Reverse = true })).Message, StringComparison.Ordinal);
        Assert.False(File.Exists(path));
    }

    [Fact]
    public void A_layer_that_does_not_say_how_is_named_with_its_place()
    {
        using var generator = new LatentGenerator(new Sequential(new Linear(2, 2), new Silent()), 2, new SampleShape(2));
        Assert.Equal(
            "main.1 (Silent) cannot be exported to ONNX: it does not say how; a layer of an extension overrides Export.",
            Assert.Throws<InputException>(
                () => Exporter.Generator(generator, Exported.Facts(new DataForm(new SampleShape(2)), generator))).Message);
    }

    [Fact]
    public void Every_layer_says_how()
    {
        IEnumerable<Type> silent = typeof(Layer).Assembly.GetTypes()
            .Where(type => typeof(Layer).IsAssignableFrom(type) && !type.IsAbstract)
            .Where(type => type.GetMethod("Export", All)!.DeclaringType == typeof(Layer));
        Assert.Empty(silent);
    }

    [Fact]
    public void Normalisation_costs_nothing_where_it_follows_a_convolution()
    {
        var network = new Dcgan { Size = 16, Channels = 1, Latent = 5, GeneratorWidth = 4, DiscriminatorWidth = 4 };
        using Generator generator = network.CreateGenerator(new SampleShape(1, 16, 16));
        generator.Train(false);
        using DisposeScope scope = torch.NewDisposeScope();
        using GradMode mode = torch.no_grad();
        var graph = new ExportGraph(generator.NamedModules().Select(pair => (pair.Path, (object)pair.Module)));
        graph.Output("samples", GraphType.Numbers, generator.Export(graph), 1, 16, 16);
        graph.Finish();
        Assert.Equal(
            [
                // The first convolution, of one pixel, is a product.
                "Reshape", "MatMul", "Add", "Reshape", "Relu", "ConvTranspose", "Relu", "ConvTranspose", "Tanh", "Identity",
            ],
            graph.Nodes.Select(node => node.Operator));
        Assert.Equal("main.1.weight", graph.Nodes[1].Inputs[1]);
    }

    private static Run Open(string name)
        => Run.Open(Path.Combine(Repository.Root, "tests", "Goldens", "old-runs", name, "run"));

    private byte[] Export(Run run, ExportOptions? options = null)
    {
        string path = _folder.File("exported.onnx");
        run.Export(path, options);
        return File.ReadAllBytes(path);
    }

    private sealed class Silent : Layer
    {
        public override string Description => "Silent";

        protected override Tensor ForwardCore(Tensor input) => input;
    }
}
