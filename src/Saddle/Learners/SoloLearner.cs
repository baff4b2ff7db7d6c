using Saddle.Networks;
using Saddle.Optimizers;
using Saddle.Torch;

namespace Saddle.Learners;

/// <summary>A learner without a game: one generator follows a loss of its own downhill, and is averaged.</summary>
/// <typeparam name="T">The generator.</typeparam>
public abstract class SoloLearner<T> : PlayerLearner where T : Generator
{
    /// <summary>Builds and initialises the generator from the default random number generator.</summary>
    /// <param name="choice">Its optimiser and average.</param>
    /// <param name="setup">What it is built for.</param>
    /// <param name="create">Builds it; called once for what is trained, and once for its average.</param>
    protected SoloLearner(PlayerChoice choice, LearnerSetup setup, Func<T> create) : base(choice)
    {
        ArgumentNullException.ThrowIfNull(choice);
        ArgumentNullException.ThrowIfNull(setup);
        ArgumentNullException.ThrowIfNull(create);
        (Trained, Generator) = (create(), create());
        Trained.To(setup.Device);
        Generator.To(setup.Device);
        Player = new Player("generator", Trained, choice.GeneratorOptimizer, choice);
        Average = new MovingAverage(Player.Parameters, Generator);
    }

    /// <inheritdoc/>
    public override Generator Generator { get; }

    /// <summary>The generator that learns.</summary>
    protected T Trained { get; }

    /// <summary>The generator that learns, with its optimiser.</summary>
    protected Player Player { get; }

    /// <inheritdoc/>
    protected override IReadOnlyList<Player> Players => [Player];

    /// <inheritdoc/>
    protected override MovingAverage Average { get; }

    /// <summary>Makes a step down a loss, and brings the average up to it.</summary>
    /// <param name="loss">The loss, one number.</param>
    /// <param name="context">What is due at this step.</param>
    protected Turn Descend(Tensor loss, StepContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        Turn turn = Player.Descend(new Loss(loss), context);
        UpdateAverage(context);
        return turn;
    }
}
