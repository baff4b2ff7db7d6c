using Saddle.Data;
using Saddle.Data.Pictures;
using Saddle.Networks;
using Saddle.Torch;

namespace Saddle.Sampling;

/// <summary>Pictures turned into pictures, each at its own size.</summary>
internal static class PictureTranslation
{
    /// <summary>What is translated.</summary>
    internal static SampleOption Input { get; } = new(
        "--input", SampleOptionKind.Path,
        "Translate this picture, or each picture of a folder, at its own size; with a run of films: continue the film in it")
    {
        IsRequired = true,
        Refusal = "does not translate pictures; runs of recipes such as pix2pix-small and cyclegan-small do",
    };

    /// <summary>The same option where pictures come back as the run remembers them.</summary>
    internal static SampleOption Reconstructed { get; } = Input with
    {
        Meaning = "Reconstruct this picture, or each picture of a folder, at the run's size",
        IsRequired = false,
    };

    /// <summary>Which way.</summary>
    internal static SampleOption Reverse { get; } = new("--reverse", SampleOptionKind.Switch, "Translate --input the other way")
    {
        GoesWith = Input,
        Refusal = "was trained in one direction only; runs of the learner cyclegan have a way back",
    };

    /// <summary>Translates.</summary>
    /// <param name="request">What was asked for.</param>
    /// <param name="generator">Goes the way that was asked for.</param>
    internal static PictureDrawing Draw(SampleRequest request, Generator generator) => Draw(
        request, request.Form.InputChannels, picture => generator.Sample(1, request.Seed, new PictureCondition(picture)));

    /// <summary>Turns pictures into others.</summary>
    /// <param name="request">What was asked for.</param>
    /// <param name="channels">The channels of the pictures.</param>
    /// <param name="make">Makes a picture of one.</param>
    internal static PictureDrawing Draw(SampleRequest request, long channels, Func<Tensor, Tensor> make)
    {
        string input = request.Given.Text(Input) ?? throw new InputException(
            $"{request.Source} translates pictures: give it one, or a folder of them, with {Input.Name}.");
        return new PictureDrawing(input, PictureInput.List(input), file =>
        {
            using DisposeScope scope = torch.NewDisposeScope();
            return scope.MoveToOuter(make(PictureInput.Read(file, channels)));
        });
    }
}
