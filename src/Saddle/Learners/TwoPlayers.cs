using Saddle.Torch;

namespace Saddle.Learners;

/// <summary>
/// The two-player update (arXiv:1406.2661, algorithm 1): each player in its turn follows its own loss downhill, while the other
/// stands still. What an update makes is freed after it.
/// </summary>
/// <param name="generator">The one who draws.</param>
/// <param name="discriminator">The one who judges.</param>
public sealed class TwoPlayers(Player generator, Player discriminator) : IDisposable
{
    /// <summary>The one who draws.</summary>
    public Player Generator { get; } = generator;

    /// <summary>The one who judges.</summary>
    public Player Discriminator { get; } = discriminator;

    /// <summary>The discriminator's turn.</summary>
    /// <param name="context">The step.</param>
    /// <param name="loss">Works its loss out, on fakes without history.</param>
    public Turn UpdateDiscriminator(StepContext context, Func<Loss> loss)
    {
        Discriminator.Parameters.RequiresGrad(true);
        return Update(Discriminator, context, loss);
    }

    /// <summary>The generator's turn.</summary>
    /// <param name="context">The step.</param>
    /// <param name="loss">Works its loss out, on fakes with history.</param>
    public Turn UpdateGenerator(StepContext context, Func<Loss> loss)
    {
        // Only the way through the discriminator is needed, not its own gradient.
        Discriminator.Parameters.RequiresGrad(false);
        return Update(Generator, context, loss);
    }

    /// <summary>Frees both players.</summary>
    public void Dispose()
    {
        Generator.Dispose();
        Discriminator.Dispose();
    }

    private static Turn Update(Player player, StepContext context, Func<Loss> loss)
    {
        ArgumentNullException.ThrowIfNull(loss);
        using DisposeScope scope = torch.NewDisposeScope();
        return player.Descend(loss(), context).MoveOutOf(scope);
    }
}
