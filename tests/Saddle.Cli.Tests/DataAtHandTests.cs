using Xunit;

namespace Saddle.Cli.Tests;

/// <summary>A first start where Fashion-MNIST is neither installed nor to be had.</summary>
public sealed class DataAtHandTests : IDisposable
{
    private readonly Workplace _place = new();

    public void Dispose() => _place.Dispose();

    [Fact]
    public void Without_the_package_and_without_a_network_the_shapes_are_learnt_and_that_is_said()
    {
        Finished finished = Without("train", "--steps", "1", "--threads", "1", "--out", "run");
        Assert.Equal(0, finished.ExitCode);
        Assert.Contains("photos on shapes", finished.Output, StringComparison.Ordinal);
        Assert.Single(finished.Error.Split('\n', StringSplitOptions.RemoveEmptyEntries));
        Assert.Contains("so the built-in shapes are learnt. Once there is a network: ./saddle data get fashion-mnist",
            finished.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Who_asks_for_the_garments_by_a_recipe_is_told_that_they_cannot_be_had()
        => Without("train", "dcgan", "--steps", "1", "--out", "run").Stopped(1, "could not be downloaded");

    // Debian's package is hidden behind an empty file system that only this process sees.
    private Finished Without(params string[] arguments)
    {
        const string Hide = "[ ! -d /usr/share/datasets ] || mount -t tmpfs none /usr/share/datasets || exit 99; exec \"$@\"";
        Assert.SkipUnless(Start("true").ExitCode == 0, "What is installed can only be hidden by root.");
        return Start([Path.Combine(Workplace.ProgramFolder, "saddle-cli"), .. arguments]);

        Finished Start(params string[] command) => _place.Start(
            "unshare", ["-m", "sh", "-c", Hide, "sh", .. command],
            ("SADDLE_MIRROR", "http://127.0.0.1:9/sets"), ("SADDLE_CACHE", _place.PathOf("cache"))).Finish();
    }
}
