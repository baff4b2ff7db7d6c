using System.CommandLine;
using Saddle.Training;

namespace Saddle.Cli;

/// <summary>The options of <c>saddle sample</c>.</summary>
internal sealed class SampleArguments
{
    private readonly Argument<string> _run = new("RUN") { Description = "The run's folder" };
    private readonly Option<string> _out = new("--out") { Required = true, HelpName = "FILE.png|DIR", Description = "A grid as one picture, or a folder for one picture each; .apng for a film of --interpolate, --code or --frames; .svg as well for points" };
    private readonly Option<long?> _count = Whole.Option("--count", "How many samples, or rows with --interpolate or --code, or samples of each with several labels or captions [default: 64, 8, 10]", 1, 1_000_000);
    private readonly Option<long?> _columns = Whole.Option("--columns", "Images in a row of the grid; nearly a square if left out. With --interpolate: the steps of a way", 1, 1_000_000);
    private readonly Option<long?> _seed = Whole.Option("--seed", "The same seed gives the same samples [default: 0]");
    private readonly Option<string?> _label = new("--label") { HelpName = "NAME|NUMBER|all", Description = "The class to draw, of a run with labels; several with commas between, or all, give a row each" };
    private readonly Option<string[]> _caption = new("--caption") { HelpName = "TEXT", Description = "What the samples are to show, of a run with captions; given several times, a row each" };
    private readonly Option<bool> _interpolate = new("--interpolate") { Description = "From one sample to another, a way in each row; with several labels from class to class" };
    private readonly Option<long?> _code = Whole.Option("--code", "The latent code that changes along a row, of a run with codes; the first is 0", 0, 1_000);
    private readonly Option<string?> _input = new("--input") { HelpName = "FILE|DIR", Description = "Translate this picture, or each picture of a folder, at its own size (a vae reconstructs it at the run's); with a run of films: continue the film in this folder" };
    private readonly Option<long?> _frames = Whole.Option("--frames", "How many frames follow those of --input, in a row or, as .apng, a film", 1, 10_000);
    private readonly Option<bool> _reverse = new("--reverse") { Description = "Translate --input the other way, with runs that learnt both" };
    private readonly Option<bool> _best = new("--best") { Description = "From the checkpoint that was best by the recipe's evaluate.best, not from the newest" };
    private readonly Option<bool> _json = Output.JsonOption();

    internal void AddTo(Command command)
    {
        _caption.AllowMultipleArgumentsPerToken = false;
        command.Add(_run);
        foreach (Option option in new Option[]
            { _out, _count, _columns, _seed, _label, _caption, _interpolate, _code, _input, _frames, _reverse, _best, _json })
        {
            command.Add(option);
        }
    }

    internal string Run(ParseResult parsed) => parsed.GetValue(_run)!;

    internal bool Best(ParseResult parsed) => parsed.GetValue(_best);

    internal bool Json(ParseResult parsed) => parsed.GetValue(_json);

    internal SampleRequest Read(ParseResult parsed, Run run, Action<string> warn) => new()
    {
        Run = run,
        Warn = warn,
        Out = parsed.GetValue(_out)!,
        Count = (int?)parsed.GetValue(_count),
        Columns = (int?)parsed.GetValue(_columns),
        Seed = parsed.GetValue(_seed) ?? 0,
        Label = parsed.GetValue(_label),
        Captions = parsed.GetValue(_caption) ?? [],
        Interpolate = parsed.GetValue(_interpolate),
        Code = (int?)parsed.GetValue(_code),
        Input = parsed.GetValue(_input),
        Frames = (int?)parsed.GetValue(_frames),
        Reverse = parsed.GetValue(_reverse),
    };
}
