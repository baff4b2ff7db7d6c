using Saddle.Layers;
using Saddle.Optimizers;
using Saddle.Torch;

namespace Saddle.Learners;

/// <summary>
/// A learner whose state is that of its players, and the moving average of the generator that one of them trains.
/// </summary>
public abstract class PlayerLearner : Learner
{
    private readonly PlayerChoice _choice;

    /// <summary>Creates a learner.</summary>
    /// <param name="choice">How the generator is averaged.</param>
    protected PlayerLearner(PlayerChoice choice)
    {
        ArgumentNullException.ThrowIfNull(choice);
        _choice = choice;
    }

    /// <inheritdoc/>
    public override IReadOnlyList<(string Name, Module Network)> Networks
        => [.. Players.Select(player => (player.Name, player.Network))];

    /// <inheritdoc/>
    public override IReadOnlyDictionary<string, long> Counters
        => Players.ToDictionary(CounterOf, player => player.Optimizer.Steps);

    /// <inheritdoc/>
    public override IEnumerable<(string Name, Tensor Value)> NamedTensors() =>
    [
        .. Players.SelectMany(player => player.NamedTensors()),
        .. Generator.NamedTensors().Select(tensor => (AveragePrefix + tensor.Path, tensor.Value)),
    ];

    /// <inheritdoc/>
    public override void Restore(IReadOnlyDictionary<string, long> counters)
    {
        ArgumentNullException.ThrowIfNull(counters);
        foreach (Player player in Players)
        {
            player.Optimizer.Steps = counters[CounterOf(player)];
        }
    }

    /// <inheritdoc/>
    public override void Dispose()
    {
        Average.Dispose();
        foreach (Player player in Players)
        {
            player.Dispose();
        }
        Generator.Dispose();
        GC.SuppressFinalize(this);
    }

    /// <summary>Those who learn, in the order in which checkpoints hold them.</summary>
    protected abstract IReadOnlyList<Player> Players { get; }

    /// <summary>What makes <see cref="Learner.Generator"/>.</summary>
    protected abstract MovingAverage Average { get; }

    /// <summary>Brings the average up to a step that the generator has made.</summary>
    /// <param name="context">The step.</param>
    protected void UpdateAverage(StepContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        if (context.HasNumbersOnDevice)
        {
            Average.Update(context.Scalar(now => MovingAverage.WeightOfNew(now.Batch, _choice.HalfLifeImages(now))));
        }
        else
        {
            Average.Update(context.Batch, _choice.HalfLifeImages(context));
        }
    }

    /// <summary>What of the players decides on the host what a step does, or null.</summary>
    private protected string? UnrecordedPart
        => Players.Select(player => player.Unrecorded).FirstOrDefault(part => part is not null);

    private static string CounterOf(Player player) => $"{player.Name}_updates";
}
