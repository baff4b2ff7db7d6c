using System.Security.Cryptography;
using Saddle.Data;
using Saddle.Tests.Support;
using Xunit;

namespace Saddle.Tests.Data;

public sealed class DownloadTests : IDisposable
{
    private const string Variable = "SADDLE_CACHE";

    private readonly TemporaryFolder _cache = new();
    private readonly string? _before = Environment.GetEnvironmentVariable(Variable);
    private readonly byte[] _content = IdxBytes.Images(3, 4);

    public DownloadTests() => Environment.SetEnvironmentVariable(Variable, _cache.Path);

    public void Dispose()
    {
        Environment.SetEnvironmentVariable(Variable, _before);
        _cache.Dispose();
    }

    private string Digest => Convert.ToHexStringLower(SHA256.HashData(_content));

    [Fact]
    public void A_file_is_fetched_once_and_kept()
    {
        byte[] gzip = IdxBytes.Gzip(_content);
        using var server = new LocalServer("200 OK", gzip);
        string path = Download.ToCache(server.Address("images.gz"), "inner/images.gz", Digest);
        Assert.Equal(_cache.File("inner/images.gz"), path);
        Assert.Equal(gzip, File.ReadAllBytes(path));
        Assert.Equal(path, Download.ToCache(server.Address("images.gz"), "inner/images.gz", Digest));
        Assert.Equal(1, server.Requests);
        Assert.Equal([path], Directory.GetFiles(_cache.Path, "*", SearchOption.AllDirectories));
    }

    [Fact]
    public void Other_content_than_expected_is_refused_with_both_digests()
    {
        using var server = new LocalServer("200 OK", IdxBytes.Gzip(_content));
        string expected = new('0', 64);
        string message = Refused(server, expected);
        Assert.Equal($"{server.Address("images.gz")}: the SHA-256 of the content is {Digest}, but should be {expected}; nothing was kept.", message);
    }

    [Fact]
    public void A_connection_that_breaks_off_leaves_nothing()
    {
        byte[] gzip = IdxBytes.Gzip(_content);
        using var server = new LocalServer("200 OK", gzip[..^5], promised: gzip.Length);
        Assert.StartsWith($"{server.Address("images.gz")} could not be downloaded to {_cache.File("images.gz")} (", Refused(server, Digest));
    }

    [Fact]
    public void A_file_that_is_not_there_is_told_with_the_servers_answer()
    {
        using var server = new LocalServer("404 Not Found", "nothing"u8.ToArray());
        string message = Refused(server, Digest);
        Assert.Contains("404", message);
        Assert.EndsWith("Put the file there yourself, or on Debian: apt-get install dataset-fashion-mnist.", message);
    }

    [Fact]
    public void What_is_no_gzip_file_is_refused()
    {
        using var server = new LocalServer("200 OK", "<html>please log in</html>"u8.ToArray());
        Assert.Contains("could not be downloaded", Refused(server, Digest));
    }

    [Fact]
    public void A_server_that_does_not_answer_is_told()
    {
        var server = new LocalServer("200 OK", []);
        Uri address = server.Address("images.gz");
        server.Dispose();
        Assert.StartsWith(
            $"{address} could not be downloaded",
            Assert.Throws<DataException>(() => Download.ToCache(address, "images.gz", Digest)).Message);
        Assert.Empty(Directory.GetFileSystemEntries(_cache.Path));
    }

    [Fact]
    public void A_cache_that_cannot_be_written_is_told()
    {
        string taken = _cache.File("taken");
        File.WriteAllText(taken, "");
        using var server = new LocalServer("200 OK", IdxBytes.Gzip(_content));
        string message = Assert.Throws<DataException>(() => Download.ToCache(server.Address("images.gz"), "taken/images.gz", Digest)).Message;
        Assert.Contains($"could not be downloaded to {taken}/images.gz (", message);
    }

    private string Refused(LocalServer server, string digest)
    {
        string message = Assert.Throws<DataException>(() => Download.ToCache(server.Address("images.gz"), "images.gz", digest)).Message;
        Assert.Empty(Directory.GetFileSystemEntries(_cache.Path));
        return message;
    }
}
