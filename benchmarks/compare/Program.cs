using System.Diagnostics;
using System.Globalization;
using Saddle.Benchmarking;
using Saddle.Files;
using Saddle.Layers;
using Saddle.Learners;
using Saddle.Torch;
using Saddle.Training;

// Our side of compare.py: does what standard input tells it, and answers each line with one line of JSON.
//   saddle-worker CASE THREADS
//   check FILE    three training steps, some samples or one evaluation, from a known seed; what they began with and what came
//                 of them goes into the file
//   run N         N steps, timed
//   peak          the machine's speed at matrix products

const int CheckedSteps = 3, CheckedSamples = 256;
const ulong Seed = 7;
// pytorch_worker.py says why.
const double CheckedEpsilon = 1;

CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
// As the command line has it.
new ProcessSettings().Apply();
torch.set_num_threads(int.Parse(args[1]));
torch.manual_seed(0);
BenchmarkCase which = Benchmarks.Find(args[0]);
using BenchmarkWork work = which.Open(Device.Cpu);
Console.WriteLine($$"""{"samples": {{work.Samples}}, "operations": {{work.Operations:R}}}""");
while (Console.ReadLine() is { } line)
{
    string[] words = line.Split(' ', 2);
    Console.WriteLine(words[0] switch
    {
        "check" => Check(words[1]),
        "run" => $$"""{"seconds": {{Run(int.Parse(words[1])):R}}}""",
        "peak" => $$"""{"peak": {{Benchmark.MatrixPeak(Device.Cpu):R}}}""",
        _ => throw new ArgumentException($"unknown request '{line}'"),
    });
}

double Run(int steps)
{
    long start = Stopwatch.GetTimestamp();
    for (int step = 0; step < steps; step++)
    {
        work.Step();
    }
    return Stopwatch.GetElapsedTime(start).TotalSeconds;
}

string Check(string path)
{
    using DisposeScope scope = torch.NewDisposeScope();
    (string, Tensor)[] tensors = work switch
    {
        TrainingBenchmarkWork => Train((TrainingBenchmark)which),
        SamplingBenchmarkWork sampling =>
            [
                .. Of("generator", "before", sampling.Generator),
                ("samples", sampling.Generator.Sample(CheckedSamples, (long)Seed)),
            ],
        EvaluationBenchmarkWork evaluation =>
        [
            ("generated", evaluation.Images.Generated), ("reference", evaluation.Images.Reference),
            ("scores", torch.tensor([.. evaluation.Scores().Select(score => score.Value)])),
        ],
        _ => throw new ArgumentException("there is no check of such work"),
    };
    using FileStream file = File.Create(path);
    SafeTensors.Write(file, tensors);
    return "{}";
}

(string, Tensor)[] Train(TrainingBenchmark benchmark)
{
    Recipe recipe = RecipeFields.With(
        benchmark.Recipe, [("generator_optimizer.epsilon", CheckedEpsilon), ("discriminator_optimizer.epsilon", CheckedEpsilon)]);
    using TrainingBenchmarkWork training = benchmark.With(recipe).Open(Device.Cpu);
    foreach ((_, Module network) in training.Learner.Networks)
    {
        // Papers' small first weights make rounding large: what is before a normalisation does not care for its scale, but its
        // gradient does.
        Initialization.KaimingNormal(network, Math.Sqrt(2));
    }
    (string, Tensor)[] before = [.. training.Learner.Networks.SelectMany(network => Of(network.Name, "before", network.Network))];
    IReadOnlyList<Tensor> reals = training.FirstReals(CheckedSteps);
    torch.manual_seed(Seed);
    double[] losses = [.. Enumerable.Range(0, CheckedSteps).SelectMany(_ => training.Losses())
        .Where(number => number.Name.EndsWith("_loss", StringComparison.Ordinal)).Select(number => number.Value)];
    return
    [
        .. before, .. reals.Select((real, k) => ($"real.{k}", real)), ("losses", torch.tensor(losses)),
        .. training.Learner.Networks.SelectMany(network => Of(network.Name, "after", network.Network)),
    ];
}

// Copies, in the order in which a network names its tensors: the parameters, then the buffers.
IEnumerable<(string, Tensor)> Of(string name, string when, Module network)
    => network.NamedTensors().Select(tensor => ($"{when}.{name}.{tensor.Path}", tensor.Value.detach().clone()));
