using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Text.RegularExpressions;
using Xunit;

namespace Saddle.Cli.Tests;

/// <summary>The README's C# is compiled against the built library and run, each block in a folder of its own.</summary>
public sealed partial class ReadmeTests : IDisposable
{
    private readonly Workplace _place = new();

    public void Dispose() => _place.Dispose();

    [Fact]
    public void Every_snippet_marked_to_be_run_compiles_runs_and_writes_its_pictures()
    {
        string[] snippets = [
            .. Snippets().Matches(File.ReadAllText(Path.Combine(LauncherSandbox.RepositoryRoot(), "README.md")))
                .Select(match => match.Groups[1].Value),
        ];
        Assert.True(snippets.Length > 0, "README.md has no C# block that is marked with <!-- run -->.");
        _place.Write("Snippets.csproj", $"""
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup>
                <OutputType>Exe</OutputType>
                <TargetFramework>net10.0</TargetFramework>
                <Nullable>enable</Nullable>
                <ImplicitUsings>enable</ImplicitUsings>
                <UseAppHost>false</UseAppHost>
                <TreatWarningsAsErrors>true</TreatWarningsAsErrors>
              </PropertyGroup>
              <ItemGroup>
                <Reference Include="Saddle" HintPath="{Workplace.ProgramFolder}Saddle.dll" />
                <None Include="{Workplace.ProgramFolder}libsaddle.so;{Workplace.ProgramFolder}saddle-kernel"
                      CopyToOutputDirectory="Always" />
                <None Include="{Workplace.ProgramFolder}runtimes/{RuntimeInformation.RuntimeIdentifier}/native/libSkiaSharp.so"
                      CopyToOutputDirectory="Always" Link="libSkiaSharp.so" />
              </ItemGroup>
            </Project>
            """);
        for (int k = 0; k < snippets.Length; k++)
        {
            _place.Write($"Snippet{k}.cs", AsMethod(snippets[k], k));
        }
        _place.Write("Program.cs", $$"""
            switch (args[0])
            {
                {{string.Join('\n', snippets.Select((_, k) => $"case \"{k}\": Snippet{k}.Start(); break;"))}}
            }
            """);
        Finished built = DotNet(_place.Folder, "build", "--output", _place.PathOf("out"),
            "-nodeReuse:false", "-p:UseSharedCompilation=false");
        Assert.True(built.ExitCode == 0, built.Output);
        for (int k = 0; k < snippets.Length; k++)
        {
            Run(snippets[k], k);
        }
    }

    private void Run(string snippet, int number)
    {
        string folder = $"work{number}";
        Directory.CreateDirectory(_place.PathOf(folder));
        if (DataPath().Match(snippet) is { Success: true } data)
        {
            _place.Write($"{folder}/{data.Groups[1].Value}", Idx.Images());
        }
        Finished finished = DotNet(_place.PathOf(folder), _place.PathOf("out/Snippets.dll"), $"{number}").Succeeded();
        Assert.Equal(snippet.Contains("Console.WriteLine", StringComparison.Ordinal), finished.Output.Length > 0);
        foreach (Match picture in Pictures().Matches(snippet))
        {
            byte[] bytes = File.ReadAllBytes(_place.PathOf($"{folder}/{picture.Groups[1].Value}"));
            Assert.Equal("PNG"u8, bytes.AsSpan(1, 3));
        }
    }

    // The usings belong before the class, the rest into a method of it: several snippets share one program.
    private static string AsMethod(string snippet, int number)
    {
        string[] lines = snippet.Split('\n');
        int body = Array.FindLastIndex(lines, line => line.StartsWith("using Saddle.", StringComparison.Ordinal)) + 1;
        return $$"""
            {{string.Join('\n', lines[..body])}}
            internal static class Snippet{{number}}
            {
                public static void Start()
                {
            {{string.Join('\n', lines[body..])}}
                }
            }
            """;
    }

    private Finished DotNet(string folder, params string[] arguments)
    {
        // The host that runs the tests: <root>/shared/Microsoft.NETCore.App/<version>/ is where their runtime lies.
        string root = Path.GetFullPath(Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "../../.."));
        var start = new ProcessStartInfo(Path.Combine(root, "dotnet"), arguments)
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["DOTNET_CLI_TELEMETRY_OPTOUT"] = "1";
        start.Environment["DOTNET_NOLOGO"] = "1";
        start.Environment["DOTNET_CLI_USE_MSBUILD_SERVER"] = "0";
        return new Running(Process.Start(start)!).Finish();
    }

    [GeneratedRegex("<!-- run -->\\s*```csharp\\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex Snippets();

    [GeneratedRegex("Data = \"([^\"]*/[^\"]*)\"")]
    private static partial Regex DataPath();

    [GeneratedRegex("\"([^\"]*\\.png)\"")]
    private static partial Regex Pictures();
}
