using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace Saddle.Generators;

/// <summary>Something wrong and its place, free of the compilation.</summary>
internal sealed record Problem(
    DiagnosticDescriptor Descriptor, string File, TextSpan Span, LinePositionSpan Lines, EquatableArray<string> Arguments)
{
    internal static Problem At(Location? where, DiagnosticDescriptor descriptor, params string[] arguments)
    {
        FileLinePositionSpan place = where?.GetLineSpan() ?? default;
        return new Problem(
            descriptor, place.Path ?? "", where?.SourceSpan ?? default, place.Span, new EquatableArray<string>([.. arguments]));
    }

    internal Diagnostic ToDiagnostic()
        => Diagnostic.Create(Descriptor, File.Length == 0 ? Location.None : Location.Create(File, Span, Lines), [.. Arguments]);
}
