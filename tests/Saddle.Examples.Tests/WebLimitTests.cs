using System.Net;
using Saddle.Examples.Tests.Support;

namespace Saddle.Examples.Tests;

public sealed class WebLimitTests
{
    [Fact]
    public async Task What_is_too_much_at_once_is_sent_away_until_a_client_leaves()
    {
        await using WebServer server = await WebServer.Start(MoreModels.Endless(), "--drawings", "1");
        using var patience = new CancellationTokenSource();
        Task<HttpResponseMessage> Endless() => server.Client.GetAsync(Address("/sample?label=endless"), patience.Token);

        Task<HttpResponseMessage> endless = Endless();
        using HttpResponseMessage busy = await Until(server, HttpStatusCode.ServiceUnavailable, () =>
        {
            // It may have come while a quick one was drawn, and was itself sent away.
            endless = endless.IsCompleted ? Endless() : endless;
        });
        Assert.Equal(TimeSpan.FromSeconds(1), busy.Headers.RetryAfter?.Delta);
        Assert.Equal("application/problem+json", busy.Content.Headers.ContentType?.MediaType);
        using HttpResponseMessage health = await server.Client.GetAsync(Address("/health"));
        Assert.Equal(HttpStatusCode.OK, health.StatusCode);
        Assert.False(endless.IsCompleted);

        await patience.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => endless);
        using HttpResponseMessage free = await Until(server, HttpStatusCode.OK);
    }

    [Fact]
    public async Task The_number_of_pictures_can_be_set()
    {
        await using WebServer server = await WebServer.Start(Models.Pictures(), "--most", "2");
        using HttpResponseMessage two = await server.Client.GetAsync(Address("/sample?count=2"));
        using HttpResponseMessage three = await server.Client.GetAsync(Address("/sample?count=3"));
        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.BadRequest), (two.StatusCode, three.StatusCode));
    }

    [Fact]
    public async Task A_start_that_cannot_be_served_ends_with_one_sentence()
    {
        using var folder = new TemporaryFolder();
        await File.WriteAllTextAsync(folder["text.onnx"], "no model");
        await File.WriteAllBytesAsync(folder["points.onnx"], Models.LatentEcho());
        await File.WriteAllBytesAsync(folder["good.onnx"], Models.Pictures());
        await AssertRefused("usage: ");
        await AssertRefused("usage: ", "--urls", "http://127.0.0.1:0");
        await AssertRefused("there is no such file", folder["none.onnx"]);
        await AssertRefused("it is not ONNX or is damaged", folder["text.onnx"]);
        await AssertRefused("draws points", folder["points.onnx"]);
        await AssertRefused("--drawings: expected a whole number from 1 to 1024", folder["good.onnx"], "--drawings", "0");
        await AssertRefused("Invalid url: 'nowhere'", folder["good.onnx"], "--urls", "nowhere");
    }

    private static async Task AssertRefused(string words, params string[] arguments)
    {
        Programs.Finished end = await WebServer.Refused(arguments);
        Assert.Contains(words, end.Error, StringComparison.Ordinal);
        Assert.Equal((2, "", 1), (end.Code, end.Output, end.Error.TrimEnd().Split('\n').Length));
    }

    private static async Task<HttpResponseMessage> Until(WebServer server, HttpStatusCode status, Action? between = null)
    {
        for (int tries = 0; tries < 1000; tries++)
        {
            HttpResponseMessage answer = await server.Client.GetAsync(Address($"/sample?seed={tries}&label=quick"));
            if (answer.StatusCode == status)
            {
                return answer;
            }
            answer.Dispose();
            await Task.Delay(20);
            between?.Invoke();
        }
        throw new TimeoutException($"{status} never came.");
    }

    private static Uri Address(string text) => new(text, UriKind.Relative);
}
