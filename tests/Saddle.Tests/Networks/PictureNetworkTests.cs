using Saddle.Data;
using Saddle.Layers;
using Saddle.Networks;
using Saddle.Tests.Support;
using Xunit;

namespace Saddle.Tests.Networks;

public sealed class PictureNetworkTests
{
    private static readonly SampleShape s_grey = new(1, 28, 28);

    public static TheoryData<PictureNetwork> Networks =>
    [
        new Pix2Pix { Size = 28, Channels = 1, GeneratorWidth = 4, Patch = 16 },
        new Pix2Pix { Size = 28, Channels = 1, Latent = 3, GeneratorWidth = 4, Depth = 1, Patch = 16 },
        new CycleGan { Size = 28, Channels = 1, GeneratorWidth = 4, Blocks = 1, Patch = 16 },
    ];

    [Fact]
    public void The_U_Net_is_the_papers_at_its_size()
    {
        using DisposeScope scope = torch.NewDisposeScope();
        using PictureGenerator generator = new Pix2Pix { Size = 256, Channels = 3, GeneratorWidth = 2 }
            .CreateTranslator(new SampleShape(3, 256, 256), 3);
        generator.Train(false);
        string[] layers =
            [.. LayerSummary.Of(() => Translate(generator, torch.zeros([1, 3, 256, 256]))).Select(layer => layer.Description)];
        // C64-C128-C256-C512-C512-C512-C512-C512, at a 32nd of the width; then the same way back with twice the channels coming
        // in.
        Assert.Equal(
            ["3 to 2", "2 to 4", "4 to 8", "8 to 16", "16 to 16", "16 to 16", "16 to 16", "16 to 16"],
            layers.Where(layer => layer.StartsWith("Conv2d", StringComparison.Ordinal)).Select(Channels));
        Assert.Equal(
            ["16 to 16", "32 to 16", "32 to 16", "32 to 16", "32 to 8", "16 to 4", "8 to 2", "4 to 3"],
            layers.Where(layer => layer.StartsWith("ConvTranspose2d", StringComparison.Ordinal)).Select(Channels));
        // No normalisation on the first and the innermost layer of the way down and on the last of the way up; dropout on the
        // first three.
        Assert.Equal(
            (13, 3),
            (
                layers.Count(layer => layer.StartsWith("BatchNorm2d", StringComparison.Ordinal)),
                layers.Count(layer => layer == "Dropout 0.5")));
        string Channels(string layer) =>
            layer[(layer.IndexOf(' ', StringComparison.Ordinal) + 1)..layer.IndexOf(',', StringComparison.Ordinal)];
    }

    [Fact]
    public void The_residual_generator_has_the_papers_parameters()
    {
        var shape = new SampleShape(3, 128, 128);
        using PictureGenerator generator = new CycleGan { Size = 128, Channels = 3, GeneratorWidth = 8, Blocks = 6 }
            .CreateTranslator(shape, 3);
        // c7s1-k, d2k, d4k, 6 R4k, u2k, uk, c7s1-3 with a gain and a shift for each normalised channel.
        Assert.Equal(
            (3 * 8 * 49) + (8 * 16 * 9) + (16 * 32 * 9) + (12 * 32 * 32 * 9) + (32 * 16 * 9) + (16 * 8 * 9) + (8 * 3 * 49) + 3
            + (2 * (8 + 16 + 32 + (12 * 32) + 16 + 8)),
            generator.ParameterCount);
    }

    [Theory, InlineData(1), InlineData(16), InlineData(34), InlineData(70)]
    public void A_logit_sees_a_square_of_the_pixels_asked_for(int patch)
    {
        using DisposeScope scope = torch.NewDisposeScope();
        using Discriminator discriminator = new Pix2Pix
        {
            Size = 112, Channels = 1, DiscriminatorWidth = 4, DiscriminatorNormalization = Normalization.None, Patch = patch,
        }.CreateDiscriminator(new SampleShape(1, 112, 112));
        Tensor picture = torch.zeros([1, 1, 112, 112]).requires_grad_();
        Tensor logits = discriminator.Forward(picture);
        int side = (int)Math.Sqrt(logits.numel());
        Tensor middle = logits.view(side, side).select(0, side / 2).select(0, side / 2);
        double[] slope = torch.grad([middle], [picture], [torch.ones([])])[0]!.ToArray<double>();
        int[] seen = [.. Enumerable.Range(0, slope.Length).Where(k => slope[k] != 0)];
        Assert.Equal(patch, seen.Max(k => k / 112) - seen.Min(k => k / 112) + 1);
        Assert.Equal(patch, seen.Max(k => k % 112) - seen.Min(k => k % 112) + 1);
    }

