namespace Saddle.Networks;

/// <summary>What a player of <see cref="Networks.Transformer"/> is made of.</summary>
public enum TransformerPart
{
    /// <summary>Attention over patches.</summary>
    Transformer,

    /// <summary>The convolutions of <see cref="Dcgan"/>.</summary>
    Convolution,
}
