using System.Collections;
using System.Runtime.InteropServices;
using Saddle.Assessment;
using Saddle.Benchmarking;
using Saddle.Data;
using Saddle.Data.Synthetic;
using Saddle.Evaluation;
using Saddle.Learners;
using Saddle.Optimizers;
using Saddle.Tests.Support;
using Saddle.Tests.Theory.Experiments;
using Saddle.Torch.Engines;
using Saddle.Training;

namespace Saddle.Tests.Training;

/// <summary>What a call of the library leaves behind in its host: nothing.</summary>
public sealed class HostTests : IDisposable
{
    private static readonly string[] s_calls =
    [
        "train", "resume", "cancel", "diverge", "sample", "evaluate", "plan", "benchmark",
        "f-gan", "mode-collapse", "optimal-discriminator",
    ];

    private readonly TemporaryFolder _folder = new();
    private readonly LibrarySettings _before = new();

    public HostTests()
    {
        // Nothing that a run would have come to.
        torch.set_num_threads(3);
        Engine.Current.SwitchThreads(3, blasThreads: 4);
        torch.manual_seed(77);
        torch.randn([3]).Dispose();
    }

    public void Dispose()
    {
        _before.Restore();
        _before.Dispose();
        _folder.Dispose();
    }

    public static TheoryData<string, bool> Calls => new(
        s_calls.Select(call => (call, true)).Concat(s_calls.Select(call => (call, false))));

    [Theory, MemberData(nameof(Calls))]
    public void A_call_leaves_threads_random_numbers_gradient_mode_and_environment_alone(string call, bool recordsGradients)
    {
        using GradMode mode = recordsGradients ? torch.enable_grad() : torch.no_grad();
        Settings before = Settings.Now();
        Assert.Equal(recordsGradients, before.RecordsGradients);
        Make(call, before);
        Assert.Equal(before, Settings.Now());
        Elsewhere(() => Assert.Equal(before.Threads, torch.get_num_threads()));
    }

    [Fact]
    public void Sessions_that_take_turns_on_any_thread_and_a_host_that_draws_between_them_change_no_bit()
    {
        Recipe points = Tiny.Points(6), images = Tiny.Images(6, _folder.Path) with { Threads = 2 };
        Tiny.Train(points, _folder.File("run of points")).Dispose();
        Tiny.Train(images, _folder.File("run of images")).Dispose();
        using (TrainingSession one = TrainingSession.Start(points, _folder.File("points in turns")))
        using (TrainingSession other = TrainingSession.Start(images, _folder.File("images in turns")))
        {
            while (!one.Finished)
            {
                one.Record(one.Step());
                torch.randn([5]).Dispose();
                Elsewhere(() => other.Record(other.Step()));
                torch.manual_seed(5);
                torch.set_num_threads(1 + (int)one.CompletedSteps % 3);
            }
        }
        RunFolder.AssertSame(_folder.File("run of points"), _folder.File("points in turns"));
        RunFolder.AssertSame(_folder.File("run of images"), _folder.File("images in turns"));
    }

    private void Make(string call, Settings hosts)
    {
        switch (call)
        {
            case "train":
                // A host that looks at its settings between two steps finds its own.
                Recipe images = Tiny.Images(3, _folder.Path) with { Threads = 2 };
                Tiny.Train(images, Folder, _ => Assert.Equal(hosts, Settings.Now())).Dispose();
                break;
            case "resume":
                Tiny.Train(Tiny.Points(2), Folder).Dispose();
                Tiny.Resume(Folder, 4 * Tiny.Batch).Dispose();
                break;
            case "cancel":
                using (var cancellation = new CancellationTokenSource())
                {
                    Assert.ThrowsAny<OperationCanceledException>(() => Trainer.Train(
                        Tiny.Points(9), Folder, _ => cancellation.Cancel(), cancellation: cancellation.Token));
                }
                break;
            case "diverge":
                Assert.Throws<TrainingDivergedException>(() => Tiny.Train(
                    Tiny.Points(200).WithLearner<Adversarial>(game => game with
                    {
                        GeneratorOptimizer = new SgdChoice { LearningRate = 100 },
                        DiscriminatorOptimizer = new SgdChoice { LearningRate = 100 },
                    }),
                    Folder));
                break;
            case "sample":
                using (Run run = Tiny.Train(Tiny.Points(2), Folder))
                using (SampleSet samples = run.Samples(20))
                using (DisposeScope scope = torch.NewDisposeScope())
                {
                    _ = (run.Generator.Sample(5, 1), samples.Read(0));
                }
                break;
            case "evaluate":
                using (Run run = Tiny.Train(
                    Tiny.Points(4) with { Evaluate = new EvaluationPlan { EveryImages = 2 * Tiny.Batch, Count = 64 } }, Folder))
                using (EvaluationSide generated = EvaluationSide.Of(run), reference = EvaluationSide.Of(new Ring()))
                {
                    var request = new EvaluationRequest { Generated = generated, Reference = reference, Count = 200 };
                    (request with { Metrics = Evaluator.Parse("fid,modes") }).Run().Dispose();
                }
                break;
            case "plan":
                _ = RunPlan.Of(Tiny.Points(2));
                break;
            case "benchmark":
                _ = Benchmark.Measure(Benchmarks.Find("points"), Device.Cpu, steps: 1, peak: 1);
                break;
            case "f-gan":
                _ = ExperimentRuns.Run(call, ("divergences", "kl,js"), ("steps", 40), ("batch", 16));
                break;
            case "mode-collapse":
                _ = ExperimentRuns.Run(call, ("steps", 10), ("objectives", "non-saturating"), ("data", "ring"));
                break;
            default:
                _ = ExperimentRuns.Run(call, ("steps", 20), ("p", "N(0,1)"), ("q", "N(1,1)"));
                break;
        }
    }

    private string Folder => _folder.File("run");

    private static void Elsewhere(Action work)
    {
        Exception? error = null;
        var thread = new Thread(() => error = Record.Exception(work));
        thread.Start();
        thread.Join();
        Assert.Null(error);
    }

    /// <summary>All of it, the C library's environment as well as .NET's.</summary>
    private sealed record Settings(int Threads, int BlasThreads, bool RecordsGradients, string Random, string Variables)
    {
        internal static Settings Now()
        {
            using DisposeScope scope = torch.NewDisposeScope();
            using var random = RandomGenerator.Default(Device.Cpu);
            return new Settings(
                torch.get_num_threads(), Engine.Current.BlasThreads, torch.is_grad_enabled(),
                Convert.ToHexString(random.get_state().ToArray<byte>()),
                string.Join('\n', [.. NativeVariables(), .. ManagedVariables()]));
        }

        private static IEnumerable<string> ManagedVariables()
            => Environment.GetEnvironmentVariables().Cast<DictionaryEntry>()
                .Select(entry => $"{entry.Key}={entry.Value}").Order(StringComparer.Ordinal);

        private static List<string> NativeVariables()
        {
            nint list = Marshal.ReadIntPtr(NativeLibrary.GetExport(NativeLibrary.Load("libc.so.6"), "environ"));
            var variables = new List<string>();
            for (nint text; (text = Marshal.ReadIntPtr(list, variables.Count * nint.Size)) != 0;)
            {
                variables.Add(Marshal.PtrToStringUTF8(text)!);
            }
            return variables;
        }
    }
}
