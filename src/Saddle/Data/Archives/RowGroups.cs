using Parquet;
using Parquet.Schema;

namespace Saddle.Data.Archives;

/// <summary>
/// The pictures of Parquet files, a group of rows at a time, since none can be read without the others of its group. The last two
/// groups are kept: who reads the pictures in their order reads each group once.
/// </summary>
/// <param name="column">The column of pictures.</param>
internal sealed class RowGroups(string column)
{
    private const int MostKept = 2;

    private readonly Lock _lock = new();
    private readonly List<(string Path, int Group, Lazy<byte[]?[]> Pictures)> _kept = [];

    /// <summary>The column in a schema.</summary>
    /// <exception cref="InvalidDataException">There is none.</exception>
    internal DataField PicturesOf(ParquetSchema schema) => ParquetColumns.Pictures(schema, column);

    /// <summary>A picture's bytes; none where the row has no picture.</summary>
    /// <exception cref="InvalidDataException">The group is damaged.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    internal byte[] Picture(string path, int group, int row) => Find(path, group).Value[row] ?? [];

    private Lazy<byte[]?[]> Find(string path, int group)
    {
        lock (_lock)
        {
            int at = _kept.FindIndex(kept => kept.Group == group && kept.Path == path);
            (string, int, Lazy<byte[]?[]> Pictures) found = at >= 0
                ? _kept[at]
                : (path, group, new Lazy<byte[]?[]>(() => ParquetReading.Run(path, reader => Read(reader, group))));
            if (at >= 0)
            {
                _kept.RemoveAt(at);
            }
            else if (_kept.Count == MostKept)
            {
                _kept.RemoveAt(0);
            }
            _kept.Add(found);
            return found.Pictures;
        }
    }

    private async Task<byte[]?[]> Read(ParquetReader reader, int number)
    {
        using ParquetRowGroupReader group = reader.OpenRowGroupReader(number);
        var pictures = new byte[]?[ParquetReading.CountOf(group)];
        await group.ReadAsync(PicturesOf(reader.Schema), pictures.AsMemory()!);
        return pictures;
    }
}
