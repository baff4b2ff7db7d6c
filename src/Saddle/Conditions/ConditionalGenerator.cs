using Saddle.Layers;
using Saddle.Networks;
using Saddle.Torch;

namespace Saddle.Conditions;

/// <summary>
/// A network's generator that is told a condition: encoded and put beside the latent (arXiv:1411.1784), given to its batch
/// normalisations (arXiv:1610.07629), or both.
/// </summary>
internal sealed class ConditionalGenerator : Generator
{
    private readonly ConditionEncoder? _beside;
    private readonly ConditionEncoder? _modulating;
    private readonly Layer _main;

    private ConditionalGenerator(LatentGenerator plain, ConditionEncoder? beside, ConditionEncoder? modulating)
        : base(plain.LatentSize - (beside?.Size ?? 0), plain.Shape, plain.LatentDistribution)
    {
        _main = AddChild("main", plain.Main);
        _beside = beside is null ? null : AddChild("condition", beside);
        _modulating = modulating is null ? null : AddChild("modulation", modulating);
    }

    /// <summary>Builds a generator whose first layer sees the encoded condition beside the latent.</summary>
    internal static ConditionalGenerator WithConditionBeside(Network network, SampleShape shape, ConditionEncoder encoder)
        => new(network.CreateGenerator(shape, encoder.Size), encoder, null);

    /// <summary>
    /// Builds a generator whose batch normalisations have gains and shifts by the condition. One without batch normalisation sees it
    /// beside the latent instead.
    /// </summary>
    internal static ConditionalGenerator WithConditionInside(Network network, SampleShape shape, ConditionEncoder encoder)
    {
        LatentGenerator plain = network.CreateGenerator(shape);
        if (BatchNorm.ConditionAll(plain, encoder.Size) > 0)
        {
            return new ConditionalGenerator(plain, null, encoder);
        }
        plain.Dispose();
        return WithConditionBeside(network, shape, encoder);
    }

    /// <inheritdoc/>
    protected override Tensor ForwardCore(Tensor latent, Condition? condition)
        => _main.Forward(
            _beside is null ? latent : torch.cat([latent, _beside.Encode(condition)], 1),
            _modulating?.Encode(condition));
}
