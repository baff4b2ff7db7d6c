namespace Saddle.Learners;

/// <summary>How samples lie about what a variational autoencoder decodes.</summary>
public enum PixelLikelihood
{
    /// <summary>Normally: the squared error.</summary>
    Gaussian,

    /// <summary>The absolute error.</summary>
    Laplace,

    /// <summary>Black or white, with a probability each.</summary>
    Bernoulli,
}
