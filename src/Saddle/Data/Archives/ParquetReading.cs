using Parquet;
using Saddle.Data.Pictures;

namespace Saddle.Data.Archives;

/// <summary>Opens Parquet files; whatever the package says of damaged ones becomes one kind of exception.</summary>
internal static class ParquetReading
{
    // Of pictures, a group of so many rows would not be read into memory.
    private const int MostRows = 1 << 22;

    // The package goes round for ever over some damaged files: what takes so long is given up.
    private static readonly TimeSpan s_longestOpening = TimeSpan.FromMinutes(1), s_longestReading = TimeSpan.FromMinutes(30);

    /// <summary>Reads something of a file.</summary>
    /// <exception cref="InvalidDataException">It is damaged, or nothing that can be read; the message says how.</exception>
    /// <exception cref="IOException">It cannot be reached.</exception>
    internal static T Run<T>(string path, Func<ParquetReader, Task<T>> read)
    {
        using FileStream file = FileBytes.Open(path, buffer: 4096);
        try
        {
            ParquetReader reader = Wait(() => ParquetReader.CreateAsync(file), s_longestOpening);
            return Wait(() => read(reader), s_longestReading);
        }
        // The package has no exception of its own for damage: an index out of range says the same.
        catch (Exception error) when (error is not (InvalidDataException or OutOfMemoryException or OperationCanceledException))
        {
            throw new InvalidDataException($"it is damaged, or no Parquet file ({error.Message.TrimEnd('.')})", error);
        }
    }

    private static T Wait<T>(Func<Task<T>> work, TimeSpan longest) => Task.Run(work).WaitAsync(longest).GetAwaiter().GetResult();

    /// <summary>How many rows a group has.</summary>
    internal static int CountOf(ParquetRowGroupReader group)
        => group.RowCount is >= 0 and <= MostRows
            ? (int)group.RowCount
            : throw new InvalidDataException($"a group of its rows has {group.RowCount}; at most {MostRows} can be read at once");
}
