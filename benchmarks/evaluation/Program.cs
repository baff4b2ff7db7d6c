using System.Diagnostics;
using System.Globalization;
using Saddle.Evaluation;
using Saddle.Torch;

// The metrics on standard normal features, generated and reference alike: the time that each takes, and the most memory of all.
//   dotnet run --project benchmarks/evaluation --configuration Release 10000 2048 fid kid precision-recall density-coverage
// With 10000 1000 and 5 neighbours for both, the published figures are (arXiv:2002.09797's code): precision .4772, recall .4705,
// density 1.0555, coverage .9735.
//   dotnet run --project benchmarks/evaluation --configuration Release 10000 1000 precision-recall:5 density-coverage:5

CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
long count = long.Parse(args[0]), dimensions = long.Parse(args[1]);
torch.set_num_threads(Environment.ProcessorCount);
using FeatureSet generated = Draw(1), reference = Draw(2);
var comparison = new Comparison(generated, reference);
Console.WriteLine($"{count} against {count} features of {dimensions} dimensions, {Environment.ProcessorCount} cores");
long start = Stopwatch.GetTimestamp();
foreach (string wanted in args[2..])
{
    string[] parts = wanted.Split(':');
    Metric metric = parts.Length == 1 ? Metric.All.Create(parts[0]) : Metric.All.Create(parts[0], ("neighbours", parts[1]));
    TimeSpan processor = Environment.CpuUsage.TotalTime;
    long before = Stopwatch.GetTimestamp();
    IReadOnlyList<Score> scores = metric.Measure(comparison);
    double seconds = Stopwatch.GetElapsedTime(before).TotalSeconds,
        busy = (Environment.CpuUsage.TotalTime - processor).TotalSeconds;
    string numbers = string.Join(", ", scores.Select(score => $"{score.Key} {score.Value:0.######}"));
    Console.WriteLine($"{metric,-20} {seconds,7:0.00} s ({busy,7:0.00} s of processor)  {numbers}");
}
using Process self = Process.GetCurrentProcess();
Console.WriteLine(
    $"all of them {Stopwatch.GetElapsedTime(start).TotalSeconds:0.00} s, at most {self.PeakWorkingSet64 / 1048576.0:0} MiB");

FeatureSet Draw(ulong seed)
{
    using DisposeScope scope = torch.NewDisposeScope();
    using var random = new RandomGenerator(seed);
    return new FeatureSet(torch.randn([count, dimensions], random), new FeatureOrigin("normal"));
}
