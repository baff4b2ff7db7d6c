using System.Text;
using Saddle.Data.Known;
using Saddle.Tests.Support;

namespace Saddle.Tests.Data.Known;

public sealed class NuGetPackageTests : IDisposable
{
    private static readonly NuGetPackage s_package = new("some.package", "1.2.3");

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void The_sources_are_servers_that_are_named_and_not_disabled()
    {
        string file = Configuration(
            """
            <packageSources>
              <add key="one" value="https://one.example/v3/index.json" protocolVersion="3" />
              <add key="off" value="https://off.example" /><add key="here" value="/packages" />
              <add key="bare" /><add key="two" value="http://two.example/index.json" />
            </packageSources>
            <disabledPackageSources><add key="off" value="true" /><add key="two" value="false" /></disabledPackageSources>
            """);
        Assert.Equal(
            ["https://one.example/v3/index.json", "http://two.example/index.json"],
            NuGetPackage.Sources(file).Select(source => source.ToString()));
    }

    [Theory]
    [InlineData("{\"resources\": [{\"@type\": \"Other\", \"@id\": \"x\"}, "
        + "{\"@type\": \"PackageBaseAddress/3.0.0\", \"@id\": \"https://files.example/flat/\"}]}")]
    [InlineData("{\"resources\": [{\"@type\": \"PackageBaseAddress/3.0.0\", \"@id\": \"https://files.example/flat\"}]}")]
    public void A_source_says_where_its_files_are(string index)
    {
        using var server = new LocalServer(Encoding.UTF8.GetBytes(index));
        // The first cannot be asked.
        string file = Configuration(
            $"<packageSources><add key=\"a\" value=\"http://127.0.0.1:9/\"/><add key=\"b\" value=\"{server.Address("v3")}\"/>"
            + "</packageSources>");
        Assert.Equal(
            "https://files.example/flat/some.package/1.2.3/some.package.1.2.3.nupkg", s_package.Address(file).ToString());
    }

    [Theory]
    [InlineData("{\"resources\": []}")]
    [InlineData("{}")]
    [InlineData("no JSON")]
    [InlineData("{\"resources\": [{\"@type\": \"PackageBaseAddress/3.0.0\", \"@id\": \"no address\"}]}")]
    public void A_source_that_does_not_is_told(string index)
    {
        using var server = new LocalServer(Encoding.UTF8.GetBytes(index));
        string file = Configuration($"<packageSources><add key=\"a\" value=\"{server.Address("v3")}\"/></packageSources>");
        Assert.StartsWith(
            $"some.package.1.2.3.nupkg could not be downloaded: it comes from the sources of {file}, but {server.Address("v3")} "
            + "does not tell where packages are: ",
            Assert.Throws<DownloadException>(() => s_package.Address(file)).Message, StringComparison.Ordinal);
    }

    [Theory, InlineData("<packageSources/>"), InlineData("<"), InlineData(null)]
    public void Without_a_source_that_is_told(string? sections)
    {
        string file = sections is null ? _folder.File("none") : Configuration(sections);
        Assert.EndsWith(
            $"it comes from the sources of {file}, but it names no source on a server.",
            Assert.Throws<DownloadException>(() => s_package.Address(file)).Message, StringComparison.Ordinal);
    }

    private string Configuration(string sections)
    {
        string file = _folder.File("NuGet.Config");
        File.WriteAllText(file, $"<configuration>{sections}</configuration>");
        return file;
    }
}
