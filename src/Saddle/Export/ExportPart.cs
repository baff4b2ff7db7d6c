namespace Saddle.Export;

/// <summary>What of a run is exported.</summary>
public enum ExportPart
{
    /// <summary>What draws.</summary>
    Generator,

    /// <summary>What judges; its logits are a score.</summary>
    Discriminator,

    /// <summary>A variational autoencoder's way from a sample to its latent.</summary>
    Encoder,
}
