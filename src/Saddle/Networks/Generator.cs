using Saddle.Layers;
using Saddle.Torch;

namespace Saddle.Networks;

/// <summary>From latents to samples: <c>[N, Z]</c> to <c>[N, C, H, W]</c> in [-1, 1], or to points <c>[N, 2]</c>.</summary>
public sealed class Generator : Module
{
    private const int SampleBatch = 256;

    private readonly Layer _main;

    /// <summary>Creates the generator.</summary>
    /// <param name="main">From latents to samples.</param>
    /// <param name="latentSize">Z.</param>
    /// <param name="shape">The shape of a sample.</param>
    /// <param name="latentDistribution">What latents are drawn from.</param>
    public Generator(Layer main, int latentSize, SampleShape shape, LatentDistribution latentDistribution = LatentDistribution.Normal)
    {
        (LatentSize, Shape, LatentDistribution) = (latentSize, shape, latentDistribution);
        _main = AddChild("main", main);
    }

    /// <summary>Z, the dimensions of a latent.</summary>
    public int LatentSize { get; }

    /// <summary>What latents are drawn from.</summary>
    public LatentDistribution LatentDistribution { get; }

    /// <summary>The shape of a sample.</summary>
    public SampleShape Shape { get; }

    /// <summary>Where the parameters lie.</summary>
    public Device Device => NamedParameters().First().Parameter.Value.device;

    /// <summary>Generates.</summary>
    /// <param name="latent"><c>[N, Z]</c>.</param>
    /// <returns>Samples, <c>[N, ...]</c>.</returns>
    public Tensor Forward(Tensor latent)
    {
        ArgumentNullException.ThrowIfNull(latent);
        if (latent.dim() != 2 || latent.size(1) != LatentSize)
        {
            throw new ArgumentException($"The generator expects latents [N, {LatentSize}], but received {Tensor.ShapeText(latent.shape)}.");
        }
        return _main.Forward(latent);
    }

    /// <summary>Draws latents from their distribution, N(0, I) or the cube from -1 to 1.</summary>
    /// <param name="count">N.</param>
    /// <param name="generator">What draws; the device's default generator if null.</param>
    /// <returns><c>[N, Z]</c>.</returns>
    public Tensor Latents(int count, RandomGenerator? generator = null)
        => Latents(count, generator, Device);

    /// <summary>Draws samples in evaluation mode, without gradients. The same seed gives the same samples.</summary>
    /// <param name="count">How many; at least 1.</param>
    /// <param name="seed">The seed of the latents.</param>
    /// <returns>Samples on the processor, <c>[count, ...]</c>; the caller's scope owns them.</returns>
    public Tensor Sample(int count, long seed)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(count);
        using DisposeScope scope = torch.NewDisposeScope();
        // Latents are drawn on the processor, so that a seed means the same on every device.
        using var random = new RandomGenerator(unchecked((ulong)seed));
        return scope.MoveToOuter(Sample(Latents(count, random, Device.Cpu)));
    }

    /// <summary>Generates from given latents in evaluation mode, without gradients, a bounded number at a time.</summary>
    /// <param name="latents"><c>[N, Z]</c>.</param>
    /// <returns>Samples on the processor, <c>[N, ...]</c>; the caller's scope owns them.</returns>
    public Tensor Sample(Tensor latents)
    {
        ArgumentNullException.ThrowIfNull(latents);
        using DisposeScope scope = torch.NewDisposeScope();
        using GradMode mode = torch.no_grad();
        bool training = Training;
        Train(false);
        try
        {
            Device device = Device;
            Tensor[] parts = [.. latents.split(SampleBatch).Select(part => Forward(part.to(device)).cpu())];
            return scope.MoveToOuter(torch.cat(parts).contiguous());
        }
        finally
        {
            Train(training);
        }
    }

    private Tensor Latents(int count, RandomGenerator? generator, Device device)
        => LatentDistribution == LatentDistribution.Uniform
            ? torch.rand([count, LatentSize], generator, device: device) * 2 - 1
            : torch.randn([count, LatentSize], generator, device: device);
}
