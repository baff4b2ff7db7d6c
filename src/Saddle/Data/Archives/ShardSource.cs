using Saddle.Components;
using Saddle.Data.Pictures;

namespace Saddle.Data.Archives;

/// <summary>Pictures in files of many pictures each: one such file, or all of a kind in a folder and below.</summary>
public abstract partial record ShardSource : PictureSource
{
    private static readonly EnumerationOptions s_below = new()
    {
        RecurseSubdirectories = true,
        MatchCasing = MatchCasing.CaseInsensitive,
        AttributesToSkip = FileAttributes.Hidden | FileAttributes.System,
    };

    /// <summary>
    /// How many pictures that follow each other are shuffled together in the first pass, which begins before all are read, shard
    /// after shard in an order drawn from the seed; 0 reads all before the first step and shuffles all.
    /// </summary>
    [Setting(0, 10_000_000)] public int Window { get; init; } = 8192;

    /// <inheritdoc/>
    protected internal override int FirstPassWindow => Window;

    /// <summary>What one such file is called: a tar file.</summary>
    protected abstract string Shard { get; }

    /// <inheritdoc/>
    protected override void CheckPath()
    {
        if (!System.IO.Path.Exists(Path))
        {
            throw new DataException(
                $"{Path}: there is no such file or folder; data source {Name} expects a {Shard}, or a folder of such.");
        }
    }

    /// <summary>The files in a folder and below that end so, in the order of their paths within it.</summary>
    private static IEnumerable<string> FilesIn(string folder, string ending)
        => Directory.EnumerateFiles(folder, "*" + ending, s_below)
            .Select(file => System.IO.Path.GetRelativePath(folder, file).Replace(System.IO.Path.DirectorySeparatorChar, '/'))
            .Order(StringComparer.Ordinal);

    /// <summary>Whether a path is a file that ends so, or a folder with one.</summary>
    internal static bool HasAny(string path, string ending)
        => File.Exists(path)
            ? path.EndsWith(ending, StringComparison.OrdinalIgnoreCase)
            : Directory.Exists(path) && Directory.EnumerateFiles(path, "*" + ending, s_below).Any();

    /// <summary>The shards that a path means, and what the names of their members begin with.</summary>
    /// <exception cref="DataException">There are none.</exception>
    internal IReadOnlyList<(string File, string Prefix)> ShardsOf(string path, string ending)
    {
        (string File, string Prefix)[] shards = File.Exists(path)
            ? [(path, "")]
            : [.. FilesIn(path, ending).Select(name => (System.IO.Path.Combine(path, name), name + "/"))];
        return shards.Length > 0 ? shards : throw new DataException($"{path}: there is no {Shard} in it.");
    }
}
