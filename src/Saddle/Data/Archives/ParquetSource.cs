using Saddle.Components;
using Saddle.Data.Pictures;

namespace Saddle.Data.Archives;

/// <summary>
/// Pictures in Parquet files, in Hugging Face's layout: a column of pictures, each with its <c>bytes</c>; a column of class
/// numbers, whose names the schema's metadata may tell; a column of captions.
/// </summary>
[Component("parquet", "Parquet files in Hugging Face's layout: image, label and text; one, or a folder of them")]
public sealed partial record ParquetSource : ShardSource
{
    private const string Ending = ".parquet";

    /// <summary>The column of pictures; where there is none of the name, the only one that holds pictures.</summary>
    [Setting] public string Image { get; init; } = "image";

    /// <summary>The column of the numbers of classes.</summary>
    [Setting] public string Label { get; init; } = "label";

    /// <summary>The column of captions.</summary>
    [Setting] public string Text { get; init; } = "text";

    /// <inheritdoc/>
    protected override string Shard => "Parquet file";

    /// <summary>Why a path is taken for Parquet files, or null.</summary>
    internal static string? Recognize(string path)
        => FileBeginning.Is(path, "PAR1"u8) ? "a file that begins as Parquet files do"
            : !HasAny(path, Ending) ? null
            : File.Exists(path) ? "its name ends with .parquet" : "a folder with Parquet files and no pictures of its own";

    /// <inheritdoc/>
    protected override PictureListing List(string folder, DataWork work)
    {
        ArgumentNullException.ThrowIfNull(work);
        using var findings = new ArchiveFindings();
        var groups = new RowGroups(Image);
        string? splits = null;
        foreach ((string file, string prefix) in ShardsOf(folder, Ending))
        {
            work.Cancellation.ThrowIfCancellationRequested();
            new ParquetShard(file, prefix, groups).Read(findings, Label, Text);
            splits = Mix(splits, System.IO.Path.GetFileName(file), findings.Warnings);
        }
        return findings.ToListing(folder);
    }

    // Hugging Face's files are called train-00000-of-00004.parquet: what is for testing is hardly meant to be learnt.
    private static string Mix(string? before, string file, List<string> warnings)
    {
        string split = file.IndexOf('-', StringComparison.Ordinal) is > 0 and var end ? file[..end] : file;
        if (before is not null && before != split && (IsTest(before) || IsTest(split)) && warnings.Count == 0)
        {
            warnings.Add(
                $"files of several parts are read together ({before} and {split}); give one part's files to learn those");
        }
        return split;
    }

    private static bool IsTest(string split) => split is "test" or "validation" or "val" or "dev";
}
