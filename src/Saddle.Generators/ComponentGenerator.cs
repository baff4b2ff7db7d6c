using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Saddle.Generators;

/// <summary>
/// Writes a component's line of the catalogue out of its attributes and properties, so that a setting is declared once: its name,
/// range, default and meaning, and how it is read and changed without reflection.
/// </summary>
[Generator]
public sealed class ComponentGenerator : IIncrementalGenerator
{
    /// <inheritdoc/>
    public void Initialize(IncrementalGeneratorInitializationContext context)
    {
        IncrementalValuesProvider<Generated> components = context.SyntaxProvider.ForAttributeWithMetadataName(
            Known.ComponentAttribute, (node, _) => node is TypeDeclarationSyntax,
            (found, _) => ComponentWriter.Component((INamedTypeSymbol)found.TargetSymbol, found.Attributes[0]));
        // The settings that a kind has in common: of each such type once, at its first setting.
        IncrementalValuesProvider<Generated> kinds = context.SyntaxProvider.ForAttributeWithMetadataName(
            Known.SettingAttribute, (node, _) => node is PropertyDeclarationSyntax,
            (found, _) => ComponentWriter.Kind((IPropertySymbol)found.TargetSymbol));
        context.RegisterSourceOutput(components, Add);
        context.RegisterSourceOutput(kinds, Add);
        IncrementalValueProvider<EquatableArray<string>> added = components.Select((component, _) => component.Adding)
            .Where(adding => adding.Length > 0).Collect()
                .Select((all, _) => new EquatableArray<string>([.. all.OrderBy(adding => adding, StringComparer.Ordinal)]));
        context.RegisterSourceOutput(
            added.Combine(context.CompilationProvider.Select((compilation, _) => compilation.AssemblyName ?? "Extension")),
            (production, found) => ExtensionWriter.Add(production, found.Left, found.Right));
    }

    private static void Add(SourceProductionContext context, Generated generated)
    {
        foreach (Problem problem in generated.Problems)
        {
            context.ReportDiagnostic(problem.ToDiagnostic());
        }
        if (generated.Code.Length > 0)
        {
            context.AddSource(generated.File, generated.Code);
        }
    }
}
