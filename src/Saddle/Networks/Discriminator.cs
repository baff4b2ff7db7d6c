using Saddle.Layers;
using Saddle.Torch;

namespace Saddle.Networks;

/// <summary>From samples to logits: <c>[N, C, H, W]</c> or <c>[N, 2]</c> to <c>[N]</c>, before any activation. Critics are discriminators too.</summary>
public sealed class Discriminator : Module
{
    private readonly Layer _main;
    private readonly Layer _head;

    /// <summary>Creates the discriminator.</summary>
    /// <param name="main">From samples to features.</param>
    /// <param name="head">From features to one number each, <c>[N, 1]</c> or <c>[N, 1, 1, 1]</c>.</param>
    /// <param name="shape">The shape of a sample.</param>
    public Discriminator(Layer main, Layer head, SampleShape shape)
    {
        Shape = shape;
        _main = AddChild("main", main);
        _head = AddChild("head", head);
    }

    /// <summary>The shape of a sample.</summary>
    public SampleShape Shape { get; }

    /// <summary>Judges.</summary>
    /// <param name="samples"><c>[N, ...]</c>.</param>
    /// <returns>Logits, <c>[N]</c>.</returns>
    public Tensor Forward(Tensor samples) => _head.Forward(Described(samples)).reshape(-1);

    /// <summary>What the last layer judges by.</summary>
    /// <param name="samples"><c>[N, ...]</c>.</param>
    /// <returns>Features, <c>[N, F]</c>.</returns>
    public Tensor Features(Tensor samples) => Described(samples).flatten(1);

    private Tensor Described(Tensor samples)
    {
        ArgumentNullException.ThrowIfNull(samples);
        if (samples.dim() != Shape.Sizes.Length + 1 || !samples.shape[1..].SequenceEqual(Shape.Sizes))
        {
            throw new ArgumentException($"The discriminator expects {Shape}, but received {Tensor.ShapeText(samples.shape)}.");
        }
        return _main.Forward(samples);
    }
}
