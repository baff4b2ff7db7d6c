using System.Diagnostics;
using System.Net.WebSockets;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Saddle.Examples.Tests.Support;

/// <summary>A headless browser with one page, driven by the DevTools protocol.</summary>
internal sealed class Chromium : IAsyncDisposable
{
    private const string Listening = "DevTools listening on ";
    private const int LimitSeconds = 60;

    private static readonly string[] s_options =
    [
        "--headless", "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking",
        "--disable-component-update", "--disable-sync", "--disable-dev-shm-usage", "--remote-debugging-port=0",
    ];

    private readonly Process _process;
    private readonly TemporaryFolder _profile;
    private readonly ClientWebSocket _socket = new();
    private int _calls;

    private Chromium(Process process, TemporaryFolder profile) => (_process, _profile) = (process, profile);

    internal static async Task<Chromium> Start(string program)
    {
        var profile = new TemporaryFolder();
        string[] arguments = [.. s_options, $"--user-data-dir={profile.Path}", "about:blank"];
        var browser = new Chromium(Programs.Start(program, arguments), profile);
        try
        {
            await browser.Connect();
            return browser;
        }
        catch
        {
            await browser.DisposeAsync();
            throw;
        }
    }

    /// <summary>Opens an address, and waits until it is another page.</summary>
    internal async Task Open(string address)
    {
        await Call("Page.navigate", new JsonObject { ["url"] = address });
        await Until($"location.href === {JsonSerializer.Serialize(address)} && document.readyState !== 'loading'");
    }

    /// <summary>The value of an expression, or of what it promises.</summary>
    internal async Task<string> Evaluate(string expression)
    {
        JsonElement result = await Call(
            "Runtime.evaluate",
            new JsonObject { ["expression"] = expression, ["awaitPromise"] = true, ["returnByValue"] = true });
        return result.TryGetProperty("exceptionDetails", out JsonElement failure)
            ? throw new InvalidOperationException($"{expression}: {failure}")
            : result.GetProperty("result").TryGetProperty("value", out JsonElement value) ? value.ToString() : "undefined";
    }

    /// <summary>Waits until an expression is true.</summary>
    internal async Task Until(string expression)
    {
        long start = Stopwatch.GetTimestamp();
        while (await Evaluate($"Boolean({expression})") != "True")
        {
            if (Stopwatch.GetElapsedTime(start).TotalSeconds > LimitSeconds)
            {
                string page = await Evaluate("document.body.innerText");
                throw new TimeoutException($"{expression} did not come true; the page says: {page}");
            }
            await Task.Delay(20);
        }
    }

    /// <summary>Presses a key that has no letter.</summary>
    internal async Task Press(string key, int code)
    {
        foreach (string type in new[] { "rawKeyDown", "keyUp" })
        {
            await Call("Input.dispatchKeyEvent", new JsonObject
            {
                ["type"] = type, ["key"] = key, ["code"] = key, ["windowsVirtualKeyCode"] = code,
            });
        }
    }

    /// <summary>Calls the browser, as the protocol names it.</summary>
    internal async Task<JsonElement> Call(string method, JsonObject parameters)
    {
        int id = ++_calls;
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(LimitSeconds));
        byte[] call = JsonSerializer.SerializeToUtf8Bytes(
            new JsonObject { ["id"] = id, ["method"] = method, ["params"] = parameters });
        await _socket.SendAsync(call, WebSocketMessageType.Text, endOfMessage: true, limit.Token);
        while (true)
        {
            // Between call and answer there may be events, which nobody asked for.
            JsonElement message = await Receive(limit.Token);
            if (message.TryGetProperty("id", out JsonElement answered) && answered.GetInt32() == id)
            {
                return message.TryGetProperty("result", out JsonElement result)
                    ? result
                    : throw new InvalidOperationException($"{method}: {message}");
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        _socket.Dispose();
        await Programs.End(_process);
        _process.Dispose();
        _profile.Dispose();
    }

    private async Task Connect()
    {
        string line = await Programs.Line(
            _process, _process.StandardError, line => line.StartsWith(Listening, StringComparison.Ordinal), LimitSeconds);
        using var client = new HttpClient();
        var address = new Uri(line[Listening.Length..]);
        using JsonDocument targets = JsonDocument.Parse(await client.GetStringAsync(new Uri($"http://{address.Authority}/json")));
        string page = targets.RootElement.EnumerateArray()
            .First(target => target.GetProperty("type").GetString() == "page")
            .GetProperty("webSocketDebuggerUrl").GetString()!;
        await _socket.ConnectAsync(new Uri(page), CancellationToken.None);
    }

    private async Task<JsonElement> Receive(CancellationToken cancellation)
    {
        using var whole = new MemoryStream();
        byte[] part = new byte[1 << 16];
        WebSocketReceiveResult received;
        do
        {
            received = await _socket.ReceiveAsync(part, cancellation);
            whole.Write(part, 0, received.Count);
        }
        while (!received.EndOfMessage);
        return JsonDocument.Parse(whole.ToArray()).RootElement;
    }
}
