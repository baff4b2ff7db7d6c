namespace Saddle.Runtime;

/// <summary>What an exported file holds.</summary>
public enum ExportKind
{
    /// <summary>From latents, conditions or pictures to samples.</summary>
    Generator,

    /// <summary>From samples to logits.</summary>
    Discriminator,

    /// <summary>From samples to means and logarithms of variances of their latents.</summary>
    Encoder,
}
