using System.Globalization;
using System.Reflection;
using System.Security.Cryptography;

namespace Saddle.Torch.Interop;

/// <summary>
/// Where the engine native's files are: beside the program, or compiled by <see cref="NativeBuild"/> into the user's cache.
/// </summary>
internal static class NativeFiles
{
    /// <summary>The shim.</summary>
    internal const string ShimName = "libsaddle.so";

    /// <summary>The program that tries kernels.</summary>
    internal const string KernelName = "saddle-kernel";

    /// <summary>What a folder of the cache says it was made from.</summary>
    internal const string RecordName = "built.txt";

    private const string SourcePrefix = "native/";

    private static readonly Lazy<string> s_folder = new(Find);

    /// <summary>The folder of both; that of the program where they are nowhere.</summary>
    internal static string Folder => s_folder.Value;

    /// <summary>The shim's path.</summary>
    internal static string Shim => Path.Combine(Folder, ShimName);

    /// <summary>Where builds go, a folder each.</summary>
    internal static string Builds => Path.Combine(CacheFolder.Path, "native");

    /// <summary>The sources that this assembly carries, name and content, in the order of their names.</summary>
    internal static IReadOnlyList<(string Name, byte[] Bytes)> Sources
        => [.. Assembly.GetManifestResourceNames().Where(name => name.StartsWith(SourcePrefix, StringComparison.Ordinal))
            .Order(StringComparer.Ordinal).Select(name => (name[SourcePrefix.Length..], Read(name)))];

    /// <summary>The digest of the sources: two versions of Saddle with the same sources share their builds.</summary>
    internal static string SourcesDigest
    {
        get
        {
            using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
            foreach ((string name, byte[] bytes) in Sources)
            {
                hash.AppendData(System.Text.Encoding.UTF8.GetBytes($"{name} {bytes.Length}\n"));
                hash.AppendData(bytes);
            }
            return Convert.ToHexStringLower(hash.GetHashAndReset());
        }
    }

    /// <summary>What tells one libtorch from another of the same place: its size and when it was written.</summary>
    internal static string Stamp(string library)
    {
        var file = new FileInfo(library);
        return string.Create(CultureInfo.InvariantCulture, $"{file.Length} {file.LastWriteTimeUtc.Ticks}");
    }

    private static Assembly Assembly => typeof(NativeFiles).Assembly;

    private static byte[] Read(string resource)
    {
        using Stream stream = Assembly.GetManifestResourceStream(resource)!;
        using var bytes = new MemoryStream();
        stream.CopyTo(bytes);
        return bytes.ToArray();
    }

    private static string Find()
    {
        string program = AppContext.BaseDirectory;
        if (File.Exists(Path.Combine(program, ShimName)) || !OperatingSystem.IsLinux() || !Directory.Exists(Builds))
        {
            return program;
        }
        string digest = SourcesDigest;
        return new DirectoryInfo(Builds).EnumerateDirectories()
            .Where(folder => !folder.Name.StartsWith('.') && IsUsable(folder.FullName, digest))
            .MaxBy(folder => folder.LastWriteTimeUtc)?.FullName ?? program;
    }

    // Of these sources, with the libtorch that is still there and that the user asks for, if he asks for one.
    private static bool IsUsable(string folder, string digest)
    {
        try
        {
            return File.ReadAllLines(Path.Combine(folder, RecordName)) is [var sources, var chosen, var library, var stamp, ..]
                && sources == digest && (Native.ChosenLibtorch is not { } asked || Path.GetFullPath(asked) == chosen)
                && File.Exists(library) && Stamp(library) == stamp;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }
}
