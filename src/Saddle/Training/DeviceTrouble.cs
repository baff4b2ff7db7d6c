using Saddle.Torch;

namespace Saddle.Training;

/// <summary>What goes wrong with a GPU in the middle of a run, in words that say what to do.</summary>
internal static class DeviceTrouble
{
    /// <summary>What an error of libtorch's means for a run on a GPU; null where it means nothing in particular.</summary>
    /// <param name="error">libtorch's message.</param>
    /// <param name="recipe">The run's recipe.</param>
    /// <param name="needsWholeBatch">What keeps gradients from being gathered over slices, or null.</param>
    internal static RecipeException? Of(TorchException error, Recipe recipe, string? needsWholeBatch)
    {
        string first = error.Message.Split('\n')[0].TrimEnd('.');
        bool Says(string text) => error.Message.Contains(text, StringComparison.OrdinalIgnoreCase);
        return Device.Parse(recipe.Device).Type == DeviceType.Cpu ? null
            : IsFull(error) ? Full(recipe, needsWholeBatch, error)
            : Says("deterministic") ? Told(
                $"{recipe.Device} cannot compute this recipe with the same bits each time ({first}): set deterministic=false.",
                error, new Remedy(RemedyKind.Setting, "deterministic=false"))
            : Says("no kernel image") ? Told(
                $"{recipe.Device} is too old for this libtorch ({first}): take a libtorch built for it, or device=cpu.",
                error, new Remedy(RemedyKind.Device, "cpu"))
            : Says("driver version is insufficient") || Says("driver on your system is too old") ? Told(
                $"the driver of {recipe.Device} is too old for this libtorch ({first}): update it, or take device=cpu.",
                error, new Remedy(RemedyKind.Device, "cpu"))
            : Says("CUDA error") || Says("cuDNN error") || Says("CUBLAS_STATUS") ? Told(
                $"{recipe.Device} failed ({first}). The last checkpoint stands: the run goes on from it when it is resumed.",
                error)
            : null;
    }

    /// <summary>Whether a device's memory was full.</summary>
    internal static bool IsFull(TorchException error)
        => error.Message.Contains("out of memory", StringComparison.OrdinalIgnoreCase);

    // What a slice keeps until its backward pass is most of what a step needs: half of it fits where the whole nearly did.
    private static RecipeException Full(Recipe recipe, string? needsWholeBatch, TorchException error)
    {
        int slice = recipe.MicroBatch > 0 ? Math.Min(recipe.MicroBatch, recipe.Batch) : recipe.Batch;
        string stands = "The last checkpoint stands.";
        if (slice < 2)
        {
            return Told(
                $"the memory of {recipe.Device} is full with one sample at a time: take smaller networks. {stands}", error);
        }
        string setting = needsWholeBatch is null ? $"micro_batch={slice / 2}" : $"batch={recipe.Batch / 2}";
        string way = needsWholeBatch is null
            ? $"{setting} computes the same in slices of half the size, in recipe.json for a run that goes on"
            : $"{needsWholeBatch} wants whole batches, so train anew with {setting}";
        return Told(
            $"the memory of {recipe.Device} is full at {slice} samples at a time: {way}. {stands}", error,
            new Remedy(RemedyKind.Setting, setting));
    }

    private static RecipeException Told(string message, TorchException error, params Remedy[] remedies)
        => new([message], error) { Remedies = remedies };
}
