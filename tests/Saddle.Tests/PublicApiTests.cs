using System.Reflection;
using PublicApiGenerator;
using Saddle.Contracts;
using Saddle.Tests.Support;
using Saddle.Training;
using Xunit;

namespace Saddle.Tests;

/// <summary>
/// What programs outside can call stands in docs/api, a file an assembly, so that a change of it is seen. Written anew with
/// SADDLE_WRITE_API=1.
/// </summary>
public sealed class PublicApiTests
{
    public static TheoryData<string, Assembly> Assemblies => new()
    {
        { "Saddle", typeof(Recipe).Assembly },
        { "Saddle.Theory", typeof(Saddle.Theory.Distribution).Assembly },
        { "Saddle.Contracts", typeof(Contract).Assembly },
    };

    [Theory, MemberData(nameof(Assemblies))]
    public void The_public_API_is_the_one_that_was_agreed_on(string name, Assembly assembly)
    {
        string file = Path.Combine(Repository.Root, "docs", "api", name + ".txt");
        string api = assembly.GeneratePublicApi(new ApiGeneratorOptions { IncludeAssemblyAttributes = false }) + "\n";
        if (Environment.GetEnvironmentVariable("SADDLE_WRITE_API") == "1")
        {
            Directory.CreateDirectory(Path.GetDirectoryName(file)!);
            File.WriteAllText(file, api);
        }
        string[] expected = File.ReadAllLines(file), now = api.TrimEnd('\n').Split('\n');
        Assert.Empty(expected.Except(now).Select(line => "gone: " + line.Trim()));
        Assert.Empty(now.Except(expected).Select(line => "new: " + line.Trim()));
    }
}
