using System.Reflection;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Saddle.Generators;
using Saddle.Objectives;

namespace Saddle.Tests.Components;

/// <summary>What the compiler tells an extension's author, and what it writes for them.</summary>
public sealed class GeneratorTests
{
    private const string Head = """
        using System.Collections.Generic;
        using Saddle.Components;
        using Saddle.Objectives;
        using Saddle.Torch;
        namespace Garden;
        public abstract record Quiet : Objective
        {
            public override Theorem? Theorem => null;
            protected override Tensor DiscriminatorLossCore(Tensor realLogits, Tensor fakeLogits) => fakeLogits.mean();
            protected override Tensor GeneratorLossCore(Tensor realLogits, Tensor fakeLogits) => fakeLogits.mean();
        }

        """;

    // The line of the component's attribute in what the tests compile.
    private static readonly int s_first = Head.Split('\n').Length;

    private static GeneratorDriverRunResult Generate(
        string source, out Compilation compiled, DocumentationMode documentation = DocumentationMode.None)
    {
        CSharpCompilation compilation = Compilation(source, documentation);
        GeneratorDriver driver = CSharpGeneratorDriver.Create(
            [new ComponentGenerator().AsSourceGenerator()],
            parseOptions: CSharpParseOptions.Default.WithDocumentationMode(documentation));
        driver = driver.RunGeneratorsAndUpdateCompilation(
            compilation, out compiled, out _, TestContext.Current.CancellationToken);
        return driver.GetRunResult();
    }

    private static CSharpCompilation Compilation(string source, DocumentationMode documentation = DocumentationMode.None)
    {
        string folder = Path.GetDirectoryName(typeof(object).Assembly.Location)!;
        string[] references =
            ["System.Runtime.dll", "System.Collections.dll", "System.Private.CoreLib.dll", "System.Linq.dll", "netstandard.dll"];
        return CSharpCompilation.Create(
            "Garden.Weeds",
            [
                CSharpSyntaxTree.ParseText(
                    Head + source, CSharpParseOptions.Default.WithDocumentationMode(documentation), "Weeds.cs"),
            ],
            [.. references.Select(name => MetadataReference.CreateFromFile(Path.Combine(folder, name))),
                MetadataReference.CreateFromFile(typeof(Objective).Assembly.Location)],
            new CSharpCompilationOptions(
                OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable));
    }

    public static TheoryData<string, string, int> Wrong => new()
    {
        { "SADDLE001", "[Component(\"weed\", \"a weed\")]\npublic sealed record Weed : Quiet;", 0 },
        { "SADDLE001", "[Component(\"weed\", \"a weed\")]\npublic sealed partial class Weed;", 0 },
        { "SADDLE002", "[Component(\"weed\", \"a weed\")]\npublic abstract partial record Weed : Quiet;", 0 },
        { "SADDLE003", "[Component(\"weed\", \"a weed\")]\npublic sealed partial record Weed(int Age) : Quiet;", 0 },
        { "SADDLE004", "[Component(\"The Weed\", \"a weed\")]\npublic sealed partial record Weed : Quiet;", 0 },
        { "SADDLE005", Weed("[Setting] public int Age { get; init; }"), 3 },
        { "SADDLE006", Weed("/// <summary>Its age.</summary>\n[Setting] public int Age { get; set; }"), 4 },
        { "SADDLE007", Weed("/// <summary>Its age.</summary>\n[Setting] public float Age { get; init; }"), 4 },
        { "SADDLE008", Weed("/// <summary>Its age.</summary>\n[Setting(0, 1)] public bool Age { get; init; }"), 4 },
        { "SADDLE009", Weed("/// <summary>Its age.</summary>\n[Setting(2, 1)] public int Age { get; init; }"), 4 },
        { "SADDLE010", Weed("/// <summary>Its age.</summary>\n[Setting(1, 9)] public int Age { get; init; } = 10;"), 4 },
        { "SADDLE010", Weed("/// <summary>Its age.</summary>\n[Setting(1, 9)] public int Age { get; init; }"), 4 },
        {
            "SADDLE011",
            Weed(
                "/// <summary>Its age.</summary>\n[Setting] public int Age { get; init; "
                + "}\n/// <summary>Its age.</summary>\n[Setting(Name = \"age\")] public int Years { get; init; }"),
            6
        },
        { "SADDLE012", Weed("/// <summary>Its game.</summary>\n[Setting] public Quiet Game { get; init; } = null!;"), 4 },
        { "SADDLE014", Weed("/// <summary>Its game.</summary>\n[Setting] public Objective Game { get; init; } = null!;"), 4 },
        { "SADDLE015", $"public static partial class Bed\n{{\n{Weed("").Replace("public sealed", "private sealed")}\n}}", 2 },
        { "SADDLE015", $"internal partial class Bed\n{{\nprotected partial class Row\n{{\n{Weed("")}\n}}\n}}", 4 },
        {
            "SADDLE013",
            "public sealed partial record Weed : Quiet\n{\n/// <summary>Its age.</summary>\n[Setting] public int Age { get; "
            + "init; }\n}",
            3
        },
    };

