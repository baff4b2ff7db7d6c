using Saddle.Data;
using Saddle.Data.Pictures;
using Saddle.Networks;
using Saddle.Torch;

namespace Saddle.Sampling;

/// <summary>What may come next in a film, drawn by what learnt from films.</summary>
internal static class NextFrames
{
    private const double SecondsPerFrame = 0.25;

    /// <summary>How far it goes on.</summary>
    internal static SampleOption Frames { get; } = new(
        "--frames", SampleOptionKind.Whole, "How many frames follow those of --input, in a row or, as .apng, a film")
    {
        Minimum = 1,
        Maximum = 10_000,
        Example = "8",
        IsWay = true,
        GoesWith = PictureTranslation.Input,
        Refusal = "does not continue films; runs of the recipe next-frame do",
    };

    /// <summary>Whether the data were films: several frames come before each sample.</summary>
    internal static bool Follow(DataForm form) => form.InputChannels > form.Shape.Sizes[0];

    /// <summary>Draws futures of a film: each a frame, or a row of the past frames and those that follow.</summary>
    /// <param name="request">What was asked for.</param>
    /// <param name="folder">The film.</param>
    internal static SampleDrawing Draw(SampleRequest request, string folder)
    {
        DataForm form = request.Form;
        long channels = form.Shape.Channels;
        int count = request.Asked ?? 1;
        int? frames = (int?)request.Given.Whole(Frames);
        Tensor past = FilmInput.ReadLast(folder, (int)(form.InputChannels / channels), channels).repeat(count, 1, 1, 1);
        IReadOnlyList<Tensor> future = PictureGenerator.Continue(request.Generator, past, frames ?? 1, request.Seed);
        if (frames is null)
        {
            return new SampleDrawing(future[0], request.Columns) { Scale = count == 1 ? 1 : null };
        }
        Tensor[] all = [.. past.split(channels, 1), .. future];
        return new SampleDrawing(torch.stack(all, 1).flatten(0, 1), all.Length, IsWay: true)
        {
            IsOneWay = true,
            SecondsPerFrame = SecondsPerFrame,
        };
    }
}
