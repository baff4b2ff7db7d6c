using System.Numerics;
using System.Text.Json;
using Parquet;
using Parquet.Schema;

namespace Saddle.Data.Archives;

/// <summary>The columns of Hugging Face's image layout.</summary>
internal static class ParquetColumns
{
    /// <summary>The column of pictures' bytes.</summary>
    /// <param name="schema">The columns.</param>
    /// <param name="name">The name of the pictures' column; where there is none, the only one that holds pictures.</param>
    /// <exception cref="InvalidDataException">There is none.</exception>
    internal static DataField Pictures(ParquetSchema schema, string name)
    {
        DataField[] pictures = [.. schema.DataFields.Where(IsPictures)];
        return pictures.FirstOrDefault(field => field.Path.FirstPart == name)
            ?? (pictures.Length == 1 && pictures[0].Path.Length == 2
                ? pictures[0]
                : throw new InvalidDataException(
                    $"it has no column {name} of pictures; its columns are "
                    + string.Join(", ", schema.Fields.Select(field => field.Name))));
    }

    /// <summary>A column by its name, or null.</summary>
    internal static DataField? Find(ParquetSchema schema, string name)
        => schema.DataFields.FirstOrDefault(
            field => field.Path.Length == 1 && field.Name == name && field.MaxRepetitionLevel == 0);

    /// <summary>
    /// The names of the classes, as the metadata that Hugging Face's library writes tells them; empty where it does not.
    /// </summary>
    /// <param name="metadata">The file's metadata.</param>
    /// <param name="label">The column of class numbers.</param>
    internal static IReadOnlyList<string> ClassesOf(IReadOnlyDictionary<string, string>? metadata, string label)
    {
        if (metadata?.GetValueOrDefault("huggingface") is not { } json)
        {
            return [];
        }
        try
        {
            using JsonDocument document = JsonDocument.Parse(json);
            return In("info", document.RootElement) is { } info && In("features", info) is { } features
                && In(label, features) is { } feature && In("names", feature) is { ValueKind: JsonValueKind.Array } names
                ? [.. names.EnumerateArray().Select(name => name.ToString())]
                : [];
        }
        catch (JsonException)
        {
            return [];
        }
    }

    /// <summary>A column of whole numbers; empty ones are null.</summary>
    /// <exception cref="InvalidDataException">It holds others.</exception>
    internal static Task<int?[]> Numbers(ParquetRowGroupReader group, DataField field, int count)
        => field.ClrType switch
        {
            var type when type == typeof(long) => Numbers<long>(group, field, count),
            var type when type == typeof(int) => Numbers<int>(group, field, count),
            var type when type == typeof(short) => Numbers<short>(group, field, count),
            var type when type == typeof(sbyte) => Numbers<sbyte>(group, field, count),
            var type when type == typeof(byte) => Numbers<byte>(group, field, count),
            var type when type == typeof(ushort) => Numbers<ushort>(group, field, count),
            var type when type == typeof(uint) => Numbers<uint>(group, field, count),
            var type when type == typeof(ulong) => Numbers<ulong>(group, field, count),
            _ => throw new InvalidDataException(
                $"its column {field.Name} should hold the numbers of classes, but holds {Kind(field)}"),
        };

    /// <summary>A column of texts; empty ones are null.</summary>
    /// <exception cref="InvalidDataException">It holds others.</exception>
    internal static async Task<string?[]> Texts(ParquetRowGroupReader group, DataField field, int count)
    {
        if (field.ClrType != typeof(ReadOnlyMemory<char>))
        {
            throw new InvalidDataException($"its column {field.Name} should hold texts, but holds {Kind(field)}");
        }
        var texts = new string?[count];
        await group.ReadAsync(field, texts.AsMemory()!);
        return texts;
    }

    private static async Task<int?[]> Numbers<T>(ParquetRowGroupReader group, DataField field, int count)
        where T : struct, INumber<T>
    {
        var values = new T?[count];
        await group.ReadAsync(field, values.AsMemory());
        return Array.ConvertAll(values, value => value is { } number
            ? long.CreateSaturating(number) is > int.MinValue and <= int.MaxValue and var label
                ? (int)label
                : throw new InvalidDataException($"its column {field.Name} holds {number}, which is no number of a class")
            : (int?)null);
    }

    private static string Kind(DataField field)
        => field.ClrType == typeof(ReadOnlyMemory<char>) ? "texts"
            : field.ClrType == typeof(ReadOnlyMemory<byte>) ? "bytes"
            : field.ClrType.IsPrimitive ? "numbers" : field.ClrType.Name;

    // A column of its own, or the bytes of a struct as Hugging Face's library writes pictures.
    private static bool IsPictures(DataField field)
        => field.MaxRepetitionLevel == 0 && field.ClrType == typeof(ReadOnlyMemory<byte>)
            && (field.Path.Length == 1 || (field.Path.Length == 2 && field.Name == "bytes"));

    private static JsonElement? In(string name, JsonElement element)
        => element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out JsonElement value) ? value : null;
}
