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
    private const int DefaultCount = 64;

    internal static Command Create()
    {
        var run = new Argument<string>("RUN") { Description = "The run's folder" };
        var output = new Option<string>("--out") { Required = true, HelpName = "FILE.png|DIR", Description = "A grid as one picture, or a folder for one picture each; .svg as well for points" };
        Option<long?> count = Whole.Option("--count", "How many samples [default: 64]", 1, 1_000_000);
        Option<long?> columns = Whole.Option("--columns", "Images in a row of the grid; nearly a square if left out", 1, 1_000_000);
        Option<long?> seed = Whole.Option("--seed", "The same seed gives the same samples [default: 0]");
        var input = new Option<string?>("--input") { HelpName = "FILE|DIR", Description = "Translate this picture, or each picture of a folder, at its own size" };
        var reverse = new Option<bool>("--reverse") { Description = "Translate the other way, with runs that learnt both" };
        Option<bool> json = Output.JsonOption();
        var command = new ExampleCommand(
            "sample", "Draw samples from a run's averaged generator",
            "./saddle sample runs/dcgan-001 --out grid.png --count 64 --seed 1",
            "./saddle sample runs/dcgan-001 --out samples/ --count 1000",
            "./saddle sample runs/pix2pix-small-001 --input drawings/ --out pictures/") { run, output, count, columns, seed, input, reverse, json };
        command.SetAction(parsed =>
        {
            string target = parsed.GetValue(output)!;
            string kind = Kind(target);
            int number = (int)(parsed.GetValue(count) ?? DefaultCount);
            using Run opened = Run.Open(parsed.GetValue(run)!, warning => Console.Error.WriteLine($"warning: {warning}."));
            using DisposeScope scope = torch.NewDisposeScope();
            torch.set_num_threads(Math.Max(1, opened.Recipe.Threads));
            if (parsed.GetValue(input) is { } pictures)
            {
                int translated = SampleInput.Translate(opened, pictures, target, parsed.GetValue(seed) ?? 0, parsed.GetValue(reverse));
                Tell(target, translated, opened, parsed.GetValue(json));
                return;
            }
            if (parsed.GetValue(reverse))
            {
                throw new ArgumentException("--reverse goes with --input: it translates a picture the other way.");
            }
            Generator generator = opened.Generator;
            if (kind == ".svg" && generator.Shape.IsImage)
            {
                throw new ArgumentException("Images are written as .png; .svg is for points.");
            }
            Tensor samples = generator.Sample(number, parsed.GetValue(seed) ?? 0);
            SaveOrSayWhere(samples, target, kind, (int?)parsed.GetValue(columns), opened);
            Tell(target, number, opened, parsed.GetValue(json));
        });
        return command;
    }

    private static string Kind(string target)
    {
        string kind = Directory.Exists(target) ? "" : Path.GetExtension(target).ToLowerInvariant();
        return kind is "" or ".png" or ".svg" && target.Length > 0
            ? kind
            : throw new ArgumentException($"--out must be a .png file (for points also .svg) or a folder, but is '{target}'; a new folder whose name has a point needs a / at its end.");
    }

    private static void SaveOrSayWhere(Tensor samples, string target, string kind, int? columns, Run run)
    {
        try
        {
            Save(samples, target, kind, columns, run);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new IOException($"--out {target} cannot be written ({error.Message.TrimEnd('.')}); choose another place", error);
        }
    }

    private static void Save(Tensor samples, string target, string kind, int? columns, Run run)
    {
        if (kind == "")
        {
            SaveEach(samples, target, run);
        }
        else if (run.Generator.Shape.IsImage)
        {
            ImageGrid.Save(samples, target, columns);
        }
        else
        {
            ScatterPlot plot = Plot(samples, run);
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

    private static void Tell(string target, int count, Run run, bool json)
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
