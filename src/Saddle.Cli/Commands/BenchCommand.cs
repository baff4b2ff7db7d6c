using System.CommandLine;
using System.Globalization;
using Saddle.Benchmarking;
using Saddle.Torch;
using Saddle.Torch.Kernels;
using Saddle.Training;

namespace Saddle.Cli.Commands;

/// <summary><c>saddle bench</c>: how fast this machine is.</summary>
internal static class BenchCommand
{
    // Of the fastest kernel's rate: less is worth a word.
    private const double SlowBelow = 0.8;

    internal static CommandEntry Entry { get; } = new(
        "bench",
        "Measure how fast training, sampling and evaluating are here, beside the machine's own speed at matrix products",
        Create, "CASE");

    private static ExampleCommand Create()
    {
        var cases = new Argument<string[]>("CASE")
        {
            Arity = ArgumentArity.ZeroOrMore,
            Description = $"What is timed, all if left out: {string.Join(", ", Benchmarks.All)}",
        };
        Option<long?> steps = Whole.Option(
            "--steps", "How many steps of each case are timed, after a warm-up; some seconds' worth if left out", 1, 1_000_000);
        Option<long?> threads = ThreadsOption.Create("Threads an operator may use");
        Option<string> device = DeviceOption.Create("Where it is computed");
        var set = new Option<string[]>("--set")
        {
            HelpName = "PATH=VALUE",
            Description = "Change a key of the cases' recipes, such as precision=bf16; may be repeated",
        };
        Option<bool> json = Output.JsonOption();
        var command = new ExampleCommand(
            Entry,
            "./saddle bench", "./saddle bench dcgan-32 points --threads 1", "./saddle bench dcgan-64 --device cuda --json")
        { cases, steps, threads, device, set, json };
        command.SetAction(parsed =>
        {
            BenchmarkCase[] wanted = [.. parsed.GetValue(cases)!.Select(Benchmarks.Find)];
            wanted = Changed(wanted.Length > 0 ? wanted : [.. Benchmarks.All], parsed.GetValue(set) ?? []);
            Device place = DeviceChoice.Of(parsed.GetValue(device)!).Device;
            torch.set_num_threads(ThreadsOption.Count(parsed.GetValue(threads)));
            using var interruption = new Interruption();
            IReadOnlyList<BenchmarkResult> results = Measure(
                wanted, place, (int?)parsed.GetValue(steps), interruption.Token);
            IReadOnlyList<KernelRate> kernels = place.Type == DeviceType.Cpu
                ? ProcessorKernel.Measure(torch.get_num_threads(), interruption.Token)
                : [];
            if (parsed.GetValue(json))
            {
                Output.Json(Describe(results, place, kernels), Documents.Default.BenchDocument);
            }
            else
            {
                Print(results, place, kernels);
            }
        });
        return command;
    }

    // What trains has a recipe; what samples and evaluates has none.
    private static BenchmarkCase[] Changed(BenchmarkCase[] cases, string[] changes)
    {
        (string, object)[] all = [.. changes.Select(TrainRequest.Split)];
        return all.Length == 0 ? cases : [.. cases.Select(which => which is TrainingBenchmark training
            ? training.With(RecipeFields.With(training.Recipe, all))
            : which)];
    }

    private static IReadOnlyList<BenchmarkResult> Measure(
        IReadOnlyList<BenchmarkCase> cases, Device device, int? steps, CancellationToken cancellation)
    {
        double peak = Benchmark.MatrixPeak(device);
        return [.. cases.Select(which => Benchmark.Measure(which, device, steps, peak, cancellation))];
    }

