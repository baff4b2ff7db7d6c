using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Saddle.Tests.Support;

/// <summary>
/// An HTTP server on this machine with one file, which it gives to every request, and the faults that a test asks for.
/// </summary>
internal sealed class LocalServer : IDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly IWebProxy _proxy = HttpClient.DefaultProxy;
    private readonly CancellationTokenSource _end = new();

    /// <param name="body">The file.</param>
    internal LocalServer(byte[] body)
    {
        Body = body;
        // No proxy stands between this machine and itself.
        HttpClient.DefaultProxy = new WebProxy();
        _listener.Start();
        _ = Serve();
    }

    internal byte[] Body { get; set; }

    /// <summary>The mark of the file's version: an ETag, or null for none.</summary>
    internal string? Tag { get; set; } = "\"one\"";

    /// <summary>Whether it can send a part of the file.</summary>
    internal bool KnowsRanges { get; set; } = true;

    /// <summary>The status that each of the next requests is refused with.</summary>
    internal ConcurrentQueue<string> Refusals { get; } = new();

    /// <summary>After how many bytes each of the next answers is cut.</summary>
    internal ConcurrentQueue<int> Cuts { get; } = new();

    /// <summary>Whether an answer that is to be cut hangs instead.</summary>
    internal bool Hangs { get; set; }

    /// <summary>How long it waits before it answers.</summary>
    internal TimeSpan Delay { get; set; }

    /// <summary>The requests so far: their first lines and headers.</summary>
    internal ConcurrentQueue<string> Requests { get; } = new();

    internal Uri Address(string name) => new($"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}/{name}");

    public void Dispose()
    {
        _end.Cancel();
        _listener.Dispose();
        _end.Dispose();
        HttpClient.DefaultProxy = _proxy;
    }

    private async Task Serve()
    {
        try
        {
            while (true)
            {
                _ = Answer(await _listener.AcceptTcpClientAsync(_end.Token), _end.Token);
            }
        }
        catch (Exception error) when (error is SocketException or ObjectDisposedException or OperationCanceledException)
        {
            // The test has ended.
        }
    }

    private async Task Answer(TcpClient client, CancellationToken end)
    {
        try
        {
            using TcpClient own = client;
            NetworkStream stream = client.GetStream();
            var bytes = new byte[4096];
            string request = Encoding.ASCII.GetString(bytes, 0, await stream.ReadAsync(bytes, end));
            Requests.Enqueue(request);
            await Task.Delay(Delay, end);
            (string head, byte[] body) = AnswerTo(request);
            await stream.WriteAsync(Encoding.ASCII.GetBytes(head), end);
            bool isCut = Cuts.TryDequeue(out int cut) && cut < body.Length;
            await stream.WriteAsync(isCut ? body[..cut] : body, end);
            if (isCut && Hangs)
            {
                await Task.Delay(Timeout.Infinite, end);
            }
        }
        catch (Exception error)
            when (error is SocketException or ObjectDisposedException or OperationCanceledException or IOException)
        {
            // The client has gone, or the test has ended.
        }
    }

    private (string Head, byte[] Body) AnswerTo(string request)
    {
        if (Refusals.TryDequeue(out string? refusal))
        {
            return (Head(refusal, 0), []);
        }
        bool current = Tag is not null && Header(request, "If-Range") == Tag;
        if (!KnowsRanges || !current || Header(request, "Range") is not { } range)
        {
            return (Head("200 OK", Body.Length), Body);
        }
        int from = int.Parse(range["bytes=".Length..].TrimEnd('-'), CultureInfo.InvariantCulture);
        return from >= Body.Length
            ? (Head("416 Range Not Satisfiable", 0, $"bytes */{Body.Length}"), [])
            : (Head("206 Partial Content", Body.Length - from, $"bytes {from}-{Body.Length - 1}/{Body.Length}"), Body[from..]);
    }

    private string Head(string status, int length, string? range = null)
        => $"HTTP/1.1 {status}\r\nContent-Length: {length}\r\nConnection: close\r\n"
            + (Tag is null ? "" : $"ETag: {Tag}\r\n") + (range is null ? "" : $"Content-Range: {range}\r\n") + "\r\n";

    internal static string? Header(string request, string name)
        => request.Split("\r\n")
            .FirstOrDefault(line => line.StartsWith(name + ": ", StringComparison.OrdinalIgnoreCase))?[(name.Length + 2)..];
}
