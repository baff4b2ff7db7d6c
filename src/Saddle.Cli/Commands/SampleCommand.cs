using System.CommandLine;
using System.Globalization;
using Saddle.Data;
using Saddle.Networks;
using Saddle.Reporting;
using Saddle.Torch;
using Saddle.Training;

namespace Saddle.Cli.Commands;

/// <summary><c>saddle sample</c>: draws from a trained generator.</summary>
internal static class SampleCommand
{
    private const string FilmKind = ".apng";

    internal static Command Create()
    {
        var run = new Argument<string>("RUN") { Description = "The run's folder" };
        var output = new Option<string>("--out") { Required = true, HelpName = "FILE.png|DIR", Description = "A grid as one picture, or a folder for one picture each; .apng for a film of --interpolate, --code or --frames; .svg as well for points" };
        Option<long?> count = Whole.Option("--count", "How many samples, or rows with --interpolate or --code, or samples of each class with several labels [default: 64, 8, 10]", 1, 1_000_000);
        Option<long?> columns = Whole.Option("--columns", "Images in a row of the grid; nearly a square if left out. With --interpolate: the steps of a way", 1, 1_000_000);
        var label = new Option<string?>("--label") { HelpName = "NAME|NUMBER|all", Description = "The class to draw, of a run with labels; several with commas between, or all, give a row each" };
        var interpolate = new Option<bool>("--interpolate") { Description = "From one sample to another, a way in each row; with several labels from class to class" };
        Option<long?> code = Whole.Option("--code", "The latent code that changes along a row, of a run with codes; the first is 0", 0, 1_000);
        Option<long?> seed = Whole.Option("--seed", "The same seed gives the same samples [default: 0]");
        var input = new Option<string?>("--input") { HelpName = "FILE|DIR", Description = "Translate this picture, or each picture of a folder, at its own size (a vae reconstructs it at the run's); with a run of films: continue the film in this folder" };
        Option<long?> frames = Whole.Option("--frames", "How many frames follow those of --input, in a row or, as .apng, a film", 1, 10_000);
        var reverse = new Option<bool>("--reverse") { Description = "Translate the other way, with runs that learnt both" };
        Option<bool> json = Output.JsonOption();
        var command = new ExampleCommand(
            "sample", "Draw samples from a run's averaged generator",
            "./saddle sample runs/dcgan-001 --out grid.png --count 64 --seed 1",
            "./saddle sample runs/dcgan-001 --out samples/ --count 1000",
            "./saddle sample runs/cgan-001 --out classes.png --label all",
            "./saddle sample runs/cgan-001 --out walk.apng --interpolate --label sneaker,bag",
            "./saddle sample runs/pix2pix-small-001 --input drawings/ --out pictures/",
            "./saddle sample runs/next-frame-001 --input film/ --out future.apng --frames 8 --count 4")
        {
            run, output, count, columns, label, interpolate, code, seed, input, frames, reverse, json,
        };
        command.SetAction(parsed =>
        {
            string target = parsed.GetValue(output)!;
            string kind = Kind(target);
            using Run opened = Run.Open(parsed.GetValue(run)!, warning => Console.Error.WriteLine($"warning: {warning}."));
            using DisposeScope scope = torch.NewDisposeScope();
            torch.set_num_threads(Math.Max(1, opened.Recipe.Threads));
            if (parsed.GetValue(frames) is not null && !NextFrames.Knows(opened))
            {
                throw new ArgumentException($"--frames: {opened.Folder} does not continue films; runs of the recipe next-frame do.");
            }
            if (parsed.GetValue(input) is { } pictures && (parsed.GetValue(reverse) || !NextFrames.Knows(opened)))
            {
                int translated = SampleInput.Translate(opened, pictures, target, parsed.GetValue(seed) ?? 0, parsed.GetValue(reverse));
                Tell(target, translated, opened, parsed.GetValue(json));
                return;
            }
            SampleInput.CheckAbsent(opened, parsed.GetValue(reverse));
            var request = new SampleRequest
            {
                Run = opened,
                Count = (int?)parsed.GetValue(count),
                Seed = parsed.GetValue(seed) ?? 0,
                Columns = (int?)parsed.GetValue(columns),
                Label = parsed.GetValue(label),
                Interpolate = parsed.GetValue(interpolate),
                Code = (int?)parsed.GetValue(code),
                Input = parsed.GetValue(input),
                Frames = (int?)parsed.GetValue(frames),
                Film = kind == FilmKind,
            };
            CheckKind(kind, request);
            Drawing drawing = request.Draw();
            SaveOrSayWhere(drawing, target, kind, opened);
            Tell(target, drawing.Samples.size(0), opened, parsed.GetValue(json));
        });
        return command;
    }

