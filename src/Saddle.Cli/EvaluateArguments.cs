using System.CommandLine;
using Saddle.Assessment;
using Saddle.Cli.Exported;
using Saddle.Evaluation;
using Saddle.Training;

namespace Saddle.Cli;

/// <summary>The options of <c>saddle evaluate</c>.</summary>
internal sealed class EvaluateArguments
{
    private const string Sides =
        "a run's folder, an exported generator (.onnx), data (a name or path, settings after a colon), or features (.npy)";

    private readonly Option<string> _generated =
        new("--generated") { Required = true, HelpName = "X", Description = $"What is judged: {Sides}" };
    private readonly Option<string?> _reference = new("--reference")
    {
        HelpName = "Y",
        Description = $"What it is judged by: {Sides}, or kept statistics (.npz); of a run its own data if left out",
    };
    private readonly Option<string?> _heldOut = new("--held-out")
    {
        HelpName = "Z",
        Description = "Real samples that were not learnt from, for the test of copying; the test half of a known set if left out",
    };
    private readonly Option<string?> _metrics = new("--metrics")
    {
        HelpName = "LIST",
        Description = "Metrics with commas between (./saddle metrics), settings after colons: fid,kid:subsets=3:subset_size=100; "
            + "every one that can be measured if left out",
    };
    private readonly Option<string> _features = new("--features")
    {
        HelpName = "NAME|FILE",
        DefaultValueFactory = _ => "auto",
        Description = "classifier (trained once on the labelled reference), resnet18 (images without labels), inception, pixels, "
            + "or a TorchScript file",
    };
    private readonly Option<long?> _count = Whole.Option(
        "--count", $"How many samples of each side are compared at most [default: {EvaluationRequest.DefaultCount}]", 1,
        1_000_000);
    private readonly Option<long?> _seed = Whole.Option("--seed", "The same seed gives the same numbers [default: 0]");
    private readonly Option<long?> _threads = ThreadsOption.Create("Threads an operator may use");
    private readonly Option<string> _device = DeviceOption.Create("Where samples are drawn, and features and metrics computed");
    private readonly Option<string?> _data = new("--data")
    {
        HelpName = "PATH",
        Description = "Where the data of the run after --generated lie now, if not where it learnt from them",
    };
    private readonly Option<string?> _out = new("--out")
    {
        HelpName = "FILE.html",
        Description = "A page with the numbers and sheets of samples: at random, nearest to the training samples, "
            + "least and most typical",
    };
    private readonly Option<string?> _save = new("--save-statistics")
    {
        HelpName = "FILE.npz",
        Description = "Keep the reference's mean and covariance, as pytorch-fid does",
    };
    private readonly Option<bool> _best =
        new("--best") { Description = "Of a run's checkpoints the best by its own metric, not the newest" };
    private readonly Option<bool> _json = Output.JsonOption();

    internal void AddTo(Command command)
    {
        foreach (Option option
            in new Option[]
            {
                _generated, _reference, _heldOut, _metrics, _features, _count, _seed, _threads, _device, _data, _out, _save,
                _best, _json,
            })
        {
            command.Add(option);
        }
    }

    internal bool Json(ParseResult parsed) => parsed.GetValue(_json);

    internal int Threads(ParseResult parsed) => ThreadsOption.Count(parsed.GetValue(_threads));

    /// <summary>Where the page goes, or null for none.</summary>
    internal string? Page(ParseResult parsed) => Suffixed(parsed.GetValue(_out), "--out", ".html");

    /// <summary>Where the statistics go, or null for nowhere.</summary>
    internal string? Statistics(ParseResult parsed) => Suffixed(parsed.GetValue(_save), "--save-statistics", ".npz");

    /// <summary>What is to be evaluated; its sides are the caller's to dispose.</summary>
    internal EvaluationRequest Read(ParseResult parsed, Action<string> warn)
    {
        EvaluationSide generated = Side(
            "--generated", parsed.GetValue(_generated)!, warn, parsed.GetValue(_best), parsed.GetValue(_data));
        string? reference = parsed.GetValue(_reference);
        return new EvaluationRequest
        {
            Generated = generated,
            Reference = reference is not null ? Side("--reference", reference, warn)
                : generated.Run is { } run ? DataOf(run)
                : throw new InputException(
                    $"--reference is missing: {generated.Name} is no run, so that it must be said what it is judged by."),
            HeldOut = parsed.GetValue(_heldOut) is { } heldOut ? Side("--held-out", heldOut, warn) : null,
            Metrics = parsed.GetValue(_metrics) is { } metrics ? Metrics(metrics) : null,
            Features = parsed.GetValue(_features)!,
            Count = (int)(parsed.GetValue(_count) ?? EvaluationRequest.DefaultCount),
            Seed = parsed.GetValue(_seed) ?? 0,
            Device = parsed.GetValue(_device)!,
        };
    }

    private static IReadOnlyList<Metric> Metrics(string list)
        => Evaluator.Parse(list) is { Count: > 0 } metrics
            ? metrics
            : throw new InputException($"--metrics names none; there are {string.Join(", ", Metric.All.Names)}.");

    private static EvaluationSide DataOf(Run run)
    {
        run.ThrowIfDataMissing();
        return EvaluationSide.Of(run.Recipe.Data);
    }

    private static EvaluationSide Side(
        string option, string text, Action<string> warn, bool best = false, string? data = null)
    {
        try
        {
            return OnnxFileSource.Is(text)
                ? OnnxFileSource.Open(text).ToSide()
                : EvaluationSide.Read(text, warn, best, data);
        }
        catch (InputException error)
        {
            throw new InputException([.. error.Problems.Select(problem => $"{option}: {problem}")], error);
        }
    }

    private static string? Suffixed(string? path, string option, string suffix)
        => path is null || path.EndsWith(suffix, StringComparison.OrdinalIgnoreCase)
            ? path
            : throw new InputException($"{option} must be a {suffix} file, but is '{path}'.");
}
