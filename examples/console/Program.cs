// dotnet run -- generator.onnx samples.png [LABEL]
using Saddle.Runtime;

if (args.Length is < 2 or > 3)
{
    Console.Error.WriteLine("usage: Console GENERATOR.onnx SAMPLES.png [LABEL]");
    return 2;
}
using var generator = ExportedGenerator.Open(args[0]);
Picture[] pictures = generator.Sample(count: 16, seed: 1, label: args.Length > 2 ? args[2] : default(ClassLabel?));
Picture.Grid(pictures).SavePng(args[1]);
Console.WriteLine($"{args[1]}: {pictures.Length} samples of {generator.Recipe}");
return 0;
