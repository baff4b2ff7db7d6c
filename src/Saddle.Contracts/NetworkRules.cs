using Saddle.Data;
using Saddle.Layers;
using Saddle.Networks;
using Saddle.Torch;

namespace Saddle.Contracts;

/// <summary>What every pair of networks keeps, for grey images or else for points.</summary>
internal static class NetworkRules
{
    internal static IEnumerable<Rule> Of(Network network)
    {
        // A network from pictures to pictures has no generator of latents.
        if (network is PictureNetwork)
        {
            yield break;
        }
        yield return new("the shape that it makes of data is one that it takes",
            () => Shape(network).Equals(network.ShapeFor(Shape(network)))
            ? null : $"{Shape(network)} becomes {network.ShapeFor(Shape(network))}");
        yield return new("its generator makes finite samples of that shape", () => Makes(network));
        yield return new("its generator takes more numbers beside the latent", () => Widens(network));
        yield return new("its discriminator gives finite logits for each sample", () => Judges(network));
        yield return new("the same random numbers make the same networks", () => Again(network));
        yield return new("gradients reach every parameter of both", () => Reaches(network));
        yield return new(DeviceRule.Name, () => Watched(network));
    }

    private static SampleShape Shape(Network network)
    {
        try
        {
            return network.ShapeFor(new SampleShape(1, 28, 28));
        }
        catch (InputException)
        {
            return network.ShapeFor(new SampleShape(2));
        }
    }

    private static string? Makes(Network network)
    {
        SampleShape shape = Shape(network);
        using LatentGenerator generator = network.CreateGenerator(shape);
        Tensor samples = generator.Sample(3, seed: 1);
        return !shape.Fits(samples) || samples.size(0) != 3 ? $"3 samples are {samples}"
            : samples.isfinite().to(ScalarType.Float32).min().item() < 1 ? "not all are finite" : null;
    }

    private static string? Widens(Network network)
    {
        SampleShape shape = Shape(network);
        using LatentGenerator plain = network.CreateGenerator(shape), wider = network.CreateGenerator(shape, extraLatent: 5);
        return wider.LatentSize == plain.LatentSize + 5 ? null : $"with 5 more, {plain.LatentSize} became {wider.LatentSize}";
    }

    private static string? Judges(Network network)
    {
        SampleShape shape = Shape(network);
        using Discriminator discriminator = network.CreateDiscriminator(shape);
        Tensor logits = discriminator.Forward(torch.rand([4, .. shape.Sizes]) * 2 - 1);
        return logits.dim() != 1 || logits.size(0) % 4 != 0 ? $"the logits of 4 samples are {logits}"
            : logits.isfinite().to(ScalarType.Float32).min().item() < 1 ? "not all are finite" : null;
    }

    private static string? Watched(Network network)
    {
        SampleShape shape = Shape(network);
        using LatentGenerator generator = network.CreateGenerator(shape);
        using Discriminator discriminator = network.CreateDiscriminator(shape);
        generator.Train(true);
        discriminator.Train(true);
        return DeviceRule.Check(() => discriminator.Forward(generator.Forward(generator.Latents(4))).sum().backward());
    }

    private static string? Again(Network network)
    {
        SampleShape shape = Shape(network);
        float[][] made = [.. Enumerable.Range(0, 2).Select(_ =>
        {
            torch.manual_seed(7);
            using LatentGenerator generator = network.CreateGenerator(shape);
            return generator.Sample(2, seed: 3).ToArray<float>();
        })];
        return made[0].AsSpan().SequenceEqual(made[1]) ? null : "the second draws otherwise";
    }

    private static string? Reaches(Network network)
    {
        SampleShape shape = Shape(network);
        using LatentGenerator generator = network.CreateGenerator(shape);
        using Discriminator discriminator = network.CreateDiscriminator(shape);
        generator.Train(true);
        discriminator.Train(true);
        discriminator.Forward(generator.Forward(generator.Latents(4))).square().sum().backward();
        string[] missed = [.. new Module[] { generator, discriminator }.SelectMany(module => module.NamedParameters())
            .Where(parameter => parameter.Parameter.Value.grad is null).Select(parameter => parameter.Path)];
        return missed.Length == 0 ? null : $"none reaches {string.Join(", ", missed)}";
    }
}
