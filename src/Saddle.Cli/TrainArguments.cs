using System.CommandLine;

namespace Saddle.Cli;

/// <summary>The options of <c>saddle train</c>.</summary>
internal sealed class TrainArguments
{
    private readonly Argument<string?> _recipe = new("RECIPE") { Arity = ArgumentArity.ZeroOrOne, Description = "A recipe's name (see: saddle recipes) or a recipe.json" };
    private readonly Option<string?> _data = new("--data") { HelpName = "SPEC", Description = "What to learn from: a name (see: saddle data) or a path" };
    private readonly Option<string[]> _set = new("--set") { HelpName = "PATH=VALUE", Description = "Change a key of the recipe (see: saddle recipes NAME); may be repeated", Arity = ArgumentArity.OneOrMore };
    private readonly Option<long?> _steps = new("--steps") { HelpName = "N", Description = "How many steps in all; with --resume as well" };
    private readonly Option<long?> _seed = new("--seed") { HelpName = "N", Description = "The seed of every randomness" };
    private readonly Option<string?> _out = new("--out") { HelpName = "DIR", Description = "The run's folder; runs/RECIPE-NNN if left out" };
    private readonly Option<string?> _resume = new("--resume") { HelpName = "RUN", Description = "Continue this run from its last checkpoint" };
    private readonly Option<string?> _device = new("--device") { HelpName = "cpu|cuda", Description = "Where to compute" };
    private readonly Option<int?> _threads = new("--threads") { HelpName = "N", Description = "Threads to compute with; the physical cores if left out" };
    private readonly Option<bool> _dryRun = new("--dry-run") { Description = "Show the resolved recipe, the networks and the memory, and stop" };
    private readonly Option<bool> _json = Output.JsonOption();

    internal void AddTo(Command command)
    {
        _set.AllowMultipleArgumentsPerToken = false;
        command.Add(_recipe);
        foreach (Option option in new Option[] { _data, _set, _steps, _seed, _out, _resume, _device, _threads, _dryRun, _json })
        {
            command.Add(option);
        }
        command.Validators.Add(result =>
        {
            if (result.GetValue(_resume) is null)
            {
                return;
            }
            string[] fixedAlready =
            [
                .. new[]
                {
                    (result.GetValue(_recipe) is not null, "RECIPE"), (result.GetValue(_data) is not null, "--data"),
                    (result.GetValue(_set) is { Length: > 0 }, "--set"), (result.GetValue(_seed) is not null, "--seed"),
                    (result.GetValue(_out) is not null, "--out"),
                }.Where(option => option.Item1).Select(option => option.Item2),
            ];
            if (fixedAlready.Length > 0)
            {
                result.AddError($"--resume continues a run with its own recipe, so {string.Join(", ", fixedAlready)} cannot be given with it; --steps, --device and --threads can.");
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
        Resume = parsed.GetValue(_resume),
        Device = parsed.GetValue(_device),
        Threads = parsed.GetValue(_threads),
        DryRun = parsed.GetValue(_dryRun),
        Json = parsed.GetValue(_json),
    };
}
