using Saddle.Data;

namespace Saddle.Training;

/// <summary>
/// Trains: one loop over steps, with metrics, samples and checkpoints as they fall due. It knows nothing of GANs.
/// However it ends, it leaves libtorch's threads, default random numbers and gradient mode as they were; at each progress, too.
/// </summary>
public static class Trainer
{
    /// <summary>Trains a recipe in a new folder.</summary>
    /// <param name="recipe">What to train.</param>
    /// <param name="folder">The run's folder; it must not hold a run yet.</param>
    /// <param name="progress">Called after each step.</param>
    /// <param name="work">Whom to tell of long work on the data.</param>
    /// <param name="cancellation">Ends the run after the step and a checkpoint.</param>
    /// <returns>The finished run; dispose it.</returns>
    /// <exception cref="RecipeException">The recipe is impossible, or the folder holds a run already.</exception>
    /// <exception cref="DataException">The data is missing or damaged.</exception>
    /// <exception cref="TrainingDivergedException">A loss or gradient is no longer finite.</exception>
    /// <exception cref="OperationCanceledException">The run was cancelled, after a checkpoint.</exception>
    public static Run Train(
        Recipe recipe, string folder, Action<StepReport>? progress = null, DataWork? work = null,
        CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(recipe);
        using TrainingSession session = TrainingSession.Start(recipe, folder, Until(work, cancellation));
        return Loop(session, progress, cancellation);
    }

    /// <summary>Continues a run from its newest whole checkpoint, exactly as if it had never stopped.</summary>
    /// <param name="folder">The run's folder.</param>
    /// <param name="images">The new total of images, or null for the recipe's own.</param>
    /// <param name="progress">Called after each step.</param>
    /// <param name="warn">Told of damaged checkpoints that were passed over, and the like.</param>
    /// <param name="work">Whom to tell of long work on the data.</param>
    /// <param name="cancellation">Ends the run after the step and a checkpoint.</param>
    /// <returns>The finished run; dispose it.</returns>
    /// <exception cref="RecipeException">The folder holds no run, a damaged one, or one of a newer version.</exception>
    public static Run Resume(
        string folder, long? images = null, Action<StepReport>? progress = null, Action<string>? warn = null,
        DataWork? work = null, CancellationToken cancellation = default)
    {
        using TrainingSession session = TrainingSession.Resume(
            folder, recipe => recipe with { Images = images ?? recipe.Images }, warn, Until(work, cancellation));
        return Loop(session, progress, cancellation);
    }

    /// <summary>
    /// Trains an open session to its end. If an error ends it between two steps, a checkpoint is written before the error is
    /// passed on; within a step the last checkpoint stands.
    /// </summary>
    /// <param name="session">A new or resumed run.</param>
    /// <param name="progress">Called after each step.</param>
    /// <param name="cancellation">Ends the run after the step and a checkpoint.</param>
    /// <returns>The finished run; dispose it.</returns>
    public static Run Loop(TrainingSession session, Action<StepReport>? progress, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(session);
        try
        {
            session.DrawMissingSheet();
            MakeSteps(session, progress, cancellation);
            session.SaveReport();
            return session.Run;
        }
        catch (Exception error)
        {
            session.Keep(error);
            throw;
        }
    }

    private static void MakeSteps(TrainingSession session, Action<StepReport>? progress, CancellationToken cancellation)
    {
        while (!session.Finished)
        {
            StepReport report = session.Step();
            session.Record(report);
            progress?.Invoke(report);
            if (cancellation.IsCancellationRequested && !session.Finished)
            {
                session.SaveCheckpoint();
                session.SaveReport();
                cancellation.ThrowIfCancellationRequested();
            }
        }
    }

    // One token ends the whole of it, before the first step as well.
    private static DataWork Until(DataWork? work, CancellationToken cancellation)
        => cancellation.CanBeCanceled ? (work ?? DataWork.Quiet) with { Cancellation = cancellation } : work ?? DataWork.Quiet;
}
