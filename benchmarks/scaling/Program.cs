using System.Globalization;
using Saddle.Benchmarking;
using Saddle.Data;
using Saddle.Learners;
using Saddle.Networks;
using Saddle.Torch;
using Saddle.Training;

// Cost against work: the time of a DCGAN's step while one of batch, image size and width varies around 64, 64 and 64, and the
// exponent of the power that fits it best. Colour images, all physical cores. Takes some minutes of a machine that does nothing
// else.
//   dotnet run --project benchmarks/scaling --configuration Release [STEPS]

const int Usual = 64;

CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
torch.set_num_threads(Processor.PhysicalCores);
int steps = args.Length > 0 ? int.Parse(args[0]) : 5;
var known = (TrainingBenchmark)Benchmarks.Find("dcgan-64");
double peak = Benchmark.MatrixPeak(Device.Cpu);
Console.WriteLine($"{Processor.PhysicalCores} cores, matrix products at {peak / 1e9:0} GFLOP/s");
Print("batch", [16, 32, 64, 128, 256], batch => Measure(batch, Usual, Usual));
Print("size", [32, 64, 128], size => Measure(Usual, size, Usual));
Print("width", [32, 64, 128], width => Measure(Usual, Usual, width));

BenchmarkResult Measure(int batch, int size, int width)
{
    Recipe recipe = known.Recipe.WithLearner<Adversarial>(game => game with
    {
        Network = new Dcgan { Size = size, Channels = 3, GeneratorWidth = width, DiscriminatorWidth = width },
    }) with { Batch = batch };
    return Benchmark.Measure(known.With(recipe, new SampleShape(3, size, size)), Device.Cpu, steps, peak);
}

void Print(string what, int[] values, Func<int, BenchmarkResult> measure)
{
    BenchmarkResult[] results = [.. values.Select(measure)];
    Console.WriteLine();
    Console.WriteLine($"| {what} | ms a step | GFLOP a step | of peak | peak MiB |");
    Console.WriteLine("|---|---|---|---|---|");
    foreach ((int value, BenchmarkResult result) in values.Zip(results))
    {
        Console.WriteLine(
            $"| {value} | {1e3 * result.SecondsPerStep:0} | {result.Operations / 1e9:0.0} | "
            + $"{result.Operations / result.SecondsPerStep / peak:0%} | {result.PeakMemoryBytes / 1048576.0:0} |");
    }
    double time = Exponent(values, [.. results.Select(result => result.SecondsPerStep)]);
    double work = Exponent(values, [.. results.Select(result => result.Operations)]);
    Console.WriteLine($"time grows like {what}^{time:0.00}, operations like {what}^{work:0.00}");
}

// The slope of the line of least squares through the logarithms.
static double Exponent(int[] values, double[] costs)
{
    double[] x = [.. values.Select(value => Math.Log(value))], y = [.. costs.Select(cost => Math.Log(cost))];
    double middle = x.Average(), level = y.Average();
    return x.Zip(y, (a, b) => (a - middle) * (b - level)).Sum() / x.Sum(a => (a - middle) * (a - middle));
}
