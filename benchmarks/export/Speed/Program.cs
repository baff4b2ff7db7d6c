using System.Diagnostics;
using System.Globalization;
using Microsoft.ML.OnnxRuntime;
using Saddle.Runtime;
using Saddle.Torch;
using Saddle.Training;

// Samples a second of runs' generators and of their exported files, in turn, medians of some pairs:
//   Speed RUN...
// THREADS (2), PAIRS (7), BATCH (16: what ONNX Runtime draws at once) may be set; SADDLE_ENGINE is the engine beside it

int threads = Number("THREADS", 2), pairs = Number("PAIRS", 7), most = Number("BATCH", 16);
new ProcessSettings { MemoryPool = true, IdleThreadsSleep = true }.Apply();
torch.set_num_threads(threads);
Console.WriteLine($"| run | batch | {torch.engine} | ONNX Runtime | ratio |");
Console.WriteLine("|---|---|---|---|---|");
foreach (string folder in args)
{
    using Run run = Run.Open(folder);
    string file = Path.GetTempFileName();
    run.Export(file);
    using var options = new SessionOptions { IntraOpNumThreads = threads };
    using var exported = ExportedGenerator.Open(file, options);
    foreach (int batch in new[] { 1, 64 })
    {
        float[] latents = exported.Latents(batch, 1);
        double Engine() => Rate(batch, () =>
        {
            using DisposeScope scope = torch.NewDisposeScope();
            run.Generator.Sample(torch.tensor(latents, batch, run.Generator.LatentSize));
        });
        var asked = new SampleOptions { Latents = latents, BatchSize = Math.Min(batch, most) };
        double Exported() => Rate(batch, () => exported.Generate(asked));
        (double Engine, double Exported)[] rates = [.. Enumerable.Range(0, pairs).Select(_ => (Engine(), Exported()))];
        double engine = Median(rates.Select(pair => pair.Engine)), file2 = Median(rates.Select(pair => pair.Exported));
        double ratio = Median(rates.Select(pair => pair.Exported / pair.Engine));
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture, $"| {Path.GetFileName(folder)} | {batch} | {engine:0} | {file2:0} | {ratio:0.00} |"));
    }
    File.Delete(file);
}
return 0;

static int Number(string name, int otherwise)
    => int.TryParse(Environment.GetEnvironmentVariable(name), CultureInfo.InvariantCulture, out int number) ? number : otherwise;

static double Median(IEnumerable<double> values)
{
    double[] sorted = [.. values.Order()];
    return sorted[sorted.Length / 2];
}

// Samples a second over half a second, after a first one that counts for nothing.
static double Rate(int batch, Action draw)
{
    draw();
    long start = Stopwatch.GetTimestamp(), drawn = 0;
    while (Stopwatch.GetElapsedTime(start).TotalSeconds < 0.5)
    {
        draw();
        drawn += batch;
    }
    return drawn / Stopwatch.GetElapsedTime(start).TotalSeconds;
}
