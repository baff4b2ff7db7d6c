using Xunit;

namespace Saddle.Cli.Tests;

/// <summary>The program as a whole: its help, and what was mistyped.</summary>
public sealed class CommandLineTests : IDisposable
{
    private static readonly string[] s_commands = ["train", "sample", "recipes", "objectives", "networks", "data"];

    private readonly Workplace _place = new();

    public void Dispose() => _place.Dispose();

    [Fact]
    public void Without_a_command_it_shows_the_help()
    {
        Finished finished = _place.Saddle().Succeeded();
        Assert.Equal(_place.Saddle("--help").Succeeded().Output, finished.Output);
        Assert.All(s_commands, command => Assert.Matches($"(?m)^  {command} ", finished.Output));
    }

    [Theory]
    [InlineData("train")]
    [InlineData("sample")]
    [InlineData("recipes")]
    [InlineData("objectives")]
    [InlineData("networks")]
    [InlineData("data")]
    [InlineData("settings")]
    public void Each_command_has_help_with_examples_and_a_json_option(string command)
    {
        string help = _place.Saddle(command, "--help").Succeeded().Output;
        Assert.Matches($@"(?m)^Examples:\n  \./saddle {command}", help);
        Assert.Contains("--json", help);
    }

    [Fact]
    public void It_says_its_version() => Assert.Matches(@"^0\.1\.0(\+\w+)?\n$", _place.Saddle("--version").Succeeded().Output);

    [Theory]
    [InlineData("unknown command 'trian': did you mean train?", "trian", "ring", "--steps", "3")]
    [InlineData(
        "unknown command 'xyzzy'. Known: train, sample, export, evaluate, compare, bench, recipes, objectives, networks, "
        + "conditionings, learners, metrics, data, native, theory, settings, check.",
        "xyzzy")]
    [InlineData("unknown option --josn", "--josn")]
    [InlineData("unknown option --sep: did you mean --set?", "train", "--sep", "batch=3")]
    [InlineData("unknown option --step: did you mean --steps?", "train", "ring", "--step", "3")]
    [InlineData("--steps needs a value: N.", "train", "ring", "--steps")]
    [InlineData("unexpected 'grid': besides its options train takes only RECIPE", "train", "ring", "grid")]
    [InlineData("unexpected 'b': besides its options recipes takes only NAME", "recipes", "a", "b")]
    [InlineData("unexpected '[suggest]': directives are not known here; begin with a command.", "[suggest]", "train", "--")]
    [InlineData("unexpected '[suggest:5]': directives are not known here; begin with a command.", "[suggest:5]", "recipes")]
    public void A_mistyped_word_is_named_with_what_would_have_been_right(string message, params string[] arguments)
    {
        Finished finished = _place.Saddle(arguments).Refused(message);
        string[] lines = finished.Error.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(2, lines.Length);
        Assert.Matches(@"^See: \./saddle (\w+ )?--help$", lines[1]);
    }
}
