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
        ArgumentNullException.ThrowIfNull(loss);
        return UpdateDiscriminator(context, [new LossPart(1, loss)]);
    }

    /// <summary>The generator's turn.</summary>
    /// <param name="context">The step.</param>
    /// <param name="loss">Works its loss out, on fakes with history.</param>
    public Turn UpdateGenerator(StepContext context, Func<Loss> loss)
    {
        ArgumentNullException.ThrowIfNull(loss);
        return UpdateGenerator(context, [new LossPart(1, loss)]);
    }

    /// <summary>The discriminator's turn, a slice of the batch after another.</summary>
    internal Turn UpdateDiscriminator(StepContext context, IEnumerable<LossPart> parts)
    {
        Discriminator.Parameters.RequiresGrad(true);
        return Update(Discriminator, context, parts);
    }

    /// <summary>The generator's turn, a slice of the batch after another.</summary>
    internal Turn UpdateGenerator(StepContext context, IEnumerable<LossPart> parts)
    {
        // Only the way through the discriminator is needed, not its own gradient.
        Discriminator.Parameters.RequiresGrad(false);
        return Update(Generator, context, parts);
    }

    /// <summary>Both turns at once: each learns from the game as it is before either has moved.</summary>
    /// <param name="context">The step.</param>
    /// <param name="discriminatorLoss">Works the discriminator's loss out, on fakes without history.</param>
    /// <param name="generatorLoss">Works the generator's loss out, on fakes with history.</param>
    /// <returns>The discriminator's turn, and the generator's.</returns>
    public Turn[] UpdateBoth(StepContext context, Func<Loss> discriminatorLoss, Func<Loss> generatorLoss)
    {
        ArgumentNullException.ThrowIfNull(discriminatorLoss);
        ArgumentNullException.ThrowIfNull(generatorLoss);
        using DisposeScope scope = torch.NewDisposeScope();
        Discriminator.Parameters.RequiresGrad(false);
        Loss drawn = generatorLoss();
        Generator.Differentiate(drawn);
        Discriminator.Parameters.RequiresGrad(true);
        Turn judged = Discriminator.Descend(discriminatorLoss(), context);
        return [judged.MoveOutOf(scope), Generator.Move(drawn, context).MoveOutOf(scope)];
    }

    /// <summary>Frees both players.</summary>
    public void Dispose()
    {
        Generator.Dispose();
        Discriminator.Dispose();
    }

    private static Turn Update(Player player, StepContext context, IEnumerable<LossPart> parts)
    {
        using DisposeScope scope = torch.NewDisposeScope();
        return player.Descend(parts, context).MoveOutOf(scope);
    }
}
