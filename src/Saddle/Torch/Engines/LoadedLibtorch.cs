namespace Saddle.Torch.Engines;

/// <summary>
/// A libtorch that the process has loaded before an engine was opened: another part of the program has. Two of them under the
/// same names would call each other's functions.
/// </summary>
internal static class LoadedLibtorch
{
    private const string Maps = "/proc/self/maps", Library = "/libtorch_cpu.so";

    /// <summary>Its path; null if there is none, or it cannot be told (elsewhere than on Linux).</summary>
    internal static string? Path => OperatingSystem.IsLinux() && File.Exists(Maps) ? PathIn(File.ReadLines(Maps)) : null;

    /// <summary>The path in a process's memory map.</summary>
    internal static string? PathIn(IEnumerable<string> maps)
        => maps.Where(line => line.Contains(Library, StringComparison.Ordinal))
            .Select(line => line[line.IndexOf('/', StringComparison.Ordinal)..])
            .FirstOrDefault(path => System.IO.Path.GetFileName(path).StartsWith(Library[1..], StringComparison.Ordinal));

    /// <summary>Refuses to load a second one.</summary>
    /// <param name="engine">The engine that is to be opened.</param>
    /// <param name="isOwn">Whether a path is that of its own.</param>
    /// <exception cref="TorchUnavailableException">There is another.</exception>
    internal static void ThrowIfAnother(string engine, Func<string, bool> isOwn)
    {
        if (Path is { } path && !isOwn(path))
        {
            throw new TorchUnavailableException(
                $"this process has loaded {path}, and the engine {engine} needs another libtorch: two in one process cannot be; "
                + "take the engine that uses that one, or a process of its own.");
        }
    }
}
