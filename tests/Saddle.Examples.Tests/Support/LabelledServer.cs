namespace Saddle.Examples.Tests.Support;

/// <summary>The web example with pictures of three classes.</summary>
public sealed class LabelledServer : IAsyncLifetime
{
    private WebServer? _server;

    internal HttpClient Client => _server!.Client;

    public async ValueTask InitializeAsync() => _server = await WebServer.Start(Models.LabelledPictures());

    public ValueTask DisposeAsync() => _server?.DisposeAsync() ?? ValueTask.CompletedTask;
}
