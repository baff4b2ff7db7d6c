using System.CommandLine;

namespace Saddle.Cli;

/// <summary>The options of <c>saddle train</c>.</summary>
internal sealed class TrainArguments
{
    private readonly Argument<string?> _recipe =
        new("RECIPE") { Arity = ArgumentArity.ZeroOrOne, Description = "A recipe's name (see: saddle recipes) or a recipe.json" };
    private readonly Option<string?> _data = new("--data")
    {
        HelpName = "SPEC",
        Description = "What to learn from: a name (see: saddle data) or a path; with --resume, where the run's data lie now",
    };
    private readonly Option<string[]> _set = new("--set")
    {
        HelpName = "PATH=VALUE",
        Description = "Change a key of the recipe (see: saddle recipes NAME); may be repeated",
        Arity = ArgumentArity.OneOrMore,
    };
    private readonly Option<long?> _steps = Whole.Option("--steps", "How many steps in all; with --resume as well", minimum: 1);
    private readonly Option<long?> _seed = Whole.Option("--seed", "The seed of every randomness");
    private readonly Option<string?> _out =
        new("--out") { HelpName = "DIR", Description = "The run's folder; runs/RECIPE-NNN if left out" };
    private readonly Option<string?> _from = new("--from")
    {
        HelpName = "RUN[@STEP]",
        Description = "Begin a new run with that run's networks, and with its recipe if none is named; other data and settings "
            + "as --data and --set say; @best for its best checkpoint",
    };
    private readonly Option<string?> _resume =
        new("--resume") { HelpName = "RUN", Description = "Continue this run from its last checkpoint" };
    private readonly Option<bool> _restart = new("--restart")
    {
        Description = "With --resume: begin a run again from its seed whose checkpoints are lost or damaged",
    };
    private readonly Option<string?> _device = new("--device")
    {
        HelpName = "auto|cpu|cuda|cuda:N",
        Description = "Where to compute: auto, which is the default, takes the first CUDA device that works",
    };
    private readonly Option<long?> _threads = ThreadsOption.Create("Threads to compute with");
    private readonly Option<bool> _dryRun =
        new("--dry-run") { Description = "Show the resolved recipe, the networks and the memory, and stop" };
    private readonly Option<bool> _json = Output.JsonOption();

    internal void AddTo(Command command)
    {
        _set.AllowMultipleArgumentsPerToken = false;
        command.Add(_recipe);
        foreach (Option option in (Option[])
            [_data, _set, _steps, _seed, _out, _from, _resume, _restart, _device, _threads, _dryRun, _json])
        {
            command.Add(option);
        }
        command.Validators.Add(result =>
        {
            if (result.GetValue(_resume) is null)
            {
                if (result.GetValue(_restart))
                {
                    result.AddError("--restart begins a run again: name it with --resume RUN.");
                }
                return;
            }
            string[] fixedAlready =
            [
                .. new[]
                {
                    (result.GetValue(_recipe) is not null, "RECIPE"),
                    (result.GetValue(_set) is { Length: > 0 }, "--set"), (result.GetResult(_seed) is not null, "--seed"),
                    (result.GetValue(_out) is not null, "--out"), (result.GetValue(_from) is not null, "--from"),
                }.Where(option => option.Item1).Select(option => option.Item2),
            ];
            if (fixedAlready.Length > 0)
            {
                result.AddError(
                    $"--resume continues a run with its own recipe, so {string.Join(", ", fixedAlready)} cannot be given with "
                    + "it; --steps, --data, --device and --threads can.");
            }
        });
    }

    internal TrainRequest Read(ParseResult parsed) => new()
    {
        RecipeName = parsed.GetValue(_recipe),
        Data = parsed.GetValue(_data),
        Changes = parsed.GetValue(_set) ?? [],
        Steps = parsed.GetValue(_steps),
        Seed = parsed.GetValue(_seed),
        Out = parsed.GetValue(_out),
        From = parsed.GetValue(_from),
        Resume = parsed.GetValue(_resume),
        Restart = parsed.GetValue(_restart),
        Device = parsed.GetValue(_device),
        Threads = parsed.GetValue(_threads),
        DryRun = parsed.GetValue(_dryRun),
        Json = parsed.GetValue(_json),
    };
}
