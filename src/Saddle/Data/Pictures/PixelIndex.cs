using System.Text.Json;
using Saddle.Files;

namespace Saddle.Data.Pictures;

/// <summary>What a cache of decoded pictures holds, as its index.json says it.</summary>
/// <param name="Count">How many rows.</param>
/// <param name="Shape">The shape of a row, <c>[C, H, W]</c>.</param>
/// <param name="Skipped">The entries of the listing that could not be decoded, by their numbers, and why; they have no row.</param>
internal sealed record PixelIndex(long Count, SampleShape Shape, IReadOnlyDictionary<int, SkippedFile> Skipped)
{
    /// <summary>How many bytes the rows take.</summary>
    internal long Bytes => Count * Shape.Elements;

    internal void Write(string path)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream, new JsonWriterOptions { Indented = true }))
        {
            json.WriteStartObject();
            json.WriteNumber("count", Count);
            json.WriteStartArray("shape");
            Array.ForEach(Shape.Sizes, json.WriteNumberValue);
            json.WriteEndArray();
            json.WriteStartArray("skipped");
            foreach ((int entry, SkippedFile file) in Skipped.OrderBy(pair => pair.Key))
            {
                json.WriteStartObject();
                json.WriteNumber("entry", entry);
                json.WriteString("file", file.File);
                json.WriteString("reason", file.Reason);
                json.WriteEndObject();
            }
            json.WriteEndArray();
            json.WriteEndObject();
        }
        AtomicFile.WriteBytes(path, stream.GetBuffer().AsSpan(0, (int)stream.Length));
    }

    /// <summary>Reads an index, or gives null where it is missing or damaged.</summary>
    internal static PixelIndex? TryRead(string path)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(File.ReadAllBytes(path));
            JsonElement root = document.RootElement;
            return new PixelIndex(
                root.GetProperty("count").GetInt64(),
                new SampleShape([.. root.GetProperty("shape").EnumerateArray().Select(size => size.GetInt64())]),
                root.GetProperty("skipped").EnumerateArray().ToDictionary(
                    file => file.GetProperty("entry").GetInt32(),
                    file => new SkippedFile(file.GetProperty("file").GetString() ?? "", file.GetProperty("reason").GetString() ?? "")));
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or JsonException or KeyNotFoundException
            or InvalidOperationException or FormatException or ArgumentException)
        {
            return null;
        }
    }
}
