using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Saddle.Generators;

/// <summary>Writes the generated part of a component, or of a kind whose members have settings in common.</summary>
internal static class ComponentWriter
{
    private const string Settings = "global::System.Collections.Generic.IReadOnlyList<global::Saddle.Components.Setting>";
    private const string Common = "CommonSettings";

    /// <summary>The catalogue's line of a component.</summary>
    internal static Generated Component(INamedTypeSymbol type, AttributeData attribute)
    {
        var problems = new List<Problem>();
        Location? where = attribute.ApplicationSyntaxReference?.GetSyntax().GetLocation();
        string name = attribute.ConstructorArguments[0].Value as string ?? "",
            summary = attribute.ConstructorArguments[1].Value as string ?? "";
        string source = attribute.NamedArguments.FirstOrDefault(argument => argument.Key == "Source").Value.Value as string ?? "";
        if (!CheckShape(type, where, problems))
        {
            return Generated.Wrong(problems);
        }
        if (type.IsAbstract)
        {
            problems.Add(Problem.At(where, Problems.Abstract, type.Name));
        }
        else if (!type.InstanceConstructors.Any(constructor => constructor.Parameters.Length == 0) || HasRequiredMembers(type))
        {
            problems.Add(Problem.At(where, Problems.Constructor, type.Name));
        }
        if (!Names.IsName(name, '-'))
        {
            problems.Add(Problem.At(where, Problems.Name, name, "hyphens"));
        }
        ITypeSymbol kindOf = Known.KindOf(type)!;
        bool isAdded = Known.HasCatalogue(kindOf)
            && !SymbolEqualityComparer.Default.Equals(kindOf.ContainingAssembly, type.ContainingAssembly);
        if (isAdded && IsHidden(type))
        {
            problems.Add(Problem.At(where, Problems.Hidden, type.Name));
        }
        List<string> settings = SettingsOf(type, problems);
        if (problems.Count > 0)
        {
            return Generated.Wrong(problems);
        }
        string full = type.ToDisplayString(SymbolDisplayFormat.FullyQualifiedFormat);
        string kind = kindOf.ToDisplayString(SymbolDisplayFormat.FullyQualifiedFormat);
        var body = new StringBuilder();
        body.AppendLine("/// <summary>The catalogue's line.</summary>");
        body.AppendLine($"public static global::Saddle.Components.Entry<{kind}> Entry {{ get; }} = new(");
        body.AppendLine($"    {Literal(name)}, {Literal(summary)}, {Literal(source)}, static () => new {full}(),");
        body.AppendLine($"    [{string.Join(", ", settings.Select(setting => "\n        " + setting))}]);");
        body.AppendLine();
        body.AppendLine("/// <inheritdoc/>");
        body.AppendLine("public override global::Saddle.Components.Entry About => Entry;");
        return Generated.Of(FileOf(type), Within(type, body.ToString())) with
        {
            Adding = isAdded ? $"{kind}.All.Add({full}.Entry);" : "",
        };
    }

    /// <summary>The settings that the members of a kind have in common; of each kind once, at its first setting.</summary>
    internal static Generated Kind(IPropertySymbol property)
    {
        INamedTypeSymbol type = property.ContainingType;
        if (Known.IsNamed(type) || !SymbolEqualityComparer.Default.Equals(OwnSettings(type).First().Property, property))
        {
            return Generated.Nothing;
        }
        var problems = new List<Problem>();
        Location? where = property.Locations.FirstOrDefault();
        if (!type.IsAbstract)
        {
            return Generated.Wrong([Problem.At(where, Problems.Homeless, property.Name, type.Name)]);
        }
        if (!CheckShape(type, type.Locations.FirstOrDefault(), problems))
        {
            return Generated.Wrong(problems);
        }
        List<string> settings = SettingsOf(type, problems);
        if (problems.Count > 0)
        {
            return Generated.Wrong(problems);
        }
        string hiding = NearestWithSettings(type.BaseType) is null ? "" : "new ";
        var body = new StringBuilder();
        body.AppendLine("/// <summary>The settings that all of this kind have, before their own.</summary>");
        // No initialiser: the kind's catalogue may be made before one of these ran.
        body.AppendLine($"public {hiding}static {Settings} {Common} =>");
        body.AppendLine($"    [{string.Join(", ", settings.Select(setting => "\n        " + setting))}];");
        return Generated.Of(FileOf(type), Within(type, body.ToString()));
    }

