using System.Security.Cryptography;
using Saddle.Data;
using Saddle.Data.Known;
using Saddle.Tests.Support;

namespace Saddle.Tests.Data.Known;

public sealed class KnownSetTests : IDisposable
{
    private const string Cache = "SADDLE_CACHE", Mirror = "SADDLE_MIRROR";

    private readonly TemporaryFolder _cache = new();
    private readonly string? _cacheBefore = Environment.GetEnvironmentVariable(Cache);
    private readonly string? _mirrorBefore = Environment.GetEnvironmentVariable(Mirror);
    private readonly LocalServer _server = new(IdxBytes.Images(3, 4));

    public KnownSetTests()
    {
        Environment.SetEnvironmentVariable(Cache, _cache.Path);
        Environment.SetEnvironmentVariable(Mirror, null);
    }

    public void Dispose()
    {
        Environment.SetEnvironmentVariable(Cache, _cacheBefore);
        Environment.SetEnvironmentVariable(Mirror, _mirrorBefore);
        _server.Dispose();
        _cache.Dispose();
    }

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private KnownFile File1 => new("one", _server.Body.Length, Convert.ToHexStringLower(SHA256.HashData(_server.Body)));

    private KnownSet Pair => new("pair", _server.Address("origin/").ToString(), [File1, File1 with { Name = "two" }]);

    private string[] Paths => [.. _server.Requests.Select(request => request.Split(' ')[1])];

    [Fact]
    public void All_files_are_brought_once_and_progress_is_told()
    {
        var told = new List<DataProgress>();
        KnownSet set = Pair;
        Assert.False(set.IsThere);
        Assert.Equal(2L * _server.Body.Length, set.Get(new DataWork { Progress = told.Add, Cancellation = Stop }));
        Assert.Equal(new DataProgress("downloading two of pair (bytes)", _server.Body.Length, _server.Body.Length), told[^1]);
        Assert.True(set.IsThere);
        Assert.Equal(_cache.File("pair"), set.Folder);
        Assert.Equal(["/origin/one", "/origin/two"], Paths);
        Assert.Equal(0, set.Get(new DataWork { Cancellation = Stop }));
        Assert.Equal(2, _server.Requests.Count);
    }

    [Fact]
    public void A_file_that_was_damaged_since_is_downloaded_again()
    {
        KnownSet set = Pair;
        set.Get(new DataWork { Cancellation = Stop });
        File.WriteAllText(_cache.File("pair/two"), "damaged");
        Assert.Equal(_server.Body.Length, set.Get(new DataWork { Cancellation = Stop }));
        Assert.Equal(_server.Body, File.ReadAllBytes(_cache.File("pair/two")));
    }

    [Fact]
    public void A_mirror_takes_the_place_of_every_origin()
    {
        Environment.SetEnvironmentVariable(Mirror, _server.Address("sets").ToString());
        new KnownSet("pair", "http://nowhere.invalid/", [File1]).Get(new DataWork { Cancellation = Stop });
        Assert.Equal(["/sets/pair/one"], Paths);
    }

    [Fact]
    public void What_is_no_address_of_a_mirror_is_told()
    {
        Environment.SetEnvironmentVariable(Mirror, "server/sets");
        Assert.Equal(
            "SADDLE_MIRROR should be the address of a folder, as http://server/folder, but is 'server/sets'.",
            Assert.Throws<DownloadException>(() => { Pair.Get(new DataWork { Cancellation = Stop }); }).Message);
    }

    [Fact]
    public void The_systems_own_files_are_used_and_checked_but_never_deleted()
    {
        using var system = new TemporaryFolder();
        var set = new KnownSet("pair", "http://nowhere.invalid/", [File1], system.Path, "dataset-pair");
        File.WriteAllBytes(system.File("one"), _server.Body);
        Assert.Equal(0, set.Get(new DataWork { Cancellation = Stop }));
        Assert.Equal(system.Path, set.Folder);
        File.WriteAllText(system.File("one"), "damaged");
        string message = Assert.Throws<DownloadException>(() => { set.Get(new DataWork { Cancellation = Stop }); }).Message;
        Assert.StartsWith($"{system.File("one")}: the SHA-256 of the file is ", message);
        Assert.EndsWith("Install it again: apt-get install --reinstall dataset-pair.", message);
        Assert.True(File.Exists(system.File("one")));
    }

    [Fact]
    public void Every_set_is_a_data_source_whose_files_have_lengths_and_digests()
    {
        KnownSet[] own = [.. KnownSet.All.Where(set => !set.Name.StartsWith("test-", StringComparison.Ordinal))];
        Assert.Equal(["fashion-mnist", "mnist", "kmnist", "cifar-10"], own.Select(set => set.Name));
        Assert.All(own, set => Assert.Contains(set.Name, DataSource.All.Names));
        Assert.All(own.SelectMany(set => set.Files), file =>
        {
            Assert.Matches("^[0-9a-f]{64}$", file.Digest);
            Assert.True(file.Bytes > 1000, file.Name);
        });
        Assert.Equal(13, own.SelectMany(set => set.Files).Select(file => file.Digest).Distinct().Count());
    }

    [Fact]
    public void A_set_is_added_at_the_end_once_and_its_name_belongs_to_it()
    {
        KnownSet set = new("test-pair", "http://nowhere.invalid/", [File1]);
        KnownSet.Add(set);
        Assert.Equal(["fashion-mnist", "mnist", "kmnist", "cifar-10", "test-pair"], KnownSet.All.Select(known => known.Name));
        Assert.Same(set, KnownSet.All[^1]);
        // An extension that adds everything again makes its set anew.
        KnownSet.Add(new KnownSet("test-pair", "http://nowhere.invalid/", [File1]));
        Assert.Same(set, KnownSet.All[^1]);
        foreach (string name in new[] { "test-pair", "mnist" })
        {
            Assert.Equal(
                $"data set '{name}' is there already; give yours another name.",
                Assert.Throws<InputException>(() => KnownSet.Add(new KnownSet(name, "http://elsewhere.invalid/", [File1])))
                    .Message);
        }
        Assert.Equal(5, KnownSet.All.Count);
        Assert.Same(set, KnownSet.All[^1]);
    }

    [Theory, InlineData("mnist"), InlineData("kmnist"), InlineData("cifar-10")]
    public void Opening_a_set_that_is_not_there_downloads_it_and_refuses_wrong_bytes(string name)
    {
        Environment.SetEnvironmentVariable(Mirror, _server.Address("sets").ToString());
        string message = Assert.Throws<DownloadException>(() => { DataSource.FromSpec(name).Open(); }).Message;
        Assert.StartsWith($"{_server.Address("sets")}/{name}/", message);
        Assert.Contains($"the SHA-256 of the file is {File1.Digest}, but should be ", message);
        Assert.Empty(Directory.GetFiles(_cache.Path, "*", SearchOption.AllDirectories));
    }
}
