using System.Text.Json;
using Saddle.Tests.Support;
using Xunit;

namespace Saddle.Cli.Tests;

public sealed class DataGetCommandTests : IDisposable
{
    private const string Image = "cache/mnist/train-images-idx3-ubyte.gz";

    private readonly Workplace _place = new();
    private readonly LocalServer _server = new(new byte[300_000]);

    public void Dispose()
    {
        _server.Dispose();
        _place.Dispose();
    }

    [Fact]
    public void The_list_and_its_json_tell_names_sizes_and_what_is_there()
    {
        string[] lines = Start("data", "get").Finish().Succeeded().Lines;
        Assert.Matches(@"^name +what it is +size +there$", lines[0]);
        Assert.Matches(@"^mnist +60,000 grey 28x28 pictures of handwritten digits +11\.6 MB +no$", lines[2]);
        Assert.Matches(@"^cifar-10 .* 170\.1 MB +no$", lines[4]);
        JsonElement[] told = [.. Start("data", "get", "--json").Finish().Json().EnumerateArray()];
        Assert.Equal(lines.Skip(1).Select(line => line.Split(' ')[0]), told.Select(set => set.GetProperty("name").GetString()));
        Assert.Equal(170_052_171, told[3].GetProperty("bytes").GetInt64());
        Assert.Equal(_place.PathOf("cache/cifar-10"), told[3].GetProperty("folder").GetString());
    }

    [Fact]
    public void A_set_that_is_there_is_checked_and_said_to_be_there()
    {
        Assert.SkipUnless(
            Directory.Exists("/usr/share/datasets/fashion-mnist"), "Debian's dataset-fashion-mnist is not installed.");
        Assert.Equal(
            [
                "fashion-mnist is there already, and its SHA-256 is right",
                "folder: /usr/share/datasets/fashion-mnist",
                "next:   ./saddle train --data fashion-mnist",
            ],
            Start("data", "get", "fashion-mnist").Finish().Succeeded().Lines);
        Assert.Equal(0, Start("data", "get", "fashion-mnist", "--json").Finish().Json().GetProperty("downloaded").GetInt64());
        Assert.Empty(_server.Requests);
    }

    [Fact]
    public void An_unknown_name_is_bad_input()
        => Start("data", "get", "mnits").Finish()
            .Refused(
                "unknown set 'mnits': did you mean mnist? Known: fashion-mnist, mnist, kmnist, cifar-10, inception, resnet18.");

    [Fact]
    public void Wrong_bytes_fail_with_both_digests_and_nothing_is_kept()
    {
        Start("data", "get", "mnist").Finish().StoppedAtWork(
            1, $"{_server.Address("sets")}/mnist/train-images-idx3-ubyte.gz: the SHA-256 of the file is ",
            "but should be 440fcabf73cc546fa21475e81ea370265605f56be210a4024d2ca8f203523609; nothing was kept");
        Assert.Empty(_place.Files("cache"));
    }

    [Theory, InlineData("data", "get", "mnist"), InlineData("train", "dcgan", "--data", "mnist", "--out", "run")]
    public void Without_a_network_it_is_said_what_to_do(params string[] arguments)
    {
        Running running = Start("http://127.0.0.1:9/sets", arguments);
        running.Finish()
            .Stopped(
                1, "could not be downloaded to",
                "Try again with a network, name a mirror with SADDLE_MIRROR, or put the file there yourself.");
        // Torchsharp's library lies in the same cache.
        Assert.DoesNotContain(_place.Files("cache"), file => !file.StartsWith("torchsharp/", StringComparison.Ordinal));
        Assert.False(Directory.Exists(_place.PathOf("run")));
    }

    [Fact]
    public void What_came_before_an_interruption_is_kept_and_the_next_start_goes_on_from_there()
    {
        _server.Hangs = true;
        _server.Cuts.Enqueue(100_000);
        Running running = Start("data", "get", "mnist");
        string part = _place.PathOf(Image + ".part");
        Assert.True(running.WaitFor(() => File.Exists(part) && new FileInfo(part).Length == 100_000));
        running.Signal("INT");
        Finished interrupted = running.Finish();
        Assert.Equal(130, interrupted.ExitCode);
        Assert.StartsWith("downloading train-images-idx3-ubyte.gz of mnist (bytes): ", interrupted.Output);
        Assert.Equal("Interrupted; what came is kept. Continue with:\n./saddle data get mnist\n", interrupted.Error);
        Start("data", "get", "mnist").Finish().StoppedAtWork(1, "the SHA-256 of the file is");
        Assert.Equal("bytes=100000-", LocalServer.Header(_server.Requests.Last(), "Range"));
    }

    private Running Start(params string[] arguments) => Start(_server.Address("sets").ToString(), arguments);

    private Running Start(string mirror, string[] arguments)
        => _place.Start(
            Path.Combine(Workplace.ProgramFolder, "saddle-cli"), arguments,
            ("SADDLE_CACHE", _place.PathOf("cache")), ("SADDLE_MIRROR", mirror), ("NO_PROXY", "127.0.0.1"),
            ("no_proxy", "127.0.0.1"));
}
