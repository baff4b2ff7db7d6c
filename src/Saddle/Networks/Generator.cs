using Saddle.Data;
using Saddle.Graphs;
using Saddle.Layers;
using Saddle.Shared;
using Saddle.Torch;

namespace Saddle.Networks;

/// <summary>
/// From latents, and a condition where there is one, to samples: <c>[N, Z]</c> to <c>[N, C, H, W]</c> in [-1, 1], or to points
/// <c>[N, 2]</c>.
/// </summary>
public abstract class Generator : Module
{
    private const int SampleBatch = 256;

    /// <summary>Creates the generator.</summary>
    /// <param name="latentSize">Z; 0 for one that draws nothing at random.</param>
    /// <param name="shape">The shape of a sample.</param>
    /// <param name="latentDistribution">What latents are drawn from.</param>
    protected Generator(int latentSize, SampleShape shape, LatentDistribution latentDistribution = LatentDistribution.Normal)
        => (LatentSize, Shape, LatentDistribution) = (latentSize, shape, latentDistribution);

    /// <summary>Z, the dimensions of a latent.</summary>
    public int LatentSize { get; }

    /// <summary>What latents are drawn from.</summary>
    public LatentDistribution LatentDistribution { get; }

    /// <summary>How latents are drawn from a seed.</summary>
    public LatentNumbers LatentNumbers { get; set; }

    /// <summary>The shape of a sample.</summary>
    public SampleShape Shape { get; }

    /// <summary>Where the parameters lie; the processor where there are none.</summary>
    public Device Device => NamedParameters().FirstOrDefault().Parameter?.Value.device ?? Device.Cpu;

    /// <summary>Moves the parameters, if they lie elsewhere.</summary>
    internal void MoveTo(Device device)
    {
        if (Device != device)
        {
            To(device);
        }
    }

    /// <summary>Generates.</summary>
    /// <param name="latent"><c>[N, Z]</c>.</param>
    /// <param name="condition">What the samples are to show, for N samples; null for a generator that takes no condition.</param>
    /// <returns>Samples, <c>[N, ...]</c>.</returns>
    /// <exception cref="ArgumentException">The latents or the condition do not fit.</exception>
    public Tensor Forward(Tensor latent, Condition? condition = null)
    {
        ArgumentNullException.ThrowIfNull(latent);
        if (latent.dim() != 2 || latent.size(1) != LatentSize)
        {
            throw new ArgumentException(
                $"The generator expects latents [N, {LatentSize}], but received {Tensor.ShapeText(latent.shape)}.");
        }
        if (condition is not null && condition.Count != latent.size(0))
        {
            throw new ArgumentException(
                $"The generator expects a condition for each of {latent.size(0)} latents, but received {condition.Count}.");
        }
        return ForwardCore(latent, condition);
    }

    /// <summary>Draws latents from their distribution, N(0, I) or the cube from -1 to 1.</summary>
    /// <param name="count">N.</param>
    /// <param name="generator">What draws; the device's default generator if null.</param>
    /// <returns><c>[N, Z]</c>.</returns>
    public Tensor Latents(int count, RandomGenerator? generator = null)
        => Latents(count, generator, Device);

    /// <summary>Draws latents on the processor, so that a seed means the same on every device.</summary>
    /// <param name="count">N.</param>
    /// <param name="seed">The same seed gives the same latents.</param>
    /// <returns><c>[N, Z]</c>.</returns>
    public Tensor Latents(int count, long seed) => Latents(count, seed, first: 0);

    /// <summary>Draws latents of samples from a number on.</summary>
    /// <param name="count">N.</param>
    /// <param name="seed">The same seed gives the same latents.</param>
    /// <param name="first">The number of the first sample; <see cref="LatentNumbers.Mt19937"/> knows 0 only.</param>
    internal Tensor Latents(int count, long seed, long first)
    {
        if (LatentNumbers == LatentNumbers.Philox)
        {
            return LatentSize == 0 ? torch.zeros([count, 0]) : PhiloxLatents(count, unchecked((ulong)seed), (ulong)first);
        }
        ArgumentOutOfRangeException.ThrowIfNotEqual(first, 0);
        using var random = new RandomGenerator(unchecked((ulong)seed));
        return Latents(count, random, Device.Cpu);
    }

    /// <summary>Draws samples in evaluation mode, without gradients. The same seed gives the same samples.</summary>
    /// <param name="count">How many; at least 1.</param>
    /// <param name="seed">The seed of the latents.</param>
    /// <param name="condition">What the samples are to show, one for each; null for a generator that takes no condition.</param>
    /// <returns>Samples on the processor, <c>[count, ...]</c>; the caller's scope owns them.</returns>
    public Tensor Sample(int count, long seed, Condition? condition = null)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(count);
        using DisposeScope scope = torch.NewDisposeScope();
        return scope.MoveToOuter(Sample(Latents(count, seed), condition));
    }

    /// <summary>Generates from given latents in evaluation mode, without gradients, a bounded number at a time.</summary>
    /// <param name="latents"><c>[N, Z]</c>.</param>
    /// <param name="condition">What the samples are to show, one for each; null for a generator that takes no condition.</param>
    /// <returns>Samples on the processor, <c>[N, ...]</c>; the caller's scope owns them.</returns>
    public Tensor Sample(Tensor latents, Condition? condition = null)
    {
        ArgumentNullException.ThrowIfNull(latents);
        using DisposeScope scope = torch.NewDisposeScope();
        using GradMode mode = torch.no_grad();
        bool training = Training;
        Train(false);
        try
        {
            var parts = new List<Tensor>();
            for (long start = 0; start < latents.size(0); start += SampleBatch)
            {
                using DisposeScope part = torch.NewDisposeScope();
                long length = Math.Min(SampleBatch, latents.size(0) - start);
                Tensor samples = Forward(
                    latents.narrow(0, start, length).to(Device), condition?.Narrow(start, length).To(Device));
                parts.Add(part.MoveToOuter(samples.cpu()));
            }
            return scope.MoveToOuter(torch.cat([.. parts]).contiguous());
        }
        finally
        {
            Train(training);
        }
    }

    /// <summary>The generator's own work.</summary>
    protected abstract Tensor ForwardCore(Tensor latent, Condition? condition);

    private Tensor PhiloxLatents(int count, ulong seed, ulong first)
    {
        var numbers = new float[checked(count * LatentSize)];
        if (LatentDistribution == LatentDistribution.Uniform)
        {
            Philox.Uniform(seed, first, LatentSize, numbers);
        }
        else
        {
            Philox.Normal(seed, first, LatentSize, numbers);
        }
        return torch.tensor(numbers, count, LatentSize);
    }

    /// <summary>Writes the generator into a graph, with an input for its latent and for each thing that it is told.</summary>
    /// <param name="graph">The graph.</param>
    /// <returns>The samples.</returns>
    /// <exception cref="InputException">It, or a layer of it, cannot be exported.</exception>
    protected internal virtual GraphValue Export(ExportGraph graph)
    {
        ArgumentNullException.ThrowIfNull(graph);
        throw graph.Refusal(this, "it does not say how; a generator of an extension overrides Export");
    }

    private Tensor Latents(int count, RandomGenerator? generator, Device device)
        => LatentDistribution == LatentDistribution.Uniform
            ? torch.rand([count, LatentSize], generator, device: device) * 2 - 1
            : torch.randn([count, LatentSize], generator, device: device);
}
