using Saddle.Reporting;
using Saddle.Torch;
using Saddle.Torch.Kernels;

namespace Saddle.Training;

/// <summary>Takes a run up where a checkpoint left it, and says where it cannot be the run that it was.</summary>
/// <param name="run">The run, with the recipe that it goes on with.</param>
/// <param name="checkpoint">The checkpoint.</param>
/// <param name="warn">Told of what has changed.</param>
internal sealed class Continuation(Run run, Checkpoint checkpoint, Action<string> warn)
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

    /// <summary>Brings the state and the metrics to where the checkpoint left them.</summary>
    /// <exception cref="RecipeException">The checkpoint does not fit the recipe.</exception>
    internal void Restore(TrainingState state)
    {
        if (!state.HasDataOf(checkpoint))
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
            MetricsLog.TruncateAfter(run.MetricsFile, state.Step);
        }
        catch (InvalidDataException error)
        {
            throw new RecipeException(error.Message, error);
        }
        WarnOfOtherBits(state.Stretch);
    }

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
