using System.Text.Json;
using System.Text.Json.Serialization;
using Saddle.Files;

namespace Saddle.Data.Pictures;

/// <summary>What a cache of decoded pictures holds, as its index.json says it.</summary>
/// <param name="Count">How many rows.</param>
/// <param name="Shape">The shape of a row, <c>[C, H, W]</c>.</param>
/// <param name="Skipped">The entries of the listing that could not be decoded, by their numbers, and why; they have no
/// row.</param>
internal sealed record PixelIndex(long Count, SampleShape Shape, IReadOnlyDictionary<int, SkippedFile> Skipped)
{
    /// <summary>How many bytes the rows take.</summary>
    internal long Bytes => Count * Shape.Elements;

    internal void Write(string path)
    {
        var document = new Document(
            Count, Shape.Sizes,
            [.. Skipped.OrderBy(pair => pair.Key).Select(pair => new Entry(pair.Key, pair.Value.File, pair.Value.Reason))]);
        AtomicFile.WriteBytes(path, JsonSerializer.SerializeToUtf8Bytes(document, PixelIndexJson.Default.Document));
    }

    /// <summary>Reads an index, or gives null where it is missing or damaged.</summary>
    internal static PixelIndex? TryRead(string path)
    {
        try
        {
            Document? read = JsonSerializer.Deserialize(File.ReadAllBytes(path), PixelIndexJson.Default.Document);
            return read is var (count, shape, skipped)
                ? new PixelIndex(
                    count, new SampleShape(shape),
                    skipped.ToDictionary(entry => entry.Number, entry => new SkippedFile(entry.File, entry.Reason)))
                : null;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or JsonException
            or InvalidOperationException or FormatException or ArgumentException)
        {
            return null;
        }
    }

    /// <summary>The file.</summary>
    internal sealed record Document(long Count, long[] Shape, Entry[] Skipped);

    /// <summary>An entry of the listing that has no row. A struct, so that none is null.</summary>
    [method: JsonConstructor]
    internal readonly record struct Entry([property: JsonPropertyName("entry")] int Number, string File, string Reason);
}
