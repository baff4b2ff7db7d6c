using System.Reflection;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.RegularExpressions;
using Saddle.Tests.Support;
using Saddle.Torch.Engines;
using Saddle.Torch.Interop;

namespace Saddle.Tests.Torch.Interop;

public sealed partial class NativeBoundaryTests
{
    private static readonly string s_header = Comment().Replace(Repository.Read("native", "saddle.h"), " ");

    private static readonly (string Name, string Parameters, string Declaration)[] s_exports =
    [
        .. Export().Matches(s_header)
            .Select(match => (match.Groups["name"].Value, match.Groups["parameters"].Value, match.Value)),
    ];

    // The source generator puts the real import, without marshalling, inside or beside the method of the same name.
    private static MethodInfo[] Imports
        => [.. typeof(NativeMethods).GetMethods(BindingFlags.Static | BindingFlags.NonPublic | BindingFlags.DeclaredOnly)
            .Where(method => method.Name.StartsWith("saddle_", StringComparison.Ordinal))];

    [Fact]
    public void Every_export_has_an_import_and_every_import_an_export()
    {
        Assert.True(s_exports.Length > 30, "the header was not understood");
        Assert.Equal(s_exports.Select(export => export.Name).Order(), Imports.Select(method => method.Name).Distinct().Order());
    }

    [Fact]
    public void Every_import_has_as_many_parameters_as_its_export()
    {
        foreach ((string name, string parameters, _) in s_exports)
        {
            int declared = parameters.Trim() == "void" ? 0 : parameters.Split(',').Length;
            Assert.All(
                Imports.Where(method => method.Name == name),
                method => Assert.True(declared == method.GetParameters().Length, name));
        }
    }

    [Fact]
    public void Nothing_may_be_thrown_across_the_boundary()
    {
        Assert.All(s_exports, export => Assert.Contains("SADDLE_NOEXCEPT", export.Declaration, StringComparison.Ordinal));
        Assert.Equal(s_exports.Length, Regex.Count(s_header, @"\bsaddle_\w+\s*\("));
    }

    [Fact]
    public void The_ABI_numbers_of_header_library_and_imports_agree()
    {
        Native.EnsureLoaded();
        Assert.Equal(NativeMethods.Abi, int.Parse(AbiNumber().Match(s_header).Groups[1].ValueSpan));
        Assert.Equal(NativeMethods.Abi, NativeMethods.saddle_abi());
    }

    [Fact]
    public void The_tags_of_header_and_imports_agree()
    {
        Dictionary<string, long> ours =
            Enum.GetValues<ArgumentTag>().ToDictionary(tag => tag.ToString().ToUpperInvariant(), tag => (long)tag);
        Assert.Equal(Declared("saddle_tag"), ours);
        Assert.Equal(24, Marshal.SizeOf<NativeValue>());
    }

    [Fact]
    public void The_library_exports_every_declared_function()
    {
        // Saddle loads it first: OpenBLAS reads its settings as it is loaded, once for the whole process.
        _ = torch.kernel;
        nint library = NativeLibrary.Load(Path.Combine(AppContext.BaseDirectory, "libsaddle.so"));
        try
        {
            Assert.All(s_exports, export => Assert.True(NativeLibrary.TryGetExport(library, export.Name, out _), export.Name));
        }
        finally
        {
            NativeLibrary.Free(library);
        }
    }

    [Fact]
    public void The_library_exports_nothing_that_is_not_declared()
    {
        string library = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "libsaddle.so"), Encoding.Latin1);
        // The names of the dynamic symbols stand in the file, each between zeros.
        IEnumerable<string> symbols = Symbol().Matches(library).Select(match => match.Value).Distinct();
        Assert.Equal(s_exports.Select(export => export.Name).Order(), symbols.Order());
    }

    // The members of an enumeration of the header, as C# would write them, in capitals.
    private static Dictionary<string, long> Declared(string enumeration)
    {
        int start = s_header.IndexOf($"enum {enumeration} ", StringComparison.Ordinal);
        return Tag().Matches(s_header[start..s_header.IndexOf('}', start)])
            .ToDictionary(
                match => match.Groups[1].Value.Replace("_", "", StringComparison.Ordinal),
                match => long.Parse(match.Groups[2].ValueSpan));
    }

    [GeneratedRegex(@"(?<=\0)saddle_\w+(?=\0)", RegexOptions.ECMAScript)]
    private static partial Regex Symbol();

    [GeneratedRegex(@"/\*.*?\*/", RegexOptions.Singleline)]
    private static partial Regex Comment();

    [GeneratedRegex(@"SADDLE_API\s+(?<result>[\w\s*]+?)\b(?<name>saddle_\w+)\s*\((?<parameters>[^)]*)\)[^;]*;")]
    private static partial Regex Export();

    [GeneratedRegex(@"#define\s+SADDLE_ABI\s+(\d+)")]
    private static partial Regex AbiNumber();

    [GeneratedRegex(@"\bSADDLE_([A-Z_]+)\s*=\s*(\d+)")]
    private static partial Regex Tag();
}
