namespace Saddle.Learners;

/// <summary>What a batch counts where the discriminator judges packs of samples.</summary>
public enum PackingCount
{
    /// <summary>Single samples: a batch of 64 makes 32 packs of two.</summary>
    Samples,

    /// <summary>Packs, as in arXiv:1712.04086: a batch of 64 takes 128 samples in packs of two.</summary>
    Packs,
}
