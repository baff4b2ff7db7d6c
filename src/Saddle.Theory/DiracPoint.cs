namespace Saddle.Theory;

/// <summary>The state of a Dirac-GAN.</summary>
/// <param name="Generator">theta, where the generator puts its point mass; real data lie at 0.</param>
/// <param name="Discriminator">psi, the slope of the discriminator psi x.</param>
public readonly record struct DiracPoint(double Generator, double Discriminator)
{
    /// <summary>The distance from the equilibrium, (0, 0).</summary>
    public double Distance => double.Hypot(Generator, Discriminator);
}
