using System.CommandLine;
using System.Globalization;
using Saddle.Cli.Exported;
using Saddle.Export;
using Saddle.Sampling;
using Saddle.Torch;
using Saddle.Training;

namespace Saddle.Cli.Commands;

/// <summary><c>saddle export</c>: a run's network as a file for other programs.</summary>
internal static class ExportCommand
{
    internal static CommandEntry Entry { get; } = new(
        "export", "Write a run's generator as a file for other programs: ONNX, weights for PyTorch, pictures", Create, "RUN");

    private static ExampleCommand Create()
    {
        var run = new Argument<string>("RUN") { Description = "The run's folder" };
        var @out = new Option<string>("--out")
        {
            Required = true,
            HelpName = "FILE",
            Description = "The file: .onnx, .safetensors (weights by PyTorch's names), .png (a grid) or .apng (a film)",
        };
        var to = new Option<string?>("--to")
        {
            HelpName = string.Join('|', ExportKind.Names),
            Description = "What the file is, if its name does not say so; grid and film are what sample draws",
        };
        to.AcceptOnlyFromAmong(ExportKind.Names);
        Option<bool> discriminator = new("--discriminator") { Description = "What judges; its logits are a score" };
        Option<bool> encoder = new("--encoder") { Description = "Of a vae the way from a sample to its latent" };
        Option<bool> reverse = new("--reverse") { Description = "Of a cyclegan the way back" };
        Option<bool> live = new("--live") { Description = "The weights of the last step, not their average" };
        Option<bool> best = new("--best") { Description = "From the checkpoint that was best by the recipe's evaluate.best" };
        Option<bool> bytes = new("--bytes") { Description = "Samples as bytes [N, H, W, C], not as numbers from -1 to 1" };
        var precision = new Option<string>("--precision")
        {
            HelpName = "float32|float16",
            DefaultValueFactory = _ => "float32",
            Description = "With what numbers the file computes; float16 is half as large",
        };
        precision.AcceptOnlyFromAmong("float32", "float16");
        Option<bool> force = new("--force") { Description = "Replace a file that is there" };
        Option<bool> json = Output.JsonOption();
        var command = new ExampleCommand(
            Entry,
            "./saddle export runs/dcgan-001 --out generator.onnx",
            "./saddle export runs/cgan-001 --out generator.onnx --bytes --precision float16",
            "./saddle export runs/cyclegan-small-001 --out back.onnx --reverse",
            "./saddle export runs/dcgan-001 --out discriminator.onnx --discriminator",
            "./saddle export runs/dcgan-001 --out generator.safetensors",
            "./saddle export runs/dcgan-001 --out walk.apng")
        {
            run, @out, to, discriminator, encoder, reverse, live, best, bytes, precision, force, json,
        };
        command.SetAction(parsed =>
        {
            string path = parsed.GetValue(@out)!;
            if (parsed.GetValue(discriminator) && parsed.GetValue(encoder))
            {
                throw new InputException("--discriminator and --encoder: a file holds one of them.");
            }
            ExportKind kind = ExportKind.Of(parsed.GetValue(to), path);
            if (Path.Exists(path) && (Directory.Exists(path) || !parsed.GetValue(force)))
            {
                throw new InputException($"--out {path}: it is there already; choose another name, or add --force.");
            }
            var options = new ExportOptions
            {
                Format = kind.Format ?? ExportFormat.Onnx,
                Part = parsed.GetValue(discriminator) ? ExportPart.Discriminator
                    : parsed.GetValue(encoder) ? ExportPart.Encoder
                    : ExportPart.Generator,
                Reverse = parsed.GetValue(reverse),
                Live = parsed.GetValue(live),
                Bytes = parsed.GetValue(bytes),
                Precision = parsed.GetValue(precision) == "float16" ? ExportPrecision.Half : ExportPrecision.Full,
            };
            if (kind.Format is null && options != new ExportOptions())
            {
                throw new InputException($"--out {path} is a picture: of the options of a network's file it takes none.");
            }
            using Run from = Run.Open(parsed.GetValue(run)!, Output.Warn, parsed.GetValue(best));
            torch.set_num_threads(Math.Max(1, from.Recipe.Threads));
            if (kind.Format is null)
            {
                var file = new DrawingFile(path);
                SampleCommand.Draw(
                    from, file.IsFilm ? new SampleValues((SampleOption.Interpolate.Name, "true")) : new SampleValues(), file,
                    parsed.GetValue(json));
                return;
            }
            OutOption.Write(path, () => from.Export(path, options));
            // A run knows its averaged generator, and no other.
            bool isKnown = options is { Part: ExportPart.Generator, Live: false, Reverse: false };
            bool isRounded = options is { Format: ExportFormat.Onnx, Precision: ExportPrecision.Half };
            ExportError? error = isKnown && isRounded ? Compared(from, path) : null;
            Tell(from, path, error, parsed.GetValue(json));
        });
        return command;
    }

    // A file that cannot be computed is none.
    private static ExportError Compared(Run run, string path)
    {
        try
        {
            return ExportError.Of(run, path);
        }
        catch
        {
            File.Delete(path);
            throw;
        }
    }

    private static void Tell(Run run, string path, ExportError? error, bool json)
    {
        long size = new FileInfo(path).Length;
        if (!json)
        {
            Console.Out.WriteLine(FormattableString.Invariant($"{path}: {run.Folder} (step {run.Step}), {size / 1e6:0.0} MB"));
            if (error is not null)
            {
                Console.Out.WriteLine(FormattableString.Invariant(
                    $"float16: 16 samples differ from the run's by {error.Mean:0.0e0} on average, at most by ")
                    + error.Largest.ToString("0.0e0", CultureInfo.InvariantCulture));
            }
            return;
        }
        Output.Json(writer =>
        {
            writer.WriteStartObject();
            writer.WriteString("run", run.Folder);
            writer.WriteNumber("step", run.Step);
            writer.WriteString("out", path);
            writer.WriteNumber("bytes", size);
            if (error is not null)
            {
                writer.WriteNumber("mean_error", error.Mean);
                writer.WriteNumber("largest_error", error.Largest);
            }
            writer.WriteEndObject();
        });
    }
}