    private static List<string> SettingsOf(INamedTypeSymbol type, List<Problem> problems)
    {
        var settings = new List<string>();
        var names = new HashSet<string>();
        if (NearestWithSettings(type.BaseType) is { } inherited)
        {
            settings.Add($".. {inherited.ToDisplayString(SymbolDisplayFormat.FullyQualifiedFormat)}.{Common}");
        }
        for (INamedTypeSymbol? at = type.BaseType; at is not null; at = at.BaseType)
        {
            names.UnionWith(OwnSettings(at).Select(own => new SettingWriter(own.Property, own.Attribute, []).Name));
        }
        foreach ((IPropertySymbol property, AttributeData attribute) in OwnSettings(type))
        {
            var writer = new SettingWriter(property, attribute, problems);
            if (!names.Add(writer.Name))
            {
                problems.Add(Problem.At(property.Locations.FirstOrDefault(), Problems.Twice, writer.Name));
            }
            settings.Add(writer.Write());
        }
        return settings;
    }

    private static IEnumerable<(IPropertySymbol Property, AttributeData Attribute)> OwnSettings(INamedTypeSymbol type)
        => type.GetMembers().OfType<IPropertySymbol>()
            .Select(property => (property, Known.Setting(property)!)).Where(own => own.Item2 is not null);

    private static INamedTypeSymbol? NearestWithSettings(INamedTypeSymbol? type)
    {
        while (type is not null && !OwnSettings(type).Any())
        {
            type = type.BaseType;
        }
        return type;
    }

    private static bool CheckShape(INamedTypeSymbol type, Location? where, List<Problem> problems)
    {
        bool isPartial = true;
        for (INamedTypeSymbol? at = type; at is not null; at = at.ContainingType)
        {
            isPartial &= at.DeclaringSyntaxReferences.Any(reference => reference.GetSyntax() is TypeDeclarationSyntax syntax
                && syntax.Modifiers.Any(SyntaxKind.PartialKeyword));
        }
        if (!isPartial || !type.IsRecord || type.TypeParameters.Length > 0 || Known.KindOf(type) is null)
        {
            problems.Add(Problem.At(where, Problems.Shape, type.Name));
            return false;
        }
        return true;
    }

    // SaddleExtension, which is not among the types that it lies in, could not name it.
    private static bool IsHidden(INamedTypeSymbol type)
    {
        for (INamedTypeSymbol? at = type; at is not null; at = at.ContainingType)
        {
            Accessibility seen = at.DeclaredAccessibility;
            if (at.IsFileLocal || seen is Accessibility.Private or Accessibility.Protected or Accessibility.ProtectedAndInternal)
            {
                return true;
            }
        }
        return false;
    }

    private static bool HasRequiredMembers(INamedTypeSymbol type)
    {
        for (INamedTypeSymbol? at = type; at is not null; at = at.BaseType)
        {
            if (at.GetMembers()
                .Any(member => member is IPropertySymbol { IsRequired: true } or IFieldSymbol { IsRequired: true }))
            {
                return true;
            }
        }
        return false;
    }

    // The body inside the type, and inside whatever that lies in.
    private static string Within(INamedTypeSymbol type, string body)
    {
        var opening = new StringBuilder("// <auto-generated/>\n#nullable enable\n");
        var types = new Stack<INamedTypeSymbol>();
        for (INamedTypeSymbol? at = type; at is not null; at = at.ContainingType)
        {
            types.Push(at);
        }
        if (!type.ContainingNamespace.IsGlobalNamespace)
        {
            opening.Append($"namespace {type.ContainingNamespace.ToDisplayString()};\n\n");
        }
        int count = types.Count;
        foreach (INamedTypeSymbol at in types)
        {
            string keyword = at.IsRecord ? (at.IsValueType ? "record struct" : "record") : at.IsValueType ? "struct" : "class";
            opening.Append(
                $"partial {keyword} {at.ToDisplayString(SymbolDisplayFormat.MinimallyQualifiedFormat).Split('.').Last()}\n{{\n");
        }
        return opening + body + string.Concat(Enumerable.Repeat("}\n", count));
    }

    private static string FileOf(INamedTypeSymbol type)
        => string.Concat(type.ToDisplayString().Select(c => char.IsLetterOrDigit(c) || c is '.' or '_' ? c : '_')) + ".g.cs";

    private static string Literal(string text) => SymbolDisplay.FormatLiteral(text, quote: true);
}
