using Saddle.Reporting;

namespace Saddle.Training;

/// <summary>
/// A run without a checkpoint begins again from its seed, and is the same run. But where its metrics say that it must have had
/// one, checkpoints were lost, and nobody has asked for their steps to be made again.
/// </summary>
/// <param name="run">The run, with the recipe that it was trained by so far.</param>
internal sealed class Beginning(Run run)
{
    /// <summary>The newest whole checkpoint, or null for the beginning.</summary>
    /// <param name="restart">Whether it is wanted that the run begins again where it has no checkpoint that can be used.</param>
    /// <exception cref="RecipeException">
    /// Every checkpoint is damaged or lost, and no restart is wanted; or one is whole, and a restart is wanted.
    /// </exception>
    internal Checkpoint? Checkpoint(bool restart)
    {
        Checkpoint? checkpoint;
        try
        {
            checkpoint = run.NewestCheckpoint();
        }
        catch (RecipeException) when (restart)
        {
            return null;
        }
        if (checkpoint is not null && restart)
        {
            throw new RecipeException(
                $"{run.Folder}: it has a whole checkpoint, that of step {checkpoint.State.Step}, and only a run without one is "
                + "begun again; continue it from there, or train its recipe in another folder.")
            {
                Remedies = [new(RemedyKind.Continue, run.Folder), TrainAnew],
            };
        }
        if (checkpoint is null && !restart && LastStep() is var step && HasLost(step))
        {
            throw new RecipeException(
                $"{run.Folder}: its metrics reach step {step}, but its checkpoints are gone: bring them back, or let the run "
                + "begin again from its seed, which cuts its metrics.")
            {
                Remedies = [new(RemedyKind.Restart, run.Folder), TrainAnew],
            };
        }
        return checkpoint;
    }

    /// <summary>Removes what would tell of steps that are made again.</summary>
    /// <returns>Whether there was anything of the kind.</returns>
    internal bool Clear()
    {
        bool had = File.Exists(run.MetricsFile) && new FileInfo(run.MetricsFile).Length > 0;
        File.Delete(run.MetricsFile);
        File.Delete(run.ReportFile);
        return had;
    }

    private Remedy TrainAnew => new(RemedyKind.TrainAnew, Path.Combine(run.Folder, NewRunFolder.RecipeName));

    private long LastStep() => File.Exists(run.MetricsFile)
        ? MetricsFile.Read(run.MetricsFile, (_, _) => { }).Select(line => line.Row.Step ?? 0).DefaultIfEmpty(0).Max()
        : 0;

    // A checkpoint is written beside the training, and is there before the next one is begun; the last one is waited for before
    // the page is written. Metrics that end before the first one tell of nothing lost: a power cut may leave a page only.
    private bool HasLost(long step)
    {
        long first = StepAfter(run.Recipe.CheckpointEveryImages);
        long second = Math.Max(first + 1, StepAfter(2 * run.Recipe.CheckpointEveryImages));
        return step > second || (File.Exists(run.ReportFile) && step >= run.Recipe.Steps);
    }

    private long StepAfter(long images) => (images + run.Recipe.Batch - 1) / run.Recipe.Batch;
}
