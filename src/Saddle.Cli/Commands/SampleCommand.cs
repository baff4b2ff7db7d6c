using System.CommandLine;
using Saddle.Cli.Exported;
using Saddle.Sampling;
using Saddle.Torch;
using Saddle.Training;

namespace Saddle.Cli.Commands;

/// <summary><c>saddle sample</c>: draws from a trained generator.</summary>
internal static class SampleCommand
{
    internal static CommandEntry Entry { get; } = new("sample", "Draw samples from a run's averaged generator", Create, "RUN");

    private static ExampleCommand Create()
    {
        var command = new ExampleCommand(
            Entry,
            "./saddle sample runs/dcgan-001 --out grid.png --count 64 --seed 1",
            "./saddle sample runs/dcgan-001 --out samples/ --count 1000",
            "./saddle sample runs/cgan-001 --out classes.png --label all",
            "./saddle sample runs/cgan-001 --out walk.apng --interpolate --label sneaker,bag",
            "./saddle sample runs/text2image-001 --out circles.png --caption \"a red circle above a blue square\"",
            "./saddle sample runs/pix2pix-small-001 --input drawings/ --out pictures/",
            "./saddle sample runs/next-frame-001 --input film/ --out future.apng --frames 8 --count 4",
            "./saddle sample generator.onnx --out grid.png --label all",
            "./saddle sample runs/cgan-001 --help    shows what that run takes");
        var arguments = new SampleArguments();
        arguments.AddTo(command);
        command.BeforeHelp = arguments.HideUntaken;
        command.SetAction(parsed =>
        {
            var file = new DrawingFile(arguments.Out(parsed));
            SampleValues given = arguments.Read(parsed);
            if (OnnxFileSource.Is(arguments.Run(parsed)))
            {
                DrawFrom(arguments, parsed, file, given);
                return;
            }
            using Run run = Run.Open(arguments.Run(parsed), Output.Warn, arguments.Best(parsed), arguments.Data(parsed));
            run.To(arguments.Place(parsed));
            Draw(run, given, file, arguments.Json(parsed));
        });
        return command;
    }

    /// <summary>Draws from a run, writes what was drawn, and tells of it.</summary>
    internal static void Draw(Run run, SampleValues given, DrawingFile file, bool json)
    {
        using DisposeScope scope = torch.NewDisposeScope();
        torch.set_num_threads(Math.Max(1, run.Recipe.Threads));
        file.Check(run.Generator.Shape);
        Drawing drawing = run.Draw(given, file.IsFilm);
        file.Save(drawing, run.Generator.Shape, run);
        Tell((run.Folder, run.Step), file.Place, drawing.Count, json);
    }

    private static void DrawFrom(SampleArguments arguments, ParseResult parsed, DrawingFile file, SampleValues given)
    {
        string path = arguments.Run(parsed);
        bool elsewhere = arguments.Place(parsed).Type != DeviceType.Cpu;
        if (arguments.Best(parsed) || arguments.Data(parsed) is not null || elsewhere)
        {
            throw new InputException($"{path} is an exported generator: --best, --data and --device are of runs.");
        }
        using OnnxFileSource source = OnnxFileSource.Open(path);
        using DisposeScope scope = torch.NewDisposeScope();
        file.Check(source.Form.Shape);
        Drawing drawing = source.Draw(given, file.IsFilm);
        file.Save(drawing, source.Form.Shape, run: null);
        Tell((path, source.Step), arguments.Out(parsed), drawing.Count, arguments.Json(parsed));
    }

    private static void Tell((string Name, long Step) from, string place, long count, bool json)
    {
        if (!json)
        {
            Console.Out.WriteLine($"{count} samples of {from.Name} (step {from.Step}): {place}");
            return;
        }
        Output.Json(writer =>
        {
            writer.WriteStartObject();
            writer.WriteString("run", from.Name);
            writer.WriteNumber("step", from.Step);
            writer.WriteNumber("count", count);
            writer.WriteString("out", place);
            writer.WriteEndObject();
        });
    }
}
