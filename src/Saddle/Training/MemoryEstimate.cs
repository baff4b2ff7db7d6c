using Saddle.Data;
using Saddle.Evaluation;
using Saddle.Learners;
using Saddle.Torch;

namespace Saddle.Training;

/// <summary>
/// How much memory a run takes at most, found out by steps of small batches: what a step keeps for its backward pass grows with
/// the batch, and the rest does not.
/// </summary>
internal static class MemoryEstimate
{
    // A rehearsal, a recording and one that is played.
    private const int StepsOnDevice = 3;

    private const int Few = 4, More = 12, MostUnits = 64, CopiesOfParameters = 6;

    // Of the program itself, that a run comes to use after its first steps: pictures, checkpoints, reports.
    private const long RestOfProgram = 20 << 20;

    /// <summary>
    /// The most of a GPU that a run would reserve for tensors, in bytes, CUDA's own room not among them; null where it cannot be
    /// found out, or on the processor.
    /// </summary>
    internal static long? OfDevice(Recipe recipe, DataSet opened, DataForm form, DataWork? work)
    {
        var device = Device.Parse(recipe.Device);
        if (DeviceMemory.Peak(device) is null)
        {
            return null;
        }
        DataSet data = opened.As(form.Shape, work);
        using var settings = new RunSettings(device);
        try
        {
            return settings.Use(() =>
            {
                using var state = new TrainingState(recipe, new OpenedData(data, form, ""), form);
                DeviceMemory.Restart(device);
                for (int step = 0; step < StepsOnDevice; step++)
                {
                    _ = state.MakeStep(isDue: true);
                }
                return WithEvaluationOnDevice(DeviceMemory.Peak(device), recipe, state.Learner, data, form);
            });
        }
        catch (TorchException error) when (DeviceTrouble.Of(error, recipe, null) is { } trouble)
        {
            throw trouble;
        }
        finally
        {
            if (!ReferenceEquals(data, opened))
            {
                data.Dispose();
            }
        }
    }

    // What recorded steps work with stays theirs, the rest is free for an evaluation.
    private static long? WithEvaluationOnDevice(long? ofSteps, Recipe recipe, Learner learner, DataSet data, DataForm form)
    {
        if (ofSteps is not { } steps || recipe.Evaluate.EveryImages == 0)
        {
            return ofSteps;
        }
        long evaluation = RunEvaluation.Bytes(recipe, data, form) + DistanceStripes.Bytes;
        return DeviceArithmetic.RecordsSteps(recipe, learner) ? steps + evaluation : Math.Max(steps, evaluation);
    }

    /// <summary>The most that this process would have resident, in bytes; null where it cannot be found out.</summary>
    /// <param name="recipe">The recipe, resolved.</param>
    /// <param name="opened">Its data, as they were opened.</param>
    /// <param name="form">What they become.</param>
    /// <param name="parameters">How many parameters its networks have.</param>
    /// <param name="work">What stops the work.</param>
    internal static long? Of(Recipe recipe, DataSet opened, DataForm form, long parameters, DataWork? work)
    {
        long needed = CopiesOfParameters * sizeof(float) * parameters;
        bool fits = needed < GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / 2;
        if (Device.Parse(recipe.Device).Type != DeviceType.Cpu || !ProcessMemory.CanRestart || !fits)
        {
            return null;
        }
        // Pictures that lie in files would all have to be decoded first.
        if (form.Shape.IsImage && opened.BytesInMemory(form.Shape) == 0)
        {
            return null;
        }
        DataSet data = opened.As(form.Shape, work);
        try
        {
            return Of(recipe, data, form);
        }
        finally
        {
            if (!ReferenceEquals(data, opened))
            {
                data.Dispose();
            }
        }
    }

    private static long Of(Recipe recipe, DataSet data, DataForm form)
    {
        using var settings = new RunSettings(Device.Cpu);
        return settings.Use(() =>
        {
            using var state = new TrainingState(recipe, new OpenedData(data, form, ""), form);
            long OfStep(int batch) => PeakOfStep(state, data.Sampler(0, Device.Cpu, recipe.HorizontalFlip), batch);
            int unit = UnitOf(recipe, form);
            if (More * unit >= recipe.Batch)
            {
                _ = OfStep(recipe.Batch);
                return RestOfProgram + Math.Max(OfStep(recipe.Batch), WithEvaluation(recipe, data, form));
            }
            // What is done once, such as compiling, is done with before anything is measured.
            _ = OfStep(Few * unit);
            long few = OfStep(Few * unit), more = OfStep(More * unit);
            double ofSample = Math.Max(0, more - few) / (double)((More - Few) * unit);
            return RestOfProgram
                + Math.Max(few + (long)(ofSample * (recipe.Batch - Few * unit)), WithEvaluation(recipe, data, form));
        });
    }

    private static long PeakOfStep(TrainingState state, Sampler sampler, int batch)
    {
        // Penalties that are due at intervals are due at the first update.
        state.Learner.Restore(state.Learner.Counters.ToDictionary(counter => counter.Key, _ => 0L));
        torch.empty_cache();
        ProcessMemory.Restart();
        using (torch.NewDisposeScope())
        {
            state.Learner.Step(new StepContext(sampler, batch) { MicroBatch = state.MicroBatch });
        }
        return ProcessMemory.Peak;
    }

    // An evaluation begins with what a step leaves: the classifier's images, and features of three sets.
    private static long WithEvaluation(Recipe recipe, DataSet data, DataForm form)
    {
        torch.empty_cache();
        return ProcessMemory.Resident + (recipe.Evaluate.EveryImages == 0 ? 0 : RunEvaluation.Bytes(recipe, data, form));
    }

    // Packs, for instance, want a batch that they divide.
    private static int UnitOf(Recipe recipe, DataForm form)
        => Enumerable.Range(1, MostUnits).FirstOrDefault(
            unit => Fits(recipe, form, Few * unit) && Fits(recipe, form, More * unit), recipe.Batch);

    private static bool Fits(Recipe recipe, DataForm form, int batch)
    {
        try
        {
            recipe.Learner.Check(form, batch);
            return true;
        }
        catch (InputException)
        {
            return false;
        }
    }
}
