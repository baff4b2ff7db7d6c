using System.CommandLine;
using System.CommandLine.Parsing;
using Saddle.Learners;
using Saddle.Sampling;
using Saddle.Torch;
using Saddle.Training;

namespace Saddle.Cli;

/// <summary>The options of <c>saddle sample</c>: where the samples go, and all that conditionings and learners take.</summary>
internal sealed class SampleArguments
{
    private readonly Argument<string> _run = new("RUN") { Description = "The run's folder, or an exported generator (.onnx)" };
    private readonly Option<string> _out = new("--out")
    {
        Required = true,
        HelpName = "FILE.png|DIR",
        Description = "A grid as one picture, or a folder for one picture each; "
            + $".apng for a film of {DrawingFile.Ways}; .svg as well for points",
    };
    private readonly Option[] _common =
        [.. SampleOption.Common.Select(option => Create(option, option.Meaning, option.ProblemWith))];
    private readonly Option[] _taken =
        [.. SampleOptionCatalogue.All.Select(taken => Create(taken.Option, taken.Meaning, taken.ProblemWith))];
    private readonly Option<string?> _data = new("--data")
    {
        HelpName = "PATH",
        Description = "Where the run's data lie now, if not where it learnt from them",
    };
    private readonly Option<bool> _best = new("--best")
    {
        Description = "From the checkpoint that was best by the recipe's evaluate.best, not from the newest",
    };
    private readonly Option<string> _device = DeviceOption.Create("Where they are drawn", Device.Cpu.ToString());
    private readonly Option<bool> _json = Output.JsonOption();

    internal void AddTo(Command command)
    {
        command.Add(_run);
        foreach (Option option in (Option[])[_out, .. _common, .. _taken, _data, _best, _device, _json])
        {
            command.Add(option);
        }
    }

    internal string Run(ParseResult parsed) => parsed.GetValue(_run)!;

    internal string Out(ParseResult parsed) => parsed.GetValue(_out)!;

    /// <summary>Where the run's data lie now, or null for where it learnt from them.</summary>
    internal string? Data(ParseResult parsed) => parsed.GetValue(_data);

    /// <summary>Where samples are drawn. A few are there before a GPU has begun.</summary>
    internal Device Place(ParseResult parsed) => DeviceChoice.Of(parsed.GetValue(_device)!).Device;

    internal bool Best(ParseResult parsed) => parsed.GetValue(_best);

    internal bool Json(ParseResult parsed) => parsed.GetValue(_json);

    /// <summary>What was given for the options of sampling.</summary>
    internal SampleValues Read(ParseResult parsed)
        => new(_common.Concat(_taken).SelectMany(option => Texts(parsed.GetResult(option)).Select(text => (option.Name, text))));

    /// <summary>Leaves those options out of help that a run does not take, if there is such a run.</summary>
    internal void HideUntaken(ParseResult parsed)
    {
        if (parsed.GetResult(_run)?.Tokens is not [{ Value.Length: > 0 } folder, ..])
        {
            return;
        }
        try
        {
            using Run run = Training.Run.Open(folder.Value);
            IReadOnlyList<SampleOption> takes = run.Recipe.Learner.SampleOptions;
            foreach (Option option in _taken)
            {
                SampleOption? own = takes.FirstOrDefault(known => known.Name == option.Name);
                (option.Hidden, option.Description) = (own is null, own?.Meaning);
            }
        }
        catch (Exception error) when (error is InputException or IOException or UnauthorizedAccessException)
        {
            // Help of no run in particular.
        }
    }

    private static Option Create(SampleOption option, string meaning, Func<string, string?> problemWith)
    {
        Option made = option.Kind switch
        {
            SampleOptionKind.Switch => new Option<bool>(option.Name),
            SampleOptionKind.Texts => new Option<string[]>(option.Name) { AllowMultipleArgumentsPerToken = false },
            _ => new Option<string?>(option.Name),
        };
        (made.Description, made.HelpName) = (meaning, option.HelpName.Length > 0 ? option.HelpName : null);
        made.Validators.Add(result =>
        {
            foreach (string problem in Texts(result).Select(problemWith).OfType<string>())
            {
                result.AddError(problem);
            }
        });
        return made;
    }

    // A switch may stand alone.
    private static IEnumerable<string> Texts(OptionResult? result) => result switch
    {
        null or { Implicit: true } => [],
        { Tokens.Count: 0, Option: Option<bool> } => [bool.TrueString],
        _ => result.Tokens.Select(token => token.Value),
    };
}
