using System.Text.Json;

namespace Saddle.Reporting;

/// <summary>The lines of a metrics.jsonl, read.</summary>
internal static class MetricsFile
{
    /// <summary>A line's bytes as they lie in the file, without the line break, and what they say.</summary>
    internal readonly record struct Line(ReadOnlyMemory<byte> Bytes, MetricsRow Row);

    /// <summary>Whether the file is empty or its last line has its line break.</summary>
    internal static bool IsWhole(string path)
    {
        using FileStream stream = Open(path);
        if (stream.Length == 0)
        {
            return true;
        }
        stream.Seek(-1, SeekOrigin.End);
        return stream.ReadByte() == '\n';
    }

    /// <summary>Reads the lines that were written completely.</summary>
    /// <exception cref="InputException">A line with a line break is not a JSON object.</exception>
    internal static List<Line> Read(string path) => Read(path, (number, _) => throw new InputException(
        $"{path}, line {number}: expected a JSON object of numbers; correct the line or delete it."));

    /// <summary>Reads the lines that were written completely and are JSON objects.</summary>
    /// <param name="path">The file.</param>
    /// <param name="other">Given each other line, without its break, with its number from 1.</param>
    internal static List<Line> Read(string path, Action<int, ReadOnlyMemory<byte>> other)
    {
        ReadOnlyMemory<byte> rest = ReadAll(path);
        var lines = new List<Line>();
        for (int number = 1; !rest.IsEmpty; number++)
        {
            int end = rest.Span.IndexOf((byte)'\n');
            ReadOnlyMemory<byte> bytes = end < 0 ? rest : rest[..end];
            rest = end < 0 ? default : rest[(end + 1)..];
            if (bytes.Span.Trim(" \t\r"u8).IsEmpty)
            {
                continue;
            }
            if (Parse(bytes) is { } row)
            {
                lines.Add(new Line(bytes, row));
            }
            else if (end >= 0)
            {
                // Only a line without its break can be one that a crash cut short; this one says something wrong.
                other(number, bytes);
            }
        }
        return lines;
    }

    private static MetricsRow? Parse(ReadOnlyMemory<byte> bytes)
    {
        try
        {
            using var document = JsonDocument.Parse(bytes);
            return document.RootElement.ValueKind == JsonValueKind.Object ? ToRow(document.RootElement) : null;
        }
        // A text that is no UTF-8 shows only when it is asked for.
        catch (Exception error) when (error is JsonException or InvalidOperationException)
        {
            return null;
        }
    }

    private static MetricsRow ToRow(JsonElement element)
    {
        var row = new MetricsRow();
        foreach (JsonProperty property in element.EnumerateObject())
        {
            JsonElement value = property.Value;
            switch (value.ValueKind)
            {
                case JsonValueKind.Number:
                    row[property.Name] = value.TryGetInt64(out long integer)
                        ? MetricValue.FromInt64(integer) : MetricValue.FromDouble(value.GetDouble());
                    break;
                case JsonValueKind.Null:
                    row[property.Name] = double.NaN;
                    break;
                case JsonValueKind.Object:
                    row[property.Name] = ToRow(value);
                    break;
                default:
                    // Text and lists are no metrics; other programs may keep notes there.
                    break;
            }
        }
        return row;
    }

    private static byte[] ReadAll(string path)
    {
        using FileStream stream = Open(path);
        using var memory = new MemoryStream();
        stream.CopyTo(memory);
        return memory.ToArray();
    }

    private static FileStream Open(string path)
        => new(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
}
