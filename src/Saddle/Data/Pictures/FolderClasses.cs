namespace Saddle.Data.Pictures;

/// <summary>
/// Folders as classes, numbered in the order of their names: where no picture lies beside them and there are at least two.
/// </summary>
internal sealed class FolderClasses
{
    private readonly int _start;
    private readonly string[] _names;

    /// <summary>Finds the classes.</summary>
    /// <param name="paths">The paths of the pictures.</param>
    /// <param name="start">How many characters of each path come before the folders that count.</param>
    internal FolderClasses(IEnumerable<string> paths, int start = 0)
    {
        _start = start;
        string[] tops = [.. paths.Select(TopOf).Distinct().Order(StringComparer.Ordinal)];
        _names = tops.Length < 2 || tops.Contains("") ? [] : tops;
    }

    /// <summary>The names of the classes; empty without classes.</summary>
    internal IReadOnlyList<string> Names => _names;

    /// <summary>The number of a picture's class, negative without classes.</summary>
    internal int LabelOf(string path) => Array.BinarySearch(_names, TopOf(path), StringComparer.Ordinal);

    // The first folder of its path, empty where it lies in the root.
    private string TopOf(string path)
        => path.IndexOf('/', _start) is var end && end > _start ? path[_start..end] : "";
}
