using Saddle.Components;

namespace Saddle.Theory.Experiments;

/// <summary>
/// A statement of GAN theory that one can run: it works numbers out, or trains something small, and draws what came out.
/// </summary>
public abstract record Experiment : Component
{
    /// <summary>Every experiment, in the order in which they are listed.</summary>
    public static Catalogue<Experiment> All { get; } = new(
        "experiment",
        DivergenceTable.Entry,
        PickAGenerator.Entry,
        MovingTarget.Entry,
        DisjointSupports.Entry,
        MaximumLikelihood.Entry,
        LeastSquaresIdentity.Entry,
        DiracGan.Entry,
        Conjugates.Entry,
        FGanFamily.Entry,
        ModeCollapse.Entry,
        VanishingGradient.Entry,
        TrainedDiscriminator.Entry,
        FrozenDiscriminator.Entry,
        WassersteinCritics.Entry,
        OneHalf.Entry);

    /// <summary>Runs it.</summary>
    /// <param name="progress">Told how much is done, from 0 to 1.</param>
    /// <param name="cancellation">Ends it early.</param>
    /// <exception cref="InputException">A setting makes no sense; every problem is told.</exception>
    public ExperimentResult Run(Action<double>? progress = null, CancellationToken cancellation = default)
    {
        ThrowIfInvalid();
        return RunCore(share =>
        {
            cancellation.ThrowIfCancellationRequested();
            progress?.Invoke(share);
        });
    }

    /// <summary>The experiment's own work.</summary>
    /// <param name="progress">To be told how much is done, from 0 to 1, often; throws when the experiment is to end
    /// early.</param>
    protected abstract ExperimentResult RunCore(Action<double> progress);
}
