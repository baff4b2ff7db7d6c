using Microsoft.CodeAnalysis;

namespace Saddle.Generators;

/// <summary>What may be wrong with a component's attributes.</summary>
internal static class Problems
{
    internal static readonly DiagnosticDescriptor Shape = Of(
        "SADDLE001", "Component", "{0} must be a partial record that derives from Component, as must what it lies in be partial");
    internal static readonly DiagnosticDescriptor Abstract = Of(
        "SADDLE002", "Component", "{0} is abstract: [Component] belongs on the records that derive from it");
    internal static readonly DiagnosticDescriptor Constructor = Of(
        "SADDLE003", "Component",
        "{0} needs a constructor without parameters and no required members: its defaults are what it has when nothing is said");
    internal static readonly DiagnosticDescriptor Name = Of(
        "SADDLE004", "Name", "'{0}' is no name: lower case letters and digits, with {1} between words");
    internal static readonly DiagnosticDescriptor Summary = Of(
        "SADDLE005", "Meaning", "{0} needs a <summary> in its documentation: it is what users read in lists");
    internal static readonly DiagnosticDescriptor Property = Of(
        "SADDLE006", "Setting", "{0} must have get and init, both as visible as itself");
    internal static readonly DiagnosticDescriptor Type = Of(
        "SADDLE007", "Setting",
        "{0} is {1}, but a setting is an int, long, double, bool, string, enum, component or ComponentList of a kind");
    internal static readonly DiagnosticDescriptor Range = Of(
        "SADDLE008", "Setting", "{0} has a range, but only numbers have one");
    internal static readonly DiagnosticDescriptor EmptyRange = Of(
        "SADDLE009", "Setting", "{0} has a range from {1} to {2}, in which there is nothing");
    internal static readonly DiagnosticDescriptor Default = Of(
        "SADDLE010", "Setting", "{0} is {1} by default, which is not in its range from {2} to {3}");
    internal static readonly DiagnosticDescriptor Twice = Of("SADDLE011", "Setting", "two settings are called '{0}'");
    internal static readonly DiagnosticDescriptor Catalogue = Of(
        "SADDLE012", "Setting", "{0} is a {1}, but the kind {2} has no static catalogue All");
    internal static readonly DiagnosticDescriptor Recursive = Of(
        "SADDLE014", "Setting",
        "{0} is of the kind {1} as well as what it is a setting of, and there would be no end of sections");
    internal static readonly DiagnosticDescriptor Homeless = Of(
        "SADDLE013", "Setting", "{0} is a setting of {1}, which is neither abstract nor a [Component]");

    internal static readonly DiagnosticDescriptor Hidden = Of(
        "SADDLE015", "Component", "{0} cannot be reached by what adds it: make it, and what it lies in, internal or public");

    private static DiagnosticDescriptor Of(string id, string title, string message)
        => new(id, title, message, "Saddle", DiagnosticSeverity.Error, isEnabledByDefault: true);
}
