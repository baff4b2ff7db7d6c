using System.CommandLine;
using Saddle.Torch;
using Saddle.Training;

namespace Saddle.Cli.Commands;

/// <summary><c>saddle sample</c>: draws from a trained generator.</summary>
internal static class SampleCommand
{
    internal static Command Create()
    {
        var arguments = new SampleArguments();
        var command = new ExampleCommand(
            "sample", "Draw samples from a run's averaged generator",
            "./saddle sample runs/dcgan-001 --out grid.png --count 64 --seed 1",
            "./saddle sample runs/dcgan-001 --out samples/ --count 1000",
            "./saddle sample runs/cgan-001 --out classes.png --label all",
            "./saddle sample runs/cgan-001 --out walk.apng --interpolate --label sneaker,bag",
            "./saddle sample runs/text2image-001 --out circles.png --caption \"a red circle above a blue square\"",
            "./saddle sample runs/pix2pix-small-001 --input drawings/ --out pictures/",
            "./saddle sample runs/next-frame-001 --input film/ --out future.apng --frames 8 --count 4");
        arguments.AddTo(command);
        command.SetAction(parsed =>
        {
            using Run run = Run.Open(arguments.Run(parsed), Warn, arguments.Best(parsed));
            using DisposeScope scope = torch.NewDisposeScope();
            SampleRequest request = arguments.Read(parsed, run, Warn);
            torch.set_num_threads(Math.Max(1, run.Recipe.Threads));
            Tell(request, Draw(request), arguments.Json(parsed));
        });
        return command;
    }

    private static void Warn(string warning) => Console.Error.WriteLine($"warning: {warning}.");

    // How many samples were written.
    private static long Draw(SampleRequest request)
    {
        if (request.Translates)
        {
            return SampleInput.Translate(request.Run, request.Input!, request.Out, request.Seed, request.Reverse);
        }
        var file = new DrawingFile(request.Out);
        file.Check(request);
        Drawing drawing = (request with { Film = file.IsFilm }).Draw();
        file.Save(drawing, request.Run);
        return drawing.Samples.size(0);
    }

    private static void Tell(SampleRequest request, long count, bool json)
    {
        Run run = request.Run;
        if (!json)
        {
            Console.Out.WriteLine($"{count} samples of {run.Folder} (step {run.Step}): {request.Out}");
            return;
        }
        Output.Json(writer =>
        {
            writer.WriteStartObject();
            writer.WriteString("run", run.Folder);
            writer.WriteNumber("step", run.Step);
            writer.WriteNumber("count", count);
            writer.WriteString("out", request.Out);
            writer.WriteEndObject();
        });
    }
}
