using Saddle.Components;
using Saddle.Data;
using Saddle.Layers;
using Saddle.Networks;

namespace Garden;

/// <summary>One hidden layer in either network, for points.</summary>
[Component("seedling", "one hidden layer, for points")]
public sealed partial record Seedling : Network
{
    /// <summary>The dimensions of the latent.</summary>
    [Setting(1, 64)] public int Latent { get; init; } = 2;

    /// <summary>The features of the hidden layer.</summary>
    [Setting(1, 1024)] public int Width { get; init; } = 32;

    protected override SampleShape ShapeForCore(SampleShape data)
        => data.IsImage ? throw new Saddle.InputException("network seedling is for points.") : data;

    protected override LatentGenerator CreateGeneratorCore(SampleShape shape, int extraLatent) => new(
        new Sequential(new Linear(Latent + extraLatent, Width), new ReLU(), new Linear(Width, shape.Elements)),
        Latent + extraLatent, shape);

    protected override Discriminator CreateDiscriminatorCore(SampleShape shape)
        => new(new Sequential(new Linear(shape.Elements, Width), new LeakyReLU(0.2)), new Linear(Width, 1), shape);
}