    [Theory, MemberData(nameof(Networks))]
    public void Pictures_of_any_size_keep_it(PictureNetwork network)
    {
        using DisposeScope scope = torch.NewDisposeScope();
        using PictureGenerator generator = network.CreateTranslator(s_grey, 1);
        foreach ((int height, int width) in new[] { (28, 28), (32, 20), (13, 31), (64, 8) })
        {
            Tensor answer = generator.Sample(2, seed: 1, new PictureCondition(torch.randn([2, 1, height, width])));
            Assert.Equal([2L, 1L, height, width], answer.shape.ToArray());
            Assert.InRange(answer.abs().max().item(), 1e-6, 1);
        }
    }

    [Fact]
    public void What_the_layers_cannot_halve_is_continued_by_its_outermost_pixels()
    {
        using DisposeScope scope = torch.NewDisposeScope();
        using PictureGenerator generator = new Pix2Pix { Size = 28, Channels = 1, GeneratorWidth = 4, Patch = 16 }
            .CreateTranslator(s_grey, 1);
        Tensor picture = torch.randn([1, 1, 28, 28]);
        // Four levels need multiples of 16: two more pixels on each side.
        int[] lines = [.. Enumerable.Range(-2, 32).Select(line => Math.Clamp(line, 0, 27))];
        Tensor rows = torch.cat([.. lines.Select(row => picture.narrow(2, row, 1))], 2);
        Tensor continued = torch.cat([.. lines.Select(column => rows.narrow(3, column, 1))], 3);
        Tensor expected = generator.Sample(1, 0, new PictureCondition(continued)).narrow(2, 2, 28).narrow(3, 2, 28);
        Close.Equal(expected, generator.Sample(1, 0, new PictureCondition(picture)), relative: 0, absolute: 1e-6);
    }

    [Fact]
    public void A_latent_changes_the_answer_and_without_one_there_is_nothing_at_random()
    {
        using DisposeScope scope = torch.NewDisposeScope();
        var picture = new PictureCondition(torch.randn([1, 1, 28, 28]));
        using PictureGenerator certain = new Pix2Pix { Size = 28, Channels = 1, GeneratorWidth = 4 }.CreateTranslator(s_grey, 1);
        Assert.Equal(0, certain.LatentSize);
        Close.Same(certain.Sample(1, 1, picture), certain.Sample(1, 2, picture));
        using PictureGenerator drawing = new Pix2Pix { Size = 28, Channels = 1, Latent = 3, GeneratorWidth = 4 }
            .CreateTranslator(s_grey, 1);
        Assert.NotEqual(drawing.Sample(1, 1, picture).ToArray<double>(), drawing.Sample(1, 2, picture).ToArray<double>());
    }

    [Fact]
    public void What_cannot_be_is_refused_with_what_would_do()
    {
        using DisposeScope scope = torch.NewDisposeScope();
        using PictureGenerator generator = new Pix2Pix { Size = 28, Channels = 1, GeneratorWidth = 4 }
            .CreateTranslator(s_grey, 1);
        Assert.Equal(
            "The generator translates pictures [N, 1, H, W], but received [1, 3, 28, 28].",
            Message(() => generator.Sample(1, 0, new PictureCondition(torch.zeros([1, 3, 28, 28])))));
        Assert.Equal("The generator translates pictures [N, 1, H, W], but received none.", Message(() => generator.Sample(1, 0)));
        Assert.Equal("pix2pix: size must be a multiple of 4 from 8 to 1024, but is 30.", Refusal(new Pix2Pix { Size = 30 }));
        Assert.Equal("pix2pix: patch must be 1, 16, 34, 70, 142 or 286, but is 32.", Refusal(new Pix2Pix { Patch = 32 }));
        Assert.Equal(
            "cyclegan: squares of 70 are judged in pictures of 24 pixels or more, but size is 16; patch 1, 16 or 34 would do.",
            Refusal(new CycleGan { Size = 16 }));
        Assert.Equal(
            "network pix2pix turns pictures into pictures: it has no generator from latents alone.",
            Assert.Throws<InputException>(() => new Pix2Pix().CreateGenerator(s_grey)).Message);
        string Refusal(PictureNetwork network) => Assert.Throws<InputException>(network.ThrowIfInvalid).Message;
        string Message(Func<object> make) => Assert.Throws<ArgumentException>(make).Message;
    }

    private static Tensor Translate(Generator generator, Tensor pictures)
        => generator.Forward(generator.Latents((int)pictures.size(0)), new PictureCondition(pictures));
}
