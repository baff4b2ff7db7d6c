using Saddle.Cli.Tests;
using Xunit;

[assembly: AssemblyFixture(typeof(TrainedRuns))]

namespace Saddle.Cli.Tests;

/// <summary>
/// Runs that are trained once for all tests, which only read or copy them: on images, on images with their labels, with latent
/// codes, and on points.
/// </summary>
public sealed class TrainedRuns : IDisposable
{
    private readonly Workplace _place = new();

    /// <summary>Trains all.</summary>
    public TrainedRuns()
    {
        Idx.WriteFolder(_place);
        // Checkpoints after steps 4, 8 and 9, of which two are kept.
        ImagesOutput = _place.Saddle(
            ["train", "dcgan", "--data", _place.PathOf("pictures"), "--steps", "9", "--seed", "5", "--out", "images",
             .. Workplace.TinyImages,
             "--set", "checkpoint_every_images=32", "--set", "sample_every_images=32",
             "--set", "log_every_steps=3"]).Succeeded().Output;
        foreach ((string recipe, string folder) in new[] { ("cgan", Labelled), ("infogan", Codes) })
        {
            _place.Saddle(
                ["train", recipe, "--data", _place.PathOf("pictures"), "--steps", "3", "--out", folder, .. Workplace.TinyImages])
                .Succeeded();
        }
        PointsOutput = _place.Saddle(["train", "ring", "--steps", "8", "--out", "points", .. Workplace.TinyPoints]).Succeeded()
            .Output;
    }

    /// <summary>The folder of the run on images.</summary>
    public string Images => _place.PathOf("images");

    /// <summary>The folder of the run on images of the classes 0, 1 and 2.</summary>
    public string Labelled => _place.PathOf("labelled");

    /// <summary>The folder of the run with latent codes.</summary>
    public string Codes => _place.PathOf("codes");

    /// <summary>The folder of the run on points.</summary>
    public string Points => _place.PathOf("points");

    /// <summary>What training on images printed.</summary>
    public string ImagesOutput { get; }

    /// <summary>What training on points printed.</summary>
    public string PointsOutput { get; }

    /// <summary>Removes all.</summary>
    public void Dispose() => _place.Dispose();
}
