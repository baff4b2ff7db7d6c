using System.Globalization;

namespace Saddle.Runtime;

/// <summary>Goes on with a film.</summary>
internal static class FilmContinuation
{
    /// <summary>Draws the frames that follow.</summary>
    /// <param name="model">What draws.</param>
    /// <param name="past">The past frames, oldest first.</param>
    /// <param name="frames">How many follow.</param>
    /// <param name="options">The first frame's seed, and which of the possible futures.</param>
    /// <param name="cancellation">Ends the drawing early.</param>
    /// <exception cref="ExportException">The model continues no films, or the past frames do not fit.</exception>
    internal static Picture[] Draw(
        ModelSession model, IReadOnlyList<Picture> past, int frames, SampleOptions options, CancellationToken cancellation)
    {
        int length = model.Metadata.Frames;
        if (length == 0)
        {
            throw new ExportException("The generator does not continue films; those of the recipe next-frame do.");
        }
        if (past.Count < length)
        {
            throw new ExportException(string.Create(
                CultureInfo.InvariantCulture,
                $"The generator continues a film by its last {length} frames, but received {past.Count}."));
        }
        Picture[] last = [.. past.Skip(past.Count - length)];
        // What follows is drawn from values that were never rounded to bytes.
        float[] window = Values(last, model.Metadata);
        var made = new Picture[frames];
        for (int k = 0; k < frames; k++)
        {
            InputImages film = InputImages.Of(window, last[0].Width, last[0].Height, model.Metadata);
            var plan = new SamplePlan(model, options with { Seed = unchecked(options.Seed + k) }, film: film);
            made[k] = DrawNext(model, plan, window, cancellation);
        }
        return made;
    }

    private static Picture DrawNext(ModelSession model, SamplePlan plan, float[] window, CancellationToken cancellation)
    {
        using SampleBatch batch = Sampler.Batches(model, plan, cancellation).Single();
        int size = batch.SampleSize;
        window.AsSpan(size).CopyTo(window);
        batch.CopyValues(0, window.AsSpan(window.Length - size));
        return batch.ToPicture(0);
    }

    private static float[] Values(Picture[] frames, ExportMetadata metadata)
    {
        InputImages checkedFrames = InputImages.Of(frames, metadata with { Multiple = 1 });
        float[] values = new float[checked(metadata.InputChannels * frames[0].Width * frames[0].Height)];
        checkedFrames.Fill(0, values);
        return values;
    }
}
