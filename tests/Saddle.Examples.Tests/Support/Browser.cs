namespace Saddle.Examples.Tests.Support;

/// <summary>A browser for all tests of the page; where something is missing that it needs, the reason.</summary>
public sealed class Browser : IAsyncLifetime
{
    private const int InstallSeconds = 240;
    private const string Lock = "package-lock.json";

    private Chromium? _chromium;
    private string? _missing;

    internal static string Example { get; } = Path.Combine(Repository.Root, "examples", "browser");

    /// <summary>Where onnxruntime-web's files are, once it has been started.</summary>
    internal static string Library { get; } = Path.Combine(Place, "ort");

    internal static string? Node { get; } = Programs.Find("node");

    private static string Place => Path.Combine(Repository.Root, "artifacts", "browser");

    // The lock file of what was brought last.
    private static string Stamp => Path.Combine(Place, "brought.json");

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

    // As the example's own page says, but not beside its sources, which other tests may be reading.
    private static async Task<string?> MissingLibrary()
    {
        if (File.Exists(Stamp) && await File.ReadAllTextAsync(Stamp) == await File.ReadAllTextAsync(Path.Combine(Example, Lock)))
        {
            return null;
        }
        if (Programs.Find("npm") is not { } npm)
        {
            return "There is no npm, which brings onnxruntime-web.";
        }
        Directory.CreateDirectory(Place);
        foreach (string file in new[] { "package.json", Lock, "prepare.mjs" })
        {
            File.Copy(Path.Combine(Example, file), Path.Combine(Place, file), overwrite: true);
        }
        return await Install(npm);
    }

    private static async Task<string?> Install(string npm)
    {
        try
        {
            Programs.Finished end = await Programs.Run(npm, ["ci", "--no-audit", "--no-fund"], Place, InstallSeconds);
            if (end.Code == 0)
            {
                File.Copy(Path.Combine(Example, Lock), Stamp, overwrite: true);
                return null;
            }
            return $"npm could not bring onnxruntime-web: {end.Error.Trim()}";
        }
        catch (TimeoutException late)
        {
            return late.Message;
        }
    }
}
