using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Saddle.Generators;

/// <summary>Writes one setting.</summary>
internal sealed class SettingWriter
{
    private static readonly SymbolDisplayFormat s_full = SymbolDisplayFormat.FullyQualifiedFormat;

    private readonly IPropertySymbol _property;
    private readonly AttributeData _attribute;
    private readonly PropertyDeclarationSyntax? _syntax;
    private readonly List<Problem> _problems;
    private readonly string _owner;

    internal SettingWriter(IPropertySymbol property, AttributeData attribute, List<Problem> problems)
    {
        (_property, _attribute, _problems) = (property, attribute, problems);
        _syntax = property.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax() as PropertyDeclarationSyntax;
        _owner = property.ContainingType.ToDisplayString(s_full);
        Name = Argument("Name") as string is { Length: > 0 } name ? name : Names.Split(property.Name, '_');
    }

    internal string Name { get; }

    /// <summary>The expression that makes the setting.</summary>
    internal string Write()
    {
        string? meaning = _syntax is null ? null : Meaning.Of(_syntax);
        if (meaning is null)
        {
            Report(Problems.Summary, _property.Name);
        }
        if (!Names.IsName(Name, '_'))
        {
            Report(Problems.Name, Name, "underscores");
        }
        if (_property.GetMethod is null || _property.SetMethod is not { IsInitOnly: true } || _property.IsStatic)
        {
            Report(Problems.Property, _property.Name);
        }
        (string method, string value, string rest) = Form();
        string cast = value.Length == 0 ? "v" : $"({value})v";
        return $"global::Saddle.Components.Setting.{method}({Literal(Name)}, {Literal(meaning ?? "")}, c => c.{_property.Name}, "
            + $"(c, v) => c with {{ {_property.Name} = {cast} }}{rest})";
    }

    private (string Method, string Cast, string More) Form()
    {
        ITypeSymbol type = _property.Type;
        if (type.SpecialType is not (SpecialType.System_Int32 or SpecialType.System_Int64 or SpecialType.System_Double)
            && (_attribute.ConstructorArguments.Length > 0 || Argument("Minimum") is not null || Argument("Maximum") is not null))
        {
            Report(Problems.Range, _property.Name);
        }
        switch (type.SpecialType)
        {
            case SpecialType.System_Double:
                return ($"Number<{_owner}>", "", Range(double.NegativeInfinity, double.PositiveInfinity));
            case SpecialType.System_Int32:
                return ($"Whole<{_owner}>", "int", Range(0, int.MaxValue));
            case SpecialType.System_Int64:
                return ($"Whole<{_owner}>", "", Range(0, long.MaxValue));
            case SpecialType.System_Boolean:
                return ($"Flag<{_owner}>", "", "");
            case SpecialType.System_String:
                return ($"Text<{_owner}>", "", "");
        }
        string full = type.ToDisplayString(s_full);
        if (type.TypeKind == TypeKind.Enum)
        {
            object?[] only = [.. OnlyThese()];
            IEnumerable<string> members = type.GetMembers().OfType<IFieldSymbol>()
                .Where(member => only.Length == 0 || only.Contains(member.ConstantValue))
                .Select(member => $"({full}.{member.Name}, {Literal(Names.Split(member.Name, '-'))})");
            return ($"Choice<{_owner}, {full}>", "", ", " + string.Join(", ", members));
        }
        if (Known.MemberOf(type) is { } listed)
        {
            return ($"Sections<{_owner}, {listed.ToDisplayString(s_full)}>", "", Catalogue(listed));
        }
        if (Known.KindOf(type) is { } kind)
        {
            bool isFixed = SymbolEqualityComparer.Default.Equals(kind, type) && Known.IsNamed(type);
            return ($"Section<{_owner}, {full}>", "", isFixed ? "" : Catalogue(type));
        }
        Report(Problems.Type, _property.Name, type.ToDisplayString());
        return ("", "", "");
    }

    private string Catalogue(ITypeSymbol type)
    {
        ITypeSymbol? kind = Known.KindOf(type);
        if (kind is null || !SymbolEqualityComparer.Default.Equals(kind, type) || !Known.HasCatalogue(kind))
        {
            Report(Problems.Catalogue, _property.Name, type.Name, kind?.Name ?? type.Name);
        }
        else if (SymbolEqualityComparer.Default.Equals(kind, Known.KindOf(_property.ContainingType)))
        {
            Report(Problems.Recursive, _property.Name, kind.Name);
        }
        return $", () => {type.ToDisplayString(s_full)}.All";
    }

    private string Range(double least, double most)
    {
        double minimum = Bound("Minimum", 0, least), maximum = Bound("Maximum", 1, most);
        if (minimum > maximum)
        {
            Report(Problems.EmptyRange, _property.Name, Text(minimum), Text(maximum));
        }
        else if (DefaultValue() is { } value && !(value >= minimum && value <= maximum))
        {
            Report(Problems.Default, _property.Name, Text(value), Text(minimum), Text(maximum));
        }
        return $", {Code(minimum)}, {Code(maximum)}";
    }

    private double Bound(string name, int position, double otherwise)
    {
        object? given = _attribute.ConstructorArguments.Length > position
            ? _attribute.ConstructorArguments[position].Value
            : Argument(name);
        return given is double number && !double.IsNaN(number) ? number : otherwise;
    }

    // What the property is initialised with, where that is a plain number; the rest is found by the tests.
    private double? DefaultValue()
    {
        if (_syntax is null)
        {
            return null;
        }
        return _syntax.Initializer?.Value switch
        {
            null when _syntax.ExpressionBody is null && !_property.IsOverride && !_property.IsAbstract => 0,
            LiteralExpressionSyntax { Token.Value: { } value } => Convert.ToDouble(value, CultureInfo.InvariantCulture),
            PrefixUnaryExpressionSyntax
            {
                RawKind: (int)SyntaxKind.UnaryMinusExpression, Operand: LiteralExpressionSyntax { Token.Value: { } value },
            }
                => -Convert.ToDouble(value, CultureInfo.InvariantCulture),
            _ => null,
        };
    }

    private IEnumerable<object?> OnlyThese()
    {
        TypedConstant given = _attribute.NamedArguments.FirstOrDefault(argument => argument.Key == "Only").Value;
        return given.Kind == TypedConstantKind.Array ? given.Values.Select(value => value.Value) : [];
    }

    private object? Argument(string name)
        => _attribute.NamedArguments.FirstOrDefault(argument => argument.Key == name).Value.Value;

    private void Report(DiagnosticDescriptor descriptor, params string[] arguments)
    {
        Location? where = _attribute.ApplicationSyntaxReference?.GetSyntax().GetLocation()
            ?? _property.Locations.FirstOrDefault();
        _problems.Add(Problem.At(where, descriptor, arguments));
    }

    private static string Literal(string text) => SymbolDisplay.FormatLiteral(text, quote: true);

    private static string Text(double value) => value.ToString("R", CultureInfo.InvariantCulture);

    private static string Code(double value)
        => double.IsPositiveInfinity(value) ? "double.PositiveInfinity"
            : double.IsNegativeInfinity(value) ? "double.NegativeInfinity" : Text(value) + "d";
}
