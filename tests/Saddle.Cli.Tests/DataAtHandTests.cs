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

    [Fact]
    public void Where_the_network_that_judges_cannot_be_had_nothing_is_measured_and_the_training_goes_on()
    {
        File.WriteAllBytes(_place.PathOf("pictures"), Idx.Images());
        string[] small =
        [
            "--set", "network.size=16", "--set", "network.generator_width=8", "--set", "network.discriminator_width=8",
            "--set", "batch=8", "--steps", "3", "--set", "evaluate.every_images=16", "--set", "evaluate.count=10",
        ];
        Finished finished = Offline(
            Path.Combine(Workplace.ProgramFolder, "saddle-cli"),
            ["train", "dcgan", "--data", "pictures", "--out", "run", .. small]);
        Assert.Equal(0, finished.ExitCode);
        Assert.Matches(@"(?m)^warning: nothing is measured at step 2: .*resnet18.*could not be downloaded", finished.Error);
        Assert.DoesNotContain("fid", File.ReadAllText(_place.PathOf("run/metrics.jsonl")), StringComparison.Ordinal);
        Assert.Contains("nothing is measured", File.ReadAllText(_place.PathOf("run/log.txt")), StringComparison.Ordinal);
    }

    // Debian's package is hidden behind an empty file system that only this process sees.
    private Finished Without(params string[] arguments)
    {
        const string Hide = "[ ! -d /usr/share/datasets ] || mount -t tmpfs none /usr/share/datasets || exit 99; exec \"$@\"";
        Assert.SkipUnless(Start("true").ExitCode == 0, "What is installed can only be hidden by root.");
        return Start([Path.Combine(Workplace.ProgramFolder, "saddle-cli"), .. arguments]);

        Finished Start(params string[] command) => Offline("unshare", ["-m", "sh", "-c", Hide, "sh", .. command]);
    }

    private Finished Offline(string program, params string[] arguments) => _place.Start(
        program, arguments, ("SADDLE_MIRROR", "http://127.0.0.1:9/sets"), ("SADDLE_CACHE", _place.PathOf("cache"))).Finish();
}