    private static string Kind(string target)
    {
        string kind = Directory.Exists(target) ? "" : Path.GetExtension(target).ToLowerInvariant();
        return kind is "" or ".png" or ".svg" or FilmKind && target.Length > 0
            ? kind
            : throw new ArgumentException($"--out must be a .png file (for points also .svg, for a film .apng) or a folder, but is '{target}'; a new folder whose name has a point needs a / at its end.");
    }

    private static void CheckKind(string kind, SampleRequest request)
    {
        bool images = request.Run.Generator.Shape.IsImage;
        if (kind == ".svg" && images)
        {
            throw new ArgumentException("Images are written as .png; .svg is for points.");
        }
        if (kind == FilmKind && !(images && (request.Interpolate || request.Code is not null || request.Frames is not null)))
        {
            throw new ArgumentException("--out .apng is a film: ask for it with --interpolate or --code, of a run of images, or with --input and --frames.");
        }
        if (request.Frames is not null && request.Input is null)
        {
            throw new ArgumentException("--frames goes with --input: it says how many frames follow those of that folder.");
        }
    }

    private static void SaveOrSayWhere(Drawing drawing, string target, string kind, Run run)
    {
        try
        {
            Save(drawing, target, kind, run);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new IOException($"--out {target} cannot be written ({error.Message.TrimEnd('.')}); choose another place", error);
        }
    }

    private static void Save(Drawing drawing, string target, string kind, Run run)
    {
        if (kind == "")
        {
            SaveEach(drawing.Samples, target, run);
        }
        else if (kind == FilmKind)
        {
            ImageFilm.Save(drawing.Frames, target, drawing.SecondsPerFrame);
        }
        else if (run.Generator.Shape.IsImage)
        {
            ImageGrid.Save(drawing.Samples, target, drawing.Columns, drawing.Scale);
        }
        else
        {
            ScatterPlot plot = Plot(drawing.Samples, run);
            if (kind == ".svg")
            {
                plot.SaveSvg(target);
            }
            else
            {
                plot.SavePng(target);
            }
        }
    }

    private static void SaveEach(Tensor samples, string folder, Run run)
    {
        if (!run.Generator.Shape.IsImage)
        {
            Plot(samples, run).SavePng(Path.Combine(folder, "points.png"));
            return;
        }
        for (int k = 0; k < samples.size(0); k++)
        {
            using DisposeScope scope = torch.NewDisposeScope();
            ImageGrid.Save(samples.narrow(0, k, 1), Path.Combine(folder, k.ToString("000000", CultureInfo.InvariantCulture) + ".png"), scale: 1);
        }
    }

    private static ScatterPlot Plot(Tensor samples, Run run)
    {
        using DataSet data = run.Recipe.Data.Open();
        Tensor real = data.Sampler(0, Device.Cpu).Next((int)samples.size(0)).Real;
        return new ScatterPlot(real, samples) { Limits = PlotLimits.Around(real) };
    }

    private static void Tell(string target, long count, Run run, bool json)
    {
        if (!json)
        {
            Console.Out.WriteLine($"{count} samples of {run.Folder} (step {run.Step}): {target}");
            return;
        }
        Output.Json(writer =>
        {
            writer.WriteStartObject();
            writer.WriteString("run", run.Folder);
            writer.WriteNumber("step", run.Step);
            writer.WriteNumber("count", count);
            writer.WriteString("out", target);
            writer.WriteEndObject();
        });
    }
}
