namespace Saddle.Soak;

/// <summary>One of the library's public readers, with whole files for it and what may come of a damaged one.</summary>
internal abstract class Reader : IDisposable
{
    private static readonly Dictionary<string, Func<string, string, Reader>> s_all = new(StringComparer.Ordinal)
    {
        ["pictures"] = (goldens, _) => new PictureReader(goldens),
        ["idx"] = (_, folder) => new IdxReader(folder),
        ["cifar"] = (_, folder) => new CifarReader(folder),
        ["npy"] = (goldens, folder) => new NpyReader(goldens, folder),
        ["npz"] = (goldens, folder) => new StatisticsReader(goldens, folder, inside: true),
        ["statistics"] = (goldens, folder) => new StatisticsReader(goldens, folder, inside: false),
        ["safetensors"] = (goldens, _) => new SafeTensorsReader(goldens),
        ["recipe.json"] = (goldens, _) => new RecipeReader(goldens),
        ["checkpoint.json"] = (goldens, folder) => new CheckpointReader(goldens, folder),
        ["metrics.jsonl"] = (goldens, folder) => new MetricsReader(goldens, folder),
        ["captions"] = (goldens, folder) => new CaptionsReader(goldens, folder),
        ["torchscript"] = (goldens, folder) => new ScriptReader(goldens, folder),
    };

    /// <summary>What they are called.</summary>
    internal static IEnumerable<string> Names => s_all.Keys;

    /// <summary>The file that the damage is in, as messages should name it.</summary>
    internal abstract string FileName { get; }

    /// <summary>The most bytes that reading one file may add to the process; pictures document 1.2 GiB.</summary>
    internal virtual long MostBytes => 1 << 30;

    internal static Reader Find(string name, string goldens, string folder)
        => s_all.TryGetValue(name, out Func<string, string, Reader>? make)
            ? make(goldens, folder)
            : throw new ArgumentException($"there is no reader {name}; there are {string.Join(", ", s_all.Keys)}");

    /// <summary>A damaged file.</summary>
    internal abstract byte[] Make(Random random);

    /// <summary>Reads it: returns, or throws what the reader documents.</summary>
    internal abstract void Read(byte[] file);

    /// <summary>Whether an exception is one that the reader's documentation names.</summary>
    internal virtual bool Documents(Exception error) => error is InputException or IOException;

    /// <summary>Whether a message says in which file; only a reader of streams is told no name.</summary>
    internal virtual bool TellsFile(Exception error) => error.Message.Contains(FileName, StringComparison.Ordinal);

    public virtual void Dispose() { }
}
