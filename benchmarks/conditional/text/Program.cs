using System.Globalization;
using Saddle.Data;
using Saddle.Data.Synthetic;
using Saddle.Networks;
using Saddle.Torch;
using Saddle.Training;

// Captioned shapes as files that judge.py reads, images.u8 (bytes [N, 3, 32, 32]) and captions.txt (a line each): drawn as the
// data source draws them, or by a run's generator for the same captions.
//   dotnet run --project benchmarks/conditional/text --configuration Release -- SPLIT COUNT FOLDER [RUN]

(string split, int count, string folder) = (args[0], int.Parse(args[1], CultureInfo.InvariantCulture), args[2]);
using DisposeScope scope = torch.NewDisposeScope();
var part = Enum.Parse<ShapesSplit>(split, ignoreCase: true);
using var data = (ImageSet)new Shapes { Count = count, Split = part, Seed = 1 }.Open();
Directory.CreateDirectory(folder);
File.WriteAllLines(Path.Combine(folder, "captions.txt"), data.Captions);
File.WriteAllBytes(
    Path.Combine(folder, "images.u8"), (args.Length > 3 ? Draw(args[3], data.Captions) : data.Images).ToArray<byte>());

static Tensor Draw(string folder, IReadOnlyList<string> captions)
{
    using Run run = Run.Open(folder);
    torch.set_num_threads(Math.Max(1, run.Recipe.Threads));
    Tensor samples = run.Generator.Sample(captions.Count, seed: 1, new CaptionCondition(run.Form.Vocabulary!.Tokens(captions)));
    return (samples * 127.5 + 127.5).round().clamp(0, 255).to(ScalarType.Byte);
}
