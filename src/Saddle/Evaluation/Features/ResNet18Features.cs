using Saddle.Data;
using Saddle.Torch;

namespace Saddle.Evaluation.Features;

/// <summary>
/// The features of <see cref="ResNet18"/>, 512 of an image that is brought to 224x224 by linear interpolation; grey images get
/// three equal planes. They know what a thousand kinds of photographed things differ in, and so what most pictures show.
/// </summary>
public sealed class ResNet18Features : FeatureNetwork
{
    /// <summary>About how many bytes it takes at once, the file's numbers as they are read among them.</summary>
    internal const long Bytes = 450L << 20;

    // What a layer makes of one image takes 3 MB.
    private const int AtOnce = 16;

    private readonly ResNet18 _network;

    /// <summary>Takes the network from the cache folder, or downloads it.</summary>
    /// <param name="work">Whom to tell, what stops it, and where it is computed.</param>
    /// <exception cref="Saddle.Data.Known.DownloadException">It cannot be had.</exception>
    public ResNet18Features(DataWork? work = null)
    {
        work ??= DataWork.Quiet;
        (_network, Device) = (ResNet18File.Read(work), work.Device);
        _network.To(Device);
    }

    /// <summary>Whether it looks at samples of a shape: at grey or colour images.</summary>
    internal static bool Suits(SampleShape shape) => shape is { IsImage: true, Channels: 1 or 3 };

    /// <inheritdoc/>
    public override Device Device { get; }

    /// <inheritdoc/>
    public override FeatureOrigin Origin { get; } = new(ResNet18File.Name, ResNet18File.Digest);

    /// <inheritdoc/>
    public override void Dispose()
    {
        _network.Dispose();
        base.Dispose();
    }

    /// <inheritdoc/>
    protected override void Check(SampleSet samples)
    {
        ArgumentNullException.ThrowIfNull(samples);
        if (!Suits(samples.Shape))
        {
            throw new InputException(
                $"features {ResNet18File.Set.Name}: {samples.Name} should be grey or colour images, but has {samples.Shape}; "
                + "use the features pixels.");
        }
    }

    /// <inheritdoc/>
    protected override (Tensor Features, Tensor? Logits) Compute(Tensor samples)
    {
        ArgumentNullException.ThrowIfNull(samples);
        using DisposeScope scope = torch.NewDisposeScope();
        var features = new List<Tensor>();
        for (long start = 0; start < samples.size(0); start += AtOnce)
        {
            using DisposeScope part = torch.NewDisposeScope();
            Tensor some = samples.narrow(0, start, Math.Min(AtOnce, samples.size(0) - start));
            features.Add(part.MoveToOuter(_network.Forward(Prepared(some))));
        }
        return (scope.MoveToOuter(torch.cat([.. features])), null);
    }

    // Blue, green, red from 0 to 255 at the network's size. What is more than twice as large is averaged first, or linear
    // interpolation would leave pixels out.
    private static Tensor Prepared(Tensor bytes)
    {
        Tensor images = bytes.expand(-1, 3, -1, -1).flip(1).to(ScalarType.Float32);
        long times = Math.Min(images.size(2), images.size(3)) / ResNet18.Side;
        images = times > 1 ? torch.avg_pool2d(images, times) : images;
        return torch.upsample_bilinear2d(images, ResNet18.Side, ResNet18.Side);
    }
}
