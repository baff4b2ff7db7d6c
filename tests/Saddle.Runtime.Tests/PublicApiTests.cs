using PublicApiGenerator;
using Saddle.Runtime.Tests.Support;

namespace Saddle.Runtime.Tests;

/// <summary>
/// What programs outside can call stands in docs/api, so that a change of it is seen. Written anew with SADDLE_WRITE_API=1.
/// </summary>
public sealed class PublicApiTests
{
    [Fact]
    public void The_public_API_is_the_one_that_was_agreed_on()
    {
        string file = Path.Combine(Repository.Root, "docs", "api", "Saddle.Runtime.txt");
        string api = typeof(ExportedGenerator).Assembly
            .GeneratePublicApi(new ApiGeneratorOptions { IncludeAssemblyAttributes = false }) + "\n";
        if (Environment.GetEnvironmentVariable("SADDLE_WRITE_API") == "1")
        {
            File.WriteAllText(file, api);
        }
        string[] expected = File.ReadAllLines(file), now = api.TrimEnd('\n').Split('\n');
        Assert.Empty(expected.Except(now).Select(line => "gone: " + line.Trim()));
        Assert.Empty(now.Except(expected).Select(line => "new: " + line.Trim()));
    }

    [Fact]
    public void Nothing_of_torch_or_of_saddle_itself_is_needed()
        => Assert.DoesNotContain(
            typeof(ExportedGenerator).Assembly.GetReferencedAssemblies(),
            assembly => !assembly.Name!.StartsWith("System.", StringComparison.Ordinal)
                && assembly.Name is not "Microsoft.ML.OnnxRuntime");
}
