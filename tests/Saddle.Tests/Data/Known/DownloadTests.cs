using System.Diagnostics;
using System.Security.Cryptography;
using Saddle.Data.Known;
using Saddle.Tests.Support;

namespace Saddle.Tests.Data.Known;

public sealed class DownloadTests : IDisposable
{
    // Several times what is read at once.
    private static readonly byte[] s_content = RandomNumberGenerator.GetBytes(600_000);

    private static readonly RetryTimes s_times = new(
        TimeSpan.FromSeconds(5), TimeSpan.FromMilliseconds(1), TimeSpan.FromMilliseconds(1));

    private readonly TemporaryFolder _cache = new();
    private readonly LocalServer _server = new(s_content);

    public void Dispose()
    {
        _server.Dispose();
        _cache.Dispose();
    }

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private static string Digest(byte[] bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));

    private string Target => _cache.File("inner/images");

    private string Part => Target + ".part";

    private Download Of(byte[] content, RetryTimes? times = null, string advice = "")
        => new(
            _server.Address("images"), Target, new KnownFile("images", content.Length, Digest(content)), advice,
            times ?? s_times);

    private string[] Ranges => [.. _server.Requests.Select(request => LocalServer.Header(request, "Range") ?? "whole")];

    [Fact]
    public void A_file_is_fetched_once_and_kept()
    {
        Assert.Equal(s_content.Length, Of(s_content).Run(cancellation: Stop));
        AssertWhole(s_content);
        Assert.Equal(0, Of(s_content).Run(cancellation: Stop));
        Assert.Single(_server.Requests);
    }

    [Fact]
    public void Progress_grows_to_the_whole_length()
    {
        var told = new List<long>();
        Of(s_content).Run(told.Add, cancellation: Stop);
        Assert.True(told.Count > 1 && told.SequenceEqual(told.Order()), string.Join(' ', told));
        Assert.Equal(s_content.Length, told[^1]);
    }

    [Fact]
    public void A_cut_connection_is_taken_up_where_it_ended()
    {
        Array.ForEach([200_000, 0, 100_000], _server.Cuts.Enqueue);
        Of(s_content).Run(cancellation: Stop);
        AssertWhole(s_content);
        Assert.Equal(["whole", "bytes=200000-", "bytes=200000-", "bytes=300000-"], Ranges);
    }

    [Fact]
    public void Another_process_takes_up_what_one_left()
    {
        CutAt(250_000);
        Of(s_content).Run(cancellation: Stop);
        AssertWhole(s_content);
        Assert.Equal("bytes=250000-", Ranges[^1]);
    }

    [Fact]
    public void A_part_that_was_whole_already_is_only_checked()
    {
        CutAt(250_000);
        File.WriteAllBytes(Part, s_content);
        Of(s_content).Run(cancellation: Stop);
        AssertWhole(s_content);
    }

    [Fact]
    public void A_server_without_ranges_is_asked_for_everything()
    {
        _server.KnowsRanges = false;
        _server.Cuts.Enqueue(200_000);
        Of(s_content).Run(cancellation: Stop);
        AssertWhole(s_content);
        Assert.Equal(2, _server.Requests.Count);
    }

    [Fact]
    public void Another_version_on_the_server_is_fetched_from_its_beginning()
    {
        CutAt(250_000);
        byte[] other = RandomNumberGenerator.GetBytes(400_000);
        (_server.Body, _server.Tag) = (other, "\"two\"");
        Of(other).Run(cancellation: Stop);
        AssertWhole(other);
    }

    [Fact]
    public void Without_the_servers_mark_nothing_is_kept_to_be_taken_up()
    {
        _server.Tag = null;
        Array.ForEach([100, 100, 100], _server.Cuts.Enqueue);
        Assert.DoesNotContain("kept", Refused(s_content));
        Assert.Empty(Files());
        Of(s_content).Run(cancellation: Stop);
        AssertWhole(s_content);
        Assert.All(Ranges, range => Assert.Equal("whole", range));
    }

    [Fact]
    public void A_server_that_is_busy_is_asked_again()
    {
        Array.ForEach(["503 Service Unavailable", "429 Too Many Requests"], _server.Refusals.Enqueue);
        Of(s_content).Run(cancellation: Stop);
        AssertWhole(s_content);
    }

    [Fact]
    public void A_connection_on_which_nothing_comes_counts_as_cut()
    {
        _server.Hangs = true;
        _server.Cuts.Enqueue(200_000);
        Of(s_content, s_times with { Stall = TimeSpan.FromMilliseconds(300) }).Run(cancellation: Stop);
        AssertWhole(s_content);
        Assert.Equal(["whole", "bytes=200000-"], Ranges);
    }

    [Fact]
    public void After_too_many_cuts_it_is_said_what_was_kept()
    {
        Array.ForEach([1000, 0, 0, 0], _server.Cuts.Enqueue);
        Assert.Equal(
            $"{_server.Address("images")} could not be downloaded to {Target} (the connection was cut). "
            + "The 1000 bytes that came are kept, and the next "
            + "try goes on from there. Try again with a network, name a mirror with SADDLE_MIRROR, "
            + "or put the file there yourself.",
            Refused(s_content));
        Assert.Equal(s_content[..1000], File.ReadAllBytes(Part));
    }

    [Fact]
    public void Other_content_than_expected_is_refused_with_both_digests()
    {
        byte[] expected = [.. s_content.Reverse()];
        Assert.StartsWith(
            $"{_server.Address("images")}: the SHA-256 of the file is {Digest(s_content)}, but should be {Digest(expected)}; "
            + "nothing was kept.",
            Refused(expected));
        Assert.Empty(Files());
    }

    [Fact]
    public void A_server_that_does_not_stop_is_left()
    {
        Assert.Contains("it is longer than the 1000 bytes", Refused(s_content[..1000]));
        Assert.Empty(Files());
    }

    [Fact]
    public void The_digest_may_be_that_of_the_content_whoever_compressed_it()
    {
        _server.Body = IdxBytes.Gzip(s_content);
        var file = new KnownFile("images", s_content.Length, Digest(s_content), OfContent: true);
        new Download(_server.Address("images"), Target, file).Run(cancellation: Stop);
        AssertWhole(_server.Body);
        Assert.Equal(
            $"the SHA-256 of the content is {Digest(s_content)}, but should be 00",
            (file with { Digest = "00" }).Problem(Target));
    }

    [Fact]
    public void A_page_in_place_of_a_gzip_file_is_refused()
    {
        _server.Body = "<html>please log in</html>"u8.ToArray();
        var file = new KnownFile("images", 1000, Digest(s_content), OfContent: true);
        string message = Assert.Throws<DownloadException>(
            () => { new Download(_server.Address("images"), Target, file).Run(cancellation: Stop); })
            .Message;
        Assert.Contains("it should be a gzip file, but is none, or is damaged", message);
        Assert.Empty(Files());
    }

    [Fact]
    public void A_file_that_is_not_there_is_told_at_once_with_the_advice()
    {
        _server.Refusals.Enqueue("404 Not Found");
        string message = Refused(s_content, advice: "Ask a friend.");
        Assert.Contains("404", message);
        Assert.EndsWith("put the file there yourself. Ask a friend.", message);
        Assert.Single(_server.Requests);
    }

    [Fact]
    public void A_server_that_is_not_there_is_told_at_once()
    {
        var gone = new LocalServer([]);
        var download = new Download(gone.Address("images"), Target, new KnownFile("images", 1, Digest([])));
        gone.Dispose();
        Assert.Contains(
            "could not be downloaded", Assert.Throws<DownloadException>(() => { download.Run(cancellation: Stop); }).Message);
        Assert.Empty(Files());
    }

    [Fact]
    public void An_interrupted_download_goes_on_later()
    {
        _server.Hangs = true;
        _server.Cuts.Enqueue(200_000);
        using var interruption = new CancellationTokenSource();
        Assert.ThrowsAny<OperationCanceledException>(() =>
        {
            Of(s_content).Run(bytes => { if (bytes == 200_000) { interruption.Cancel(); } }, cancellation: interruption.Token);
        });
        Assert.Equal(s_content[..200_000], File.ReadAllBytes(Part));
        Of(s_content).Run(cancellation: Stop);
        AssertWhole(s_content);
        Assert.Equal("bytes=200000-", Ranges[^1]);
    }

    [Fact]
    public async Task Of_two_at_once_one_downloads_and_the_other_waits()
    {
        _server.Delay = TimeSpan.FromMilliseconds(300);
        long[] brought = await Task.WhenAll(
            Task.Run(() => Of(s_content).Run(cancellation: Stop), Stop),
            Task.Run(() => Of(s_content).Run(cancellation: Stop), Stop));
        Assert.Equal([0, s_content.Length], brought.Order());
        Assert.Single(_server.Requests);
        AssertWhole(s_content);
    }

    [Fact]
    public async Task Whoever_waits_for_another_process_is_told_so_after_a_second()
    {
        _server.Delay = TimeSpan.FromMilliseconds(1600);
        Task<long> first = Task.Run(() => Of(s_content).Run(cancellation: Stop), Stop);
        Assert.True(SpinWait.SpinUntil(() => File.Exists(Part), TimeSpan.FromSeconds(30)));
        long start = Stopwatch.GetTimestamp();
        TimeSpan? told = null;
        Assert.Equal(0, Of(s_content).Run(waiting: _ => told ??= Stopwatch.GetElapsedTime(start), cancellation: Stop));
        Assert.Equal(s_content.Length, await first);
        Assert.InRange(told!.Value, TimeSpan.FromSeconds(0.9), TimeSpan.FromSeconds(20));
    }

    [Theory]
    [InlineData("file:///etc/hostname")]
    [InlineData("ftp://127.0.0.1/images")]
    public void A_server_that_sends_on_to_another_kind_of_address_is_not_followed(string location)
    {
        _server.Refusals.Enqueue($"302 Found\r\nLocation: {location}");
        Assert.Contains(
            $"(the server sends on to '{location}', which is not followed: only to http and https, never from https to http)",
            Refused(s_content));
        Assert.Single(_server.Requests);
        Assert.Empty(Files());
    }

    [Fact]
    public void A_server_that_sends_on_is_followed_and_one_that_does_so_without_end_is_not()
    {
        CutAt(200_000);
        int before = _server.Requests.Count;
        _server.Refusals.Enqueue("301 Moved\r\nLocation: /elsewhere");
        _server.Refusals.Enqueue($"307 Moved\r\nLocation: {_server.Address("images")}");
        Of(s_content).Run(cancellation: Stop);
        AssertWhole(s_content);
        Assert.Equal(Enumerable.Repeat("bytes=200000-", 3), Ranges[before..]);
        File.Delete(Target);
        Array.ForEach([.. Enumerable.Range(0, 11)], _ => _server.Refusals.Enqueue("302 Found\r\nLocation: /images"));
        Assert.Contains("(the server sends on to '/images', the 11th time)", Refused(s_content));
    }

    [Fact]
    public void A_cache_that_cannot_be_written_is_told()
    {
        File.WriteAllText(_cache.File("inner"), "");
        Assert.EndsWith("Name a folder that can be written with SADDLE_CACHE.", Refused(s_content));
    }

    private void CutAt(int bytes)
    {
        Array.ForEach([bytes, 0, 0, 0], _server.Cuts.Enqueue);
        Refused(s_content);
        Assert.Equal(bytes, new FileInfo(Part).Length);
    }

    private string Refused(byte[] expected, string advice = "")
        => Assert.Throws<DownloadException>(() => { Of(expected, advice: advice).Run(cancellation: Stop); }).Message;

    private string[] Files() => Directory.GetFiles(_cache.Path, "*", SearchOption.AllDirectories);

    private void AssertWhole(byte[] content)
    {
        Assert.True(content.AsSpan().SequenceEqual(File.ReadAllBytes(Target)));
        Assert.Equal([Target], Files());
    }
}