    private static string Weed(string body)
        => $"[Component(\"weed\", \"a weed\")]\npublic sealed partial record Weed : Quiet\n{{\n{body}\n}}";

    [Theory, MemberData(nameof(Wrong))]
    public void A_wrong_attribute_is_a_compiler_error_at_its_line(string id, string source, int line)
    {
        Diagnostic error = Assert.Single(Generate(source, out _).Diagnostics);
        Assert.Equal((id, DiagnosticSeverity.Error), (error.Id, error.Severity));
        Assert.Equal(s_first - 1 + line, error.Location.GetLineSpan().StartLinePosition.Line);
    }

    [Theory, InlineData(DocumentationMode.None), InlineData(DocumentationMode.Diagnose)]
    public void A_component_of_another_assembly_compiles_whether_or_not_that_writes_documentation(DocumentationMode documentation)
    {
        GeneratorDriverRunResult result = Generate(
            Weed("/// <summary>Its age, in\n/// weeks.</summary>\n[Setting(1, 9)] public int Age { get; init; } = 2;"),
            out Compilation compiled, documentation);
        Assert.Empty(result.Diagnostics);
        Assert.Empty(
            compiled.GetDiagnostics(TestContext.Current.CancellationToken)
                .Where(found => found.Severity == DiagnosticSeverity.Error));
        string code = string.Concat(result.GeneratedTrees.Select(tree => tree.ToString()));
        Assert.Contains("\"its age, in weeks\"", code, StringComparison.Ordinal);
        Assert.Contains(
            "[assembly: global::Saddle.Components.Extension(typeof(global::Garden.Weeds.SaddleExtension))]", code,
            StringComparison.Ordinal);
        Assert.Contains(
            "global::Saddle.Objectives.Objective.All.Add(global::Garden.Weed.Entry);", code, StringComparison.Ordinal);
    }

    [Fact]
    public void A_component_within_a_type_that_the_assembly_sees_compiles()
    {
        GeneratorDriverRunResult result = Generate($"internal partial class Bed\n{{\n{Weed("")}\n}}", out Compilation compiled);
        Assert.Empty(result.Diagnostics);
        Assert.Empty(compiled.GetDiagnostics(TestContext.Current.CancellationToken)
            .Where(found => found.Severity == DiagnosticSeverity.Error));
    }

    [Fact]
    public void What_did_not_change_is_not_generated_again()
    {
        CSharpCompilation before = Compilation(Weed("/// <summary>Its age.</summary>\n[Setting] public int Age { get; init; }"));
        GeneratorDriver driver = CSharpGeneratorDriver.Create(
            [new ComponentGenerator().AsSourceGenerator()],
            driverOptions: new GeneratorDriverOptions(IncrementalGeneratorOutputKind.None, trackIncrementalGeneratorSteps: true));
        driver = driver.RunGenerators(before, TestContext.Current.CancellationToken);
        driver = driver.RunGenerators(
            before.AddSyntaxTrees(
                CSharpSyntaxTree.ParseText(
                    "internal sealed class Elsewhere;", cancellationToken: TestContext.Current.CancellationToken)),
            TestContext.Current.CancellationToken);
        IEnumerable<IncrementalStepRunReason> reasons = driver.GetRunResult().Results[0].TrackedOutputSteps
            .SelectMany(step => step.Value).SelectMany(run => run.Outputs).Select(output => output.Reason);
        Assert.All(
            reasons,
            reason => Assert.Contains(reason, new[] { IncrementalStepRunReason.Cached, IncrementalStepRunReason.Unchanged }));
    }

    [Fact]
    public void Saddle_itself_is_no_extension()
        => Assert.Null(typeof(Objective).Assembly.GetCustomAttribute<Saddle.Components.ExtensionAttribute>());
}
