using System.Diagnostics;
using System.Text.Json;

namespace Saddle.Examples.Tests.Support;

/// <summary>The browser example, served from a copy with a generator of its own and open in a browser.</summary>
internal sealed class Page : IAsyncDisposable
{
    // What the browser computes with rounds otherwise.
    private const int Rounding = 2;

    private readonly Process _server;
    private readonly TemporaryFolder _folder;

    private Page(Process server, TemporaryFolder folder, Chromium browser, string address)
        => (_server, _folder, Browser, Address) = (server, folder, browser, address);

    internal Chromium Browser { get; }

    internal string Address { get; }

    /// <summary>Opens the page.</summary>
    /// <param name="browser">The browser.</param>
    /// <param name="model">The generator beside it, or null for none.</param>
    internal static async Task<Page> Open(Browser browser, byte[]? model)
    {
        Chromium chromium = browser.Started();
        var folder = new TemporaryFolder();
        CopyTo(folder, model);
        Process server = Programs.Start(Support.Browser.Node!, [folder["serve.mjs"], "0"]);
        _ = server.StandardError.ReadToEndAsync();
        string address = await Programs.Line(
            server, server.StandardOutput, line => line.StartsWith("http", StringComparison.Ordinal));
        var page = new Page(server, folder, chromium, $"{address.Trim()}?test=1");
        await chromium.Open(page.Address);
        await chromium.Until("document.body.dataset.state !== 'loading'");
        return page;
    }

    /// <summary>What the page says of the file.</summary>
    internal Task<string> Says() => Browser.Evaluate("document.getElementById('about').textContent");

    /// <summary>Sets a field as a person does.</summary>
    internal Task Set(string id, string value) => Browser.Evaluate($$"""
        (() => {
          const field = document.getElementById({{JsonSerializer.Serialize(id)}});
          field.value = {{JsonSerializer.Serialize(value)}};
          field.dispatchEvent(new Event("input", { bubbles: true }));
          field.dispatchEvent(new Event("change", { bubbles: true }));
        })()
        """);

    /// <summary>Waits until a canvas shows a picture.</summary>
    /// <param name="id">The canvas.</param>
    /// <param name="expected">The picture, of three channels.</param>
    internal async Task Shows(string id, Picture expected)
    {
        long start = Stopwatch.GetTimestamp();
        string problem;
        do
        {
            problem = Differs(await Browser.Evaluate($"document.getElementById('{id}').dataset.pixels ?? ''"), expected);
            await Task.Delay(20);
        }
        while (problem.Length > 0 && Stopwatch.GetElapsedTime(start).TotalSeconds < 20);
        Assert.True(problem.Length == 0, $"{id}: {problem}; the page says: {await Says()}");
    }

    public async ValueTask DisposeAsync()
    {
        await Programs.End(_server);
        _server.Dispose();
        _folder.Dispose();
    }

    private static string Differs(string shown, Picture expected)
    {
        byte[] pixels = Convert.FromBase64String(shown);
        if (pixels.Length != expected.Pixels.Length)
        {
            return $"{pixels.Length} bytes, expected {expected.Pixels.Length}";
        }
        int most = pixels.Zip(expected.Pixels, (one, other) => Math.Abs(one - other)).Max();
        return most <= Rounding ? "" : $"a pixel differs by {most}";
    }

    private static void CopyTo(TemporaryFolder folder, byte[]? model)
    {
        string[] own = [".html", ".css", ".js", ".mjs"];
        string[] files = Directory.GetFiles(Support.Browser.Example);
        foreach (string file in files.Where(file => own.Contains(Path.GetExtension(file))))
        {
            File.Copy(file, folder[Path.GetFileName(file)]);
        }
        Directory.CreateSymbolicLink(folder["ort"], Support.Browser.Library);
        if (model is not null)
        {
            File.WriteAllBytes(folder["generator.onnx"], model);
        }
    }
}
