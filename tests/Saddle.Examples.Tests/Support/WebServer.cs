using System.Diagnostics;

namespace Saddle.Examples.Tests.Support;

/// <summary>The web example as a process, on a port that was free.</summary>
internal sealed class WebServer : IAsyncDisposable
{
    private const string Listening = "Now listening on: ";

    private readonly Process _process;
    private readonly TemporaryFolder _folder;

    private WebServer(Process process, TemporaryFolder folder, string address)
    {
        (_process, _folder) = (process, folder);
        Client = new HttpClient { BaseAddress = new Uri(address), Timeout = TimeSpan.FromMinutes(1) };
    }

    internal HttpClient Client { get; }

    private static string Program => Path.Combine(AppContext.BaseDirectory, "Web.dll");

    internal static async Task<WebServer> Start(byte[] model, params string[] more)
    {
        var folder = new TemporaryFolder();
        await File.WriteAllBytesAsync(folder["generator.onnx"], model);
        string[] arguments = [Program, folder["generator.onnx"], "--urls", "http://127.0.0.1:0", .. more];
        Process process = Programs.Start("dotnet", arguments);
        _ = process.StandardError.ReadToEndAsync();
        try
        {
            string line = await Programs.Line(
                process, process.StandardOutput, line => line.Contains(Listening, StringComparison.Ordinal));
            return new WebServer(process, folder, line[(line.IndexOf(Listening, StringComparison.Ordinal) + Listening.Length)..]);
        }
        catch
        {
            await Programs.End(process);
            process.Dispose();
            folder.Dispose();
            throw;
        }
    }

    /// <summary>Starts it as it must not be started.</summary>
    internal static Task<Programs.Finished> Refused(params string[] arguments) => Programs.Run("dotnet", [Program, .. arguments]);

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await Programs.End(_process);
        _process.Dispose();
        _folder.Dispose();
    }
}
