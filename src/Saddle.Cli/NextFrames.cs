using Saddle.Data;
using Saddle.Data.Pictures;
using Saddle.Networks;
using Saddle.Torch;
using Saddle.Training;

namespace Saddle.Cli;

/// <summary><c>saddle sample --input</c> with a run that learnt from films: what may come next.</summary>
internal static class NextFrames
{
    private const double SecondsPerFrame = 0.25;

    /// <summary>Whether a run continues films.</summary>
    internal static bool Knows(Run run) => run.Form.InputChannels > run.Form.Shape.Sizes[0];

    /// <summary>Draws futures of a film: each a frame, or a row of the past frames and those that follow.</summary>
    /// <param name="request">What was asked for.</param>
    /// <param name="folder">The film.</param>
    internal static Drawing Draw(SampleRequest request, string folder)
    {
        DataForm form = request.Run.Form;
        long channels = form.Shape.Channels;
        int count = request.Count ?? 1, frames = request.Frames ?? 1;
        Tensor past = FilmInput.ReadLast(folder, (int)(form.InputChannels / channels), channels).repeat(count, 1, 1, 1);
        IReadOnlyList<Tensor> future = ((PictureGenerator)request.Run.Generator).Continue(past, frames, request.Seed);
        if (request.Frames is null)
        {
            return new Drawing(future[0], request.Columns) { Scale = count == 1 ? 1 : null };
        }
        Tensor[] all = [.. past.split(channels, 1), .. future];
        return new Drawing(torch.stack(all, 1).flatten(0, 1), all.Length, IsWay: true)
        {
            IsOneWay = true,
            SecondsPerFrame = SecondsPerFrame,
        };
    }
}
