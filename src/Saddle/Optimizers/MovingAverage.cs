using Saddle.Layers;
using Saddle.Torch;

namespace Saddle.Optimizers;

/// <summary>
/// The exponential moving average of a network's parameters and buffers (Polyak averaging; arXiv:1806.04498): smoother than the
/// network itself, and what samples are drawn from. Half-lives are given in images, so that they mean the same at every batch.
/// </summary>
public sealed class MovingAverage : IDisposable
{
    private readonly ParameterVector _source;
    private readonly ParameterVector _average;

    /// <summary>Creates the average, equal to the network at its start.</summary>
    /// <param name="source">The network that is trained.</param>
    /// <param name="average">A second network of the same shape, which becomes the average.</param>
    public MovingAverage(ParameterVector source, Module average)
    {
        ArgumentNullException.ThrowIfNull(source);
        ArgumentNullException.ThrowIfNull(average);
        _source = source;
        _average = new ParameterVector(average, isTrained: false);
        average.Train(false);
        Blend(1);
    }

    /// <summary>Takes the network's newest state in.</summary>
    /// <param name="images">How many images the network saw since the last update.</param>
    /// <param name="halfLifeImages">After how many images the past counts half; 0 keeps no past.</param>
    public void Update(long images, double halfLifeImages)
    {
        Blend(WeightOfNew(images, halfLifeImages));
    }

    /// <summary>The same, with the weight of the newest state on the device.</summary>
    /// <param name="weightOfNew">A scalar, <see cref="WeightOfNew"/>.</param>
    internal void Update(Tensor weightOfNew)
    {
        using DisposeScope scope = torch.NewDisposeScope();
        using GradMode mode = torch.no_grad();
        Tensor weight = weightOfNew.to(_average.Values.dtype);
        foreach ((Tensor average, Tensor source) in Pairs)
        {
            average.lerp_(source, weight);
        }
    }

    /// <summary>How much the newest state counts, from 0 to 1.</summary>
    /// <param name="images">How many images the network saw since the last update.</param>
    /// <param name="halfLifeImages">After how many images the past counts half; 0 keeps no past.</param>
    internal static double WeightOfNew(long images, double halfLifeImages)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(halfLifeImages);
        return halfLifeImages == 0 ? 1 : 1 - Math.Pow(0.5, images / halfLifeImages);
    }

    private IEnumerable<(Tensor Average, Tensor Source)> Pairs =>
    [
        (_average.Values, _source.Values),
        .. _average.Module.NamedBuffers().Zip(_source.Module.NamedBuffers(), (average, source) => (average.Value, source.Value)),
    ];

    /// <summary>Forgets the past: the average is the network as it is now.</summary>
    public void Restart() => Blend(1);

    /// <summary>Frees the average's own buffer.</summary>
    public void Dispose() => _average.Dispose();

    private void Blend(double weightOfNew)
    {
        using DisposeScope scope = torch.NewDisposeScope();
        using GradMode mode = torch.no_grad();
        foreach ((Tensor average, Tensor source) in Pairs)
        {
            average.lerp_(source, weightOfNew);
        }
    }
}
