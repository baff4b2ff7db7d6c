using Saddle.Layers;
using Saddle.Networks;
using Saddle.Optimizers;

namespace Saddle.Learners;

/// <summary>A learner of two players, the generator and what judges its samples; the average is the generator's.</summary>
public abstract class GameLearner : PlayerLearner
{
    /// <summary>Takes the networks over and brings them to their device.</summary>
    /// <param name="choice">Optimisers and average.</param>
    /// <param name="setup">What it is built for.</param>
    /// <param name="generator">The one who draws.</param>
    /// <param name="discriminator">The one who judges.</param>
    /// <param name="average">A network of the generator's shape, which becomes its average.</param>
    protected GameLearner(GameChoice choice, LearnerSetup setup, Module generator, Module discriminator, Module average)
        : base(choice)
    {
        ArgumentNullException.ThrowIfNull(choice);
        ArgumentNullException.ThrowIfNull(setup);
        ArgumentNullException.ThrowIfNull(average);
        foreach (Module network in new[] { generator, discriminator, average })
        {
            network.To(setup.Device);
        }
        Game = new TwoPlayers(
            new Player("generator", generator, choice.GeneratorOptimizer, choice),
            new Player("discriminator", discriminator, choice.DiscriminatorOptimizer, choice));
        Average = new MovingAverage(Game.Generator.Parameters, average);
    }

    /// <summary>Both players.</summary>
    protected TwoPlayers Game { get; }

    /// <inheritdoc/>
    protected override IReadOnlyList<Player> Players => [Game.Generator, Game.Discriminator];

    /// <inheritdoc/>
    protected override MovingAverage Average { get; }
}