    private static void Print(IReadOnlyList<BenchmarkResult> results, Device device, IReadOnlyList<KernelRate> kernels)
    {
        int threads = torch.get_num_threads();
        Console.Out.WriteLine(
            $"{device}, {threads} {(threads == 1 ? "thread" : "threads")}; matrix products at {Giga(results[0].Peak)} GFLOP/s; "
            + "medians");
        PrintKernel(kernels);
        Console.Out.WriteLine();
        Output.Table(
            [
                "case", "ms a step", "samples/s", "GFLOP a step", "GFLOP/s", "of peak", "peak MiB", "managed bytes a step",
                "what it is",
            ],
            results.Select(result => new[]
            {
                result.Case.Name,
                Text(1000 * result.SecondsPerStep, "0.0"),
                Text(result.SamplesPerSecond, "0.0"),
                Counted(result, Giga(result.Operations)),
                Counted(result, Giga(result.OperationsPerSecond)),
                Counted(result, Text(result.ShareOfPeak, "0 %")),
                Text(result.PeakMemoryBytes / 1048576.0, "0"),
                Text(result.ManagedBytesPerStep, "0"),
                result.Case.Summary,
            }));
    }

    private static void PrintKernel(IReadOnlyList<KernelRate> kernels)
    {
        string instructions = $"libtorch's own instructions {torch.cpu_capability}";
        if (ShareOfBest(kernels) is not { } share)
        {
            Console.Out.WriteLine($"kernel {torch.kernel}; {instructions}");
            return;
        }
        string rates = string.Join(", ", kernels.Select(kernel => $"{kernel.Kernel} {Giga(kernel.OperationsPerSecond)}"));
        Console.Out.WriteLine($"kernel {torch.kernel} at {Text(share, "0 %")} of the best (GFLOP/s: {rates}); {instructions}");
        if (share < SlowBelow)
        {
            Console.Out.WriteLine($"that is slow for this processor: compare with OPENBLAS_CORETYPE={kernels[0].Kernel}");
        }
    }

    // Of the fastest kernel's rate; null where there is nothing to compare.
    private static double? ShareOfBest(IReadOnlyList<KernelRate> kernels)
        => kernels.FirstOrDefault(kernel => kernel.Kernel.Equals(torch.kernel, StringComparison.OrdinalIgnoreCase)) is { } inUse
            ? inUse.OperationsPerSecond / kernels[0].OperationsPerSecond
            : null;

    private static string Counted(BenchmarkResult result, string text) => result.Operations > 0 ? text : "-";

    private static string Giga(double operations) => Text(operations / 1e9, operations < 1e10 ? "0.00" : "0.0");

    private static string Text(double value, string format) => value.ToString(format, CultureInfo.InvariantCulture);

    private static BenchDocument Describe(
        IReadOnlyList<BenchmarkResult> results, Device device, IReadOnlyList<KernelRate> kernels)
    {
        double? share = ShareOfBest(kernels);
        return new(
            device.ToString(), torch.get_num_threads(), torch.version, torch.blas, torch.kernel, torch.cpu_capability,
            ProcessSettings.HasMemoryPool, share, share is { } known ? known < SlowBelow : null,
            share is null ? null : kernels.ToDictionary(rate => rate.Kernel, rate => Math.Round(rate.OperationsPerSecond)),
            Math.Round(results[0].Peak), results.Select(Describe));
    }

    private static CaseDocument Describe(BenchmarkResult result)
    {
        bool counted = result.Operations > 0;
        return new(
            result.Case.Name, result.Steps, result.SecondsPerStep, result.SamplesPerSecond, counted ? result.Operations : null,
            counted ? result.OperationsPerSecond : null, counted ? result.ShareOfPeak : null, result.PeakMemoryBytes,
            result.ManagedBytesPerStep);
    }

    /// <summary>What <c>--json</c> prints; the kernel's rates where there is something to compare.</summary>
    internal sealed record BenchDocument(
        string Device, int Threads, string Libtorch, string Blas, string Kernel, string CpuCapability, bool MemoryPool,
        double? KernelShareOfBest, bool? KernelIsSlow, Dictionary<string, double>? KernelFlopsPerSecond,
        double PeakFlopsPerSecond, IEnumerable<CaseDocument> Cases);

    /// <summary>One case; operations where they are counted.</summary>
    internal sealed record CaseDocument(
        string Name, int Steps, double SecondsPerStep, double SamplesPerSecond, double? FlopsPerStep, double? FlopsPerSecond,
        double? ShareOfPeak, long PeakMemoryBytes, long ManagedBytesPerStep);
}
