namespace Saddle;

/// <summary>Where what can be made or fetched again is kept: one folder for each user.</summary>
internal static class CacheFolder
{
    /// <summary>
    /// <c>SADDLE_CACHE</c>; or <c>saddle</c> in <c>XDG_CACHE_HOME</c>; or in the system's own place: <c>~/.cache</c>, Windows'
    /// local application data, macOS's <c>~/Library/Caches</c>.
    /// </summary>
    internal static string Path
        => Environment.GetEnvironmentVariable("SADDLE_CACHE") is { Length: > 0 } chosen
            ? chosen
            : System.IO.Path.Combine(OfUser, "saddle");

    private static string OfUser
        => Environment.GetEnvironmentVariable("XDG_CACHE_HOME") is { Length: > 0 } folder ? folder
            : OperatingSystem.IsWindows() ? Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData)
            : OperatingSystem.IsMacOS() ? System.IO.Path.Combine(Home, "Library", "Caches")
            : System.IO.Path.Combine(Home, ".cache");

    private static string Home => Environment.GetFolderPath(Environment.SpecialFolder.UserProfile);
}
