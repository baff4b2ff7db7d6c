using Saddle.Data;
using Saddle.Data.Pictures;
using Saddle.Graphics;
using Saddle.Networks;
using Saddle.Torch;
using Saddle.Training;

namespace Saddle.Cli;

/// <summary><c>saddle sample --input</c>: translates pictures at their own size, or reconstructs them at the run's.</summary>
internal static class SampleInput
{
    /// <summary>
    /// Translates or reconstructs a picture, or each picture of a folder, into a file of the same name with the ending .png.
    /// </summary>
    /// <param name="run">The run.</param>
    /// <param name="input">A picture or a folder of pictures.</param>
    /// <param name="output">A .png file, for one picture only, or a folder.</param>
    /// <param name="seed">The seed of the latents, where the generator has some.</param>
    /// <param name="reverse">Whether it goes the other way.</param>
    /// <returns>How many pictures were translated.</returns>
    internal static int Translate(Run run, string input, string output, long seed, bool reverse)
    {
        Generator generator = Choose(run, reverse);
        bool reconstructs = generator is VariationalGenerator;
        long channels = reconstructs ? generator.Shape.Channels : run.Form.InputChannels;
        IReadOnlyList<string> names = PictureInput.List(input);
        Dictionary<string, string> targets = Targets(input, output, names);
        foreach ((string target, string source) in targets)
        {
            using DisposeScope scope = torch.NewDisposeScope();
            Tensor picture = PictureInput.Read(source, channels);
            Tensor made = reconstructs ? Reconstruct(generator, picture) : generator.Sample(1, seed, new PictureCondition(picture));
            OutOption.Write(target, () => ImageGrid.Save(made, target, scale: 1));
        }
        return targets.Count;
    }

    /// <summary>Makes sure that nothing is missing where no picture was given.</summary>
    /// <exception cref="ArgumentException">The way back was asked for, or the run translates pictures.</exception>
    internal static void CheckAbsent(Run run, bool reverse)
    {
        if (reverse)
        {
            throw new InputException("--reverse goes with --input: it translates a picture the other way.");
        }
        if (run.Generator is PictureGenerator)
        {
            throw new InputException($"{run.Folder} translates pictures: give it one, or a folder of them, with --input.");
        }
    }

    private static Generator Choose(Run run, bool reverse)
    {
        Generator? generator = reverse ? run.ReverseGenerator : run.Generator;
        return generator switch
        {
            null => throw new InputException(
                $"--reverse: {run.Folder} was trained in one direction only; runs of the learner cyclegan have a way back."),
            PictureGenerator => generator,
            VariationalGenerator { Shape.IsImage: true } => generator,
            _ => throw new InputException(
                $"--input: {run.Folder} does not translate pictures; runs of recipes such as pix2pix-small and cyclegan-small do."),
        };
    }

    // From the latent that the encoder finds most likely.
    private static Tensor Reconstruct(Generator generator, Tensor picture)
    {
        SampleShape shape = generator.Shape;
        Tensor fitting = torch.upsample_bicubic2d_aa(picture, shape.Height, shape.Width).clamp(-1, 1);
        return generator.Sample(torch.zeros([1, generator.LatentSize]), new PictureCondition(fitting));
    }

    // What is written, and what it is made of.
    private static Dictionary<string, string> Targets(string input, string output, IReadOnlyList<string> names)
    {
        bool isFolder = Directory.Exists(input), toFile = !Directory.Exists(output) && Path.GetExtension(output).Length > 0;
        if (toFile)
        {
            return isFolder
                ? throw new InputException($"--out: --input {input} is a folder, so --out must be one, too, but is '{output}'.")
                : new Dictionary<string, string> { [output] = input };
        }
        var targets = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (string name in names)
        {
            string target = Path.Combine(output, Path.ChangeExtension(name, ".png")), source = isFolder ? Path.Combine(input, name) : input;
            if (Path.GetFullPath(target) == Path.GetFullPath(source))
            {
                throw new InputException($"--out: {source} would take its own place; choose another folder.");
            }
            if (!targets.TryAdd(target, source))
            {
                throw new InputException($"--input: {targets[target]} and {source} would both become {target}; rename one of them.");
            }
        }
        return targets;
    }
}
