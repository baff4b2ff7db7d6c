using Saddle.Reporting;
using Saddle.Torch;
using Saddle.Torch.Kernels;

namespace Saddle.Training;

/// <summary>Takes a run up where a checkpoint left it, and says where it cannot be the run that it was.</summary>
/// <param name="run">The run, with the recipe that it goes on with.</param>
/// <param name="checkpoint">The checkpoint.</param>
/// <param name="isMoved">Whether somebody has said where its data lie now, so that they were compared already.</param>
/// <param name="warn">Told of what has changed.</param>
internal sealed class Continuation(Run run, Checkpoint checkpoint, bool isMoved, Action<string> warn)
{
    /// <summary>
    /// Asks for the kernel that a checkpoint was made with, before libtorch is loaded, or it has no effect. One that names none
    /// was made with the library's own choice.
    /// </summary>
    internal static void RequestKernelOf(Checkpoint? checkpoint)
    {
        if (checkpoint?.State.Stretches is [.., var last])
        {
            ProcessorKernel.Request(last.Kernel);
        }
        else if (checkpoint is not null)
        {
            ProcessorKernel.RequestLibrarysOwn();
        }
    }

    /// <summary>Makes sure that a run may go on with what was changed since, on purpose or not.</summary>
    /// <param name="before">The run as its recipe.json says.</param>
    /// <param name="run">The run as it is to go on.</param>
    /// <param name="checkpoint">Where it goes on from; null at its beginning.</param>
    /// <exception cref="RecipeException">It may not; the message says why.</exception>
    internal static void CheckChange(Run before, Run run, Checkpoint? checkpoint)
    {
        if (run.Recipe.Threads != before.Recipe.Threads && before.Recipe.Threads > 0)
        {
            Preparation.CheckThreads(run.Recipe);
        }
        FixedSettings.Check(run, checkpoint);
        if (checkpoint?.State.Step > run.Recipe.Steps)
        {
            throw new RecipeException(
                $"{run.Folder}: {checkpoint.State.Step} steps are made already, so it cannot be a run of {run.Recipe.Steps}; "
                + "ask for more steps.")
            {
                Remedies = [new(RemedyKind.MoreSteps)],
            };
        }
    }

    /// <summary>Makes sure that data from another place are those that the checkpoint was made with.</summary>
    /// <exception cref="RecipeException">They are others.</exception>
    internal static void CheckMoved(Run run, OpenedData data, Checkpoint checkpoint, Action<string> warn)
    {
        string place = $"{run.Folder}: {string.Join(" and ", RecipePaths.Of(run.Recipe))}";
        string before = checkpoint.State.Data, now = data.Set.Identity;
        bool isKnown = checkpoint.State.DataDigest.Length > 0 && data.Digest.Length > 0;
        // Else counts tell, but not digests of listings: those have the files' times in them, which a copy has not.
        bool tells = isKnown || (long.TryParse(before, out _) && long.TryParse(now, out _));
        if (tells && !(isKnown ? data.MayBe(checkpoint) : before == now))
        {
            throw new RecipeException(
                $"{place} does not hold the data that the run learns from: their number, names, lengths or contents are others; "
                + "name the place where the run's own data lie.")
            {
                Remedies = [new(RemedyKind.MovedData, run.Folder)],
            };
        }
        if (!tells && before.Length > 0 && before != now)
        {
            warn($"{place}: whether these are the run's data cannot be told, for its checkpoint is of an older program");
        }
    }

    /// <summary>Brings the state and the metrics to where the checkpoint left them.</summary>
    /// <exception cref="RecipeException">The checkpoint does not fit the recipe.</exception>
    internal void Restore(TrainingState state)
    {
        if (!isMoved && !state.HasDataOf(checkpoint))
        {
            warn($"{run.Folder}: the data have changed since the checkpoint; the run goes on with what is there now");
        }
        try
        {
            if (!state.Restore(checkpoint))
            {
                warn(
                    $"{run.Folder}: the checkpoint was made on another kind of device; "
                    + "the run goes on with other random numbers");
            }
            MetricsLog.TruncateAfter(run.MetricsFile, state.Step, TellOfDamage);
        }
        catch (InvalidDataException error)
        {
            throw new RecipeException(error.Message, error);
        }
        WarnOfOtherBits(state.Stretch);
    }

    private void TellOfDamage(int lines, string file)
        => warn(
            $"{run.MetricsFile}: {lines} "
            + (lines == 1 ? "line that is no JSON object was" : "lines that are no JSON objects were")
            + $" moved to {file}");

    // A GPU's bits do not depend on the processor.
    private void WarnOfOtherBits(Stretch here)
    {
        if (Device.Parse(run.Recipe.Device).Type != DeviceType.Cpu)
        {
            return;
        }
        string changes = checkpoint.State.Stretches is [.., var last]
            ? here.ChangesFrom(last)
            : ProcessorKernel.IsLibrarysOwn ? "" : $"kernel {here.Kernel} instead of OpenBLAS's own choice";
        if (changes.Length > 0)
        {
            warn($"{run.Folder}: the run's bits differ from here on from those of a run without a stop: {changes}");
        }
    }
}
