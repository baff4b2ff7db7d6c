using ParquetSharp;
using ParquetSharp.Schema;

namespace Saddle.Tests.Support;

/// <summary>Parquet files in Hugging Face's layout, written by Apache's own library (ParquetSharp).</summary>
internal static class ParquetBuilder
{
    /// <summary>A row; what is null is empty in the file.</summary>
    internal sealed record Row(byte[]? Image, long? Label = null, string? Text = null);

    /// <summary>Writes rows in groups.</summary>
    /// <param name="path">The file.</param>
    /// <param name="rows">The rows.</param>
    /// <param name="groupSize">How many rows a group has.</param>
    /// <param name="classes">The names of the classes, which the schema's metadata tells; or null.</param>
    /// <param name="compression">How columns are packed.</param>
    /// <param name="image">The name of the pictures' column.</param>
    internal static void Write(
        string path, Row[] rows, int groupSize = 4, string[]? classes = null, Compression compression = Compression.Snappy,
        string image = "image")
    {
        using var schema = new GroupNode(
            "schema", Repetition.Required,
            [
                new GroupNode(
                    image, Repetition.Optional,
                    [
                        new PrimitiveNode("bytes", Repetition.Optional, LogicalType.None(), PhysicalType.ByteArray),
                        new PrimitiveNode("path", Repetition.Optional, LogicalType.String(), PhysicalType.ByteArray),
                    ]),
                new PrimitiveNode("label", Repetition.Optional, LogicalType.Int(64, isSigned: true), PhysicalType.Int64),
                new PrimitiveNode("text", Repetition.Optional, LogicalType.String(), PhysicalType.ByteArray),
            ]);
        using WriterProperties properties = new WriterPropertiesBuilder().Compression(compression).Build();
        using var file = new ParquetFileWriter(path, schema, properties, Metadata(classes));
        foreach (Row[] group in rows.Chunk(groupSize))
        {
            using RowGroupWriter writer = file.AppendRowGroup();
            Add(writer, Array.ConvertAll(group, row => InStruct(row, row.Image)));
            Add(writer, Array.ConvertAll(group, row => InStruct(row, "a.png")));
            Add(writer, Array.ConvertAll(group, row => row.Label));
            Add(writer, Array.ConvertAll(group, row => row.Text));
        }
        file.Close();
    }

    private static Nested<T>? InStruct<T>(Row row, T value) => row.Image is null ? null : new Nested<T>(value);

    private static void Add<T>(RowGroupWriter group, T[] values)
    {
        using LogicalColumnWriter<T> column = group.NextColumn().LogicalWriter<T>();
        column.WriteBatch(values);
    }

    private static Dictionary<string, string> Metadata(string[]? classes) => classes is null
        ? []
        : new()
        {
            ["huggingface"] = """
                {"info": {"features": {"image": {"_type": "Image"}, "label": {"names": ["NAMES"], "_type": "ClassLabel"}}}}
                """.Replace("NAMES", string.Join("\", \"", classes), StringComparison.Ordinal),
        };
}
