namespace Saddle.Examples.Tests.Support;

/// <summary>A browser for all tests of the page; where something is missing that it needs, the reason.</summary>
public sealed class Browser : IAsyncLifetime
{
    private const int InstallSeconds = 240;

    private Chromium? _chromium;
    private string? _missing;

    internal static string Example { get; } = Path.Combine(Repository.Root, "examples", "browser");

    internal static string Library { get; } = Path.Combine(Example, "ort");

    internal static string? Node { get; } = Programs.Find("node");

    public async ValueTask InitializeAsync()
    {
        string? program = Programs.Find("chromium", "chromium-browser", "google-chrome");
        _missing = Node is null ? "There is no node, which serves the page."
            : program is null ? "There is no Chromium, which shows the page."
            : await MissingLibrary();
        if (_missing is null)
        {
            _chromium = await Chromium.Start(program!);
        }
    }

    public ValueTask DisposeAsync() => _chromium?.DisposeAsync() ?? ValueTask.CompletedTask;

    /// <summary>The browser; without it the test is skipped.</summary>
    internal Chromium Started()
    {
        Assert.SkipWhen(_missing is not null, _missing ?? "");
        return _chromium!;
    }

    // As the example's own page says: npm brings it.
    private static async Task<string?> MissingLibrary()
    {
        if (Directory.Exists(Library))
        {
            return null;
        }
        if (Programs.Find("npm") is not { } npm)
        {
            return "There is no npm, which brings onnxruntime-web.";
        }
        try
        {
            Programs.Finished end = await Programs.Run(npm, ["ci", "--no-audit", "--no-fund"], Example, InstallSeconds);
            return end.Code == 0 ? null : $"npm could not bring onnxruntime-web: {end.Error.Trim()}";
        }
        catch (TimeoutException late)
        {
            return late.Message;
        }
    }
}
