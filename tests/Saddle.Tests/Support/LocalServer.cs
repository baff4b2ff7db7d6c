using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Saddle.Tests.Support;

/// <summary>An HTTP server on this machine that gives every request the same answer and counts them.</summary>
internal sealed class LocalServer : IDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly IWebProxy _proxy = HttpClient.DefaultProxy;
    private readonly byte[] _answer;
    private int _requests;

    /// <param name="status">The first line's status: <c>200 OK</c>.</param>
    /// <param name="body">What is sent.</param>
    /// <param name="promised">The length that the head promises; the body's own if null.</param>
    internal LocalServer(string status, byte[] body, int? promised = null)
    {
        _answer = [.. Encoding.ASCII.GetBytes($"HTTP/1.1 {status}\r\nContent-Length: {promised ?? body.Length}\r\nConnection: close\r\n\r\n"), .. body];
        // No proxy stands between this machine and itself.
        HttpClient.DefaultProxy = new WebProxy();
        _listener.Start();
        _ = Serve();
    }

    internal int Requests => _requests;

    internal Uri Address(string name) => new($"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}/{name}");

    public void Dispose()
    {
        _listener.Dispose();
        HttpClient.DefaultProxy = _proxy;
    }

    private async Task Serve()
    {
        try
        {
            while (true)
            {
                using TcpClient client = await _listener.AcceptTcpClientAsync();
                NetworkStream stream = client.GetStream();
                var request = new byte[4096];
                _ = await stream.ReadAsync(request);
                Interlocked.Increment(ref _requests);
                await stream.WriteAsync(_answer);
            }
        }
        catch (Exception error) when (error is SocketException or ObjectDisposedException or IOException)
        {
            // The test has ended.
        }
    }
}
