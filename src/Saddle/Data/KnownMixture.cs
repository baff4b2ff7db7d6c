namespace Saddle.Data;

/// <summary>
/// The modes of a mixture of equally likely round Gaussians, for counting how many of them a generator has found.
/// </summary>
/// <param name="Means">The centres, D numbers each.</param>
/// <param name="Deviation">The standard deviation of each along each axis, at least 0.</param>
public sealed record KnownMixture(IReadOnlyList<double[]> Means, double Deviation);
