using System.Text.Json;
using System.Xml;
using System.Xml.Linq;

namespace Saddle.Data.Known;

/// <summary>
/// A package as a file: where the sources have it that the user's NuGet configuration names, and no other server.
/// </summary>
/// <param name="Id">Its name, in lower case.</param>
/// <param name="Version">Its version.</param>
internal sealed record NuGetPackage(string Id, string Version)
{
    // The resource of a source that has packages by their addresses (NuGet's server API, version 3).
    private const string ByAddress = "PackageBaseAddress/3.0.0";

    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(20);

    /// <summary>What the file is called.</summary>
    internal string FileName => $"{Id}.{Version}.nupkg";

    /// <summary>NuGet's configuration of the user, which it makes itself when it is first used.</summary>
    internal static string Configuration => OperatingSystem.IsWindows()
        ? Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.ApplicationData), "NuGet", "NuGet.Config")
        : Path.Combine(
            Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".nuget", "NuGet", "NuGet.Config");

    /// <summary>Where the file can be had: at the first source that tells.</summary>
    /// <param name="configuration">The file that names the sources.</param>
    /// <exception cref="DownloadException">None tells, or none is named.</exception>
    internal Uri Address(string configuration)
    {
        string reason = "it names no source on a server";
        foreach (Uri source in Sources(configuration))
        {
            try
            {
                using var client = new HttpClient { Timeout = s_patience };
                using JsonDocument index = JsonDocument.Parse(client.GetStringAsync(source).GetAwaiter().GetResult());
                JsonElement found = index.RootElement.GetProperty("resources").EnumerateArray()
                    .First(resource => resource.GetProperty("@type").GetString() == ByAddress);
                return new Uri($"{found.GetProperty("@id").GetString()!.TrimEnd('/')}/{Id}/{Version}/{FileName}");
            }
            catch (Exception error) when (error
                is HttpRequestException or OperationCanceledException or JsonException or KeyNotFoundException
                or InvalidOperationException or UriFormatException)
            {
                reason = $"{source} does not tell where packages are: {error.Message.TrimEnd('.')}";
            }
        }
        throw new DownloadException(
            $"{FileName} could not be downloaded: it comes from the sources of {configuration}, but {reason}.");
    }

    /// <summary>The servers that a configuration names and does not disable; none where it cannot be read.</summary>
    internal static IReadOnlyList<Uri> Sources(string configuration)
    {
        try
        {
            XElement root = XDocument.Load(configuration).Root!;
            HashSet<string?> disabled =
            [
                .. Added(root, "disabledPackageSources").Where(source => (string?)source.Attribute("value") == "true")
                    .Select(source => (string?)source.Attribute("key")),
            ];
            return
            [
                .. Added(root, "packageSources").Where(source => !disabled.Contains((string?)source.Attribute("key")))
                    .Select(source => Uri.TryCreate((string?)source.Attribute("value"), UriKind.Absolute, out Uri? address)
                        && address.Scheme is "http" or "https" ? address : null)
                    .OfType<Uri>(),
            ];
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or XmlException)
        {
            return [];
        }
    }

    private static IEnumerable<XElement> Added(XElement root, string section)
        => root.Elements(section).Elements("add");
}
