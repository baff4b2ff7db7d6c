using Xunit;

namespace Saddle.Cli.Tests;

/// <summary>The reference of all settings, which is written out of the components themselves.</summary>
public sealed class SettingsCommandTests : IDisposable
{
    private readonly Workplace _place = new();

    public void Dispose() => _place.Dispose();

    [Fact]
    public void The_page_of_the_documentation_is_what_the_command_prints()
    {
        string printed = _place.Saddle("settings").Succeeded().Output;
        string kept = File.ReadAllText(Path.Combine(LauncherSandbox.RepositoryRoot(), "docs", "settings.md"));
        Assert.True(printed == kept, "docs/settings.md is older than the components: ./saddle settings > docs/settings.md");
    }

    [Fact]
    public void One_kind_is_printed_alone()
    {
        string printed = _place.Saddle("settings", "penalty").Succeeded().Output;
        Assert.StartsWith("## penalty\n", printed);
        Assert.Contains("### r1\n", printed);
        Assert.DoesNotContain("## objective", printed);
    }

    [Fact]
    public void An_unknown_kind_is_told_with_the_nearest()
        => _place.Saddle("settings", "penalti").Refused("kind 'penalti'", "penalty");
}
