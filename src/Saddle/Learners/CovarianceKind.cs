namespace Saddle.Learners;

/// <summary>The covariance of a mixture's Gaussians.</summary>
public enum CovarianceKind
{
    /// <summary>The dimensions of a Gaussian are independent.</summary>
    Diagonal,

    /// <summary>Gaussians may lie aslant, in few dimensions.</summary>
    Full,
}
