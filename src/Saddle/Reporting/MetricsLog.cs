using System.Buffers;
using System.Text.Json;
using Saddle.Files;

namespace Saddle.Reporting;

/// <summary>
/// A run's numbers on disk, metrics.jsonl: one JSON object a line, each handed to the system as soon as it is logged, so
/// that a killed process leaves every line but perhaps the one it was writing.
/// </summary>
public sealed class MetricsLog : IDisposable
{
    private readonly FileStream _stream;
    private readonly ArrayBufferWriter<byte> _buffer = new();

    /// <summary>Opens a log for appending, or starts it; a line that a crash left unfinished is removed.</summary>
    /// <param name="path">The file; its folder is made if it is missing.</param>
    public MetricsLog(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        string folder = Path.GetDirectoryName(Path.GetFullPath(path))!;
        DurableFolder.Create(folder);
        bool isNew = !File.Exists(path);
        if (!isNew && !MetricsFile.IsWhole(path))
        {
            TruncateAfter(path, long.MaxValue);
        }
        // Without a buffer each line is one write.
        _stream = new FileStream(path, FileMode.Append, FileAccess.Write, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0);
        if (isNew)
        {
            DurableFolder.Flush(folder);
        }
    }

    /// <summary>Adds a line. Numbers that are not finite are written as null, for which JSON has no other word.</summary>
    public void Append(MetricsRow row)
    {
        ArgumentNullException.ThrowIfNull(row);
        _buffer.ResetWrittenCount();
        using (var writer = new Utf8JsonWriter(_buffer))
        {
            Write(writer, row);
        }
        _buffer.Write("\n"u8);
        _stream.Write(_buffer.WrittenSpan);
    }

    /// <summary>Reads every line of a log.</summary>
    /// <param name="path">The file, which may still be written to.</param>
    /// <returns>
    /// The rows in order; a last line that a crash left unfinished is not among them. Null reads as not a number.
    /// </returns>
    /// <exception cref="InputException">A line is not a JSON object; the message says which.</exception>
    public static IReadOnlyList<MetricsRow> Read(string path) => [.. MetricsFile.Read(path).Select(line => line.Row)];

    /// <summary>
    /// Removes the rows after a step, as a resumed run needs, which logs them again. The file is replaced as a whole; rows
    /// without a step stay, as do the other lines' exact bytes. A missing file is left missing.
    /// </summary>
    /// <param name="path">The file, which nobody may be writing to.</param>
    /// <param name="step">The last step to keep.</param>
    /// <param name="damaged">
    /// Told how many lines are no JSON objects, and of the file beside this one to which they are moved, <c>NAME.damaged</c>.
    /// </param>
    /// <returns>How many rows were removed, those lines not among them.</returns>
    public static int TruncateAfter(string path, long step, Action<int, string>? damaged = null)
    {
        if (!File.Exists(path))
        {
            return 0;
        }
        var others = new ArrayBufferWriter<byte>();
        int strange = 0;
        List<MetricsFile.Line> lines = MetricsFile.Read(path, (_, line) =>
        {
            others.Write(line.Span);
            others.Write("\n"u8);
            strange++;
        });
        var kept = new ArrayBufferWriter<byte>();
        int removed = 0;
        foreach (MetricsFile.Line line in lines)
        {
            if (line.Row.Step > step)
            {
                removed++;
                continue;
            }
            kept.Write(line.Bytes.Span);
            kept.Write("\n"u8);
        }
        if (strange > 0)
        {
            string beside = path + ".damaged";
            KeepBeside(beside, others.WrittenSpan);
            damaged?.Invoke(strange, beside);
        }
        if (removed > 0 || strange > 0 || !MetricsFile.IsWhole(path))
        {
            AtomicFile.WriteBytes(path, kept.WrittenSpan);
        }
        return removed;
    }

    // What another program or a broken disk has written is nobody's to destroy.
    private static void KeepBeside(string path, ReadOnlySpan<byte> lines)
    {
        using var file = new FileStream(path, FileMode.Append, FileAccess.Write, FileShare.None, bufferSize: 0);
        file.Write(lines);
        file.Flush(flushToDisk: true);
    }

    /// <summary>Brings what was logged so far to the disk; other threads may log meanwhile.</summary>
    /// <exception cref="IOException">The disk is full or broken.</exception>
    public void Flush() => RandomAccess.FlushToDisk(_stream.SafeFileHandle);

    /// <summary>Closes the file.</summary>
    public void Dispose() => _stream.Dispose();

    private static void Write(Utf8JsonWriter writer, MetricsRow row)
    {
        writer.WriteStartObject();
        foreach ((string name, MetricValue value) in row.Values)
        {
            writer.WritePropertyName(name);
            if (value.Nested is { } nested)
            {
                Write(writer, nested);
            }
            else if (value.WholeNumber is { } integer)
            {
                writer.WriteNumberValue(integer);
            }
            else if (double.IsFinite(value.Number))
            {
                writer.WriteNumberValue(value.Number + 0.0);
            }
            else
            {
                writer.WriteNullValue();
            }
        }
        writer.WriteEndObject();
    }
}
