using System.Buffers.Binary;
using System.Text.Json;
using Saddle.Torch;

namespace Saddle.Files;

/// <summary>
/// The safetensors format: an 8-byte little-endian header length, a JSON header that gives each tensor's type, shape and place,
/// and the elements in row-major order.
/// </summary>
public static class SafeTensors
{
    private const long MaximumHeader = 100_000_000;

    private static readonly (string Name, ScalarType Type, int Bytes)[] s_types =
    [
        ("F64", ScalarType.Float64, 8), ("F32", ScalarType.Float32, 4), ("F16", ScalarType.Float16, 2),
        ("BF16", ScalarType.BFloat16, 2),
        ("I64", ScalarType.Int64, 8), ("I32", ScalarType.Int32, 4), ("I16", ScalarType.Int16, 2), ("I8", ScalarType.Int8, 1),
        ("U8", ScalarType.Byte, 1), ("BOOL", ScalarType.Bool, 1),
    ];

    /// <summary>Writes tensors to a stream.</summary>
    /// <param name="stream">Where to.</param>
    /// <param name="tensors">Names and tensors; names must differ.</param>
    /// <param name="metadata">Texts that stand in the header as <c>__metadata__</c>; none if left out.</param>
    public static void Write(
        Stream stream, IReadOnlyList<(string Name, Tensor Value)> tensors,
        IReadOnlyDictionary<string, string>? metadata = null)
    {
        ArgumentNullException.ThrowIfNull(stream);
        ArgumentNullException.ThrowIfNull(tensors);
        if (tensors.Select(tensor => tensor.Name).Distinct().Count() < tensors.Count)
        {
            throw new ArgumentException("Two tensors have the same name.", nameof(tensors));
        }
        // The widest elements first: so each begins at a multiple of its own width, as other readers demand.
        tensors = [.. tensors.OrderByDescending(tensor => BytesOf(tensor.Value.dtype))];
        byte[] header = Header(tensors, metadata ?? new Dictionary<string, string>());
        Span<byte> length = stackalloc byte[8];
        BinaryPrimitives.WriteInt64LittleEndian(length, header.Length);
        stream.Write(length);
        stream.Write(header);
        byte[] buffer = [];
        foreach ((_, Tensor value) in tensors)
        {
            int bytes = checked((int)(value.numel() * BytesOf(value.dtype)));
            if (buffer.Length < bytes)
            {
                buffer = new byte[bytes];
            }
            value.CopyTo(buffer.AsSpan(0, bytes));
            stream.Write(buffer, 0, bytes);
        }
    }

    /// <summary>Reads every tensor of a file; the caller's scope owns them.</summary>
    /// <exception cref="InvalidDataException">
    /// The file is no safetensors file, or is damaged; the message names it and says how.
    /// </exception>
    public static Dictionary<string, Tensor> Read(string path)
    {
        using FileStream file = File.OpenRead(path);
        try
        {
            return Read(file, file.Length);
        }
        catch (InvalidDataException error)
        {
            throw new InvalidDataException($"{path}: {error.Message}", error);
        }
    }

    /// <summary>Reads every tensor of a stream; the caller's scope owns them.</summary>
    /// <param name="stream">Positioned at the first byte.</param>
    /// <param name="total">The bytes that the stream holds.</param>
    /// <exception cref="InvalidDataException">It is no safetensors data, or is damaged; the message says how.</exception>
    public static Dictionary<string, Tensor> Read(Stream stream, long total)
    {
        ArgumentNullException.ThrowIfNull(stream);
        Span<byte> prefix = stackalloc byte[8];
        if (total < 8 || stream.ReadAtLeast(prefix, 8, throwOnEndOfStream: false) < 8)
        {
            throw new InvalidDataException("shorter than a safetensors header");
        }
        long length = BinaryPrimitives.ReadInt64LittleEndian(prefix);
        if (length < 2 || length > Math.Min(MaximumHeader, total - 8))
        {
            throw new InvalidDataException($"its header would be {length} bytes long, in a file of {total}");
        }
        try
        {
            var header = new byte[length];
            stream.ReadExactly(header);
            return ReadElements(stream, ParseHeader(header, total - 8 - length));
        }
        catch (EndOfStreamException error)
        {
            throw new InvalidDataException($"it ends before its {total} bytes", error);
        }
    }

    private static Dictionary<string, Tensor> ReadElements(Stream stream, List<Slot> slots)
    {
        var tensors = new Dictionary<string, Tensor>(slots.Count);
        byte[] buffer = [];
        foreach (Slot slot in slots)
        {
            int bytes = checked((int)(slot.End - slot.Begin));
            if (buffer.Length < bytes)
            {
                buffer = new byte[bytes];
            }
            stream.ReadExactly(buffer, 0, bytes);
            tensors.Add(slot.Name, torch.FromBytes(buffer.AsSpan(0, bytes), slot.Type, slot.Shape));
        }
        return tensors;
    }

    private sealed record Slot(string Name, ScalarType Type, long[] Shape, long Begin, long End);

    private static byte[] Header(
        IReadOnlyList<(string Name, Tensor Value)> tensors, IReadOnlyDictionary<string, string> metadata)
    {
        using var memory = new MemoryStream();
        using (var json = new Utf8JsonWriter(memory))
        {
            json.WriteStartObject();
            if (metadata.Count > 0)
            {
                json.WriteStartObject("__metadata__");
                foreach ((string key, string text) in metadata)
                {
                    json.WriteString(key, text);
                }
                json.WriteEndObject();
            }
            long offset = 0;
            foreach ((string name, Tensor value) in tensors)
            {
                json.WriteStartObject(name);
                json.WriteString("dtype", Array.Find(s_types, t => t.Type == value.dtype).Name);
                json.WriteStartArray("shape");
                foreach (long size in value.shape)
                {
                    json.WriteNumberValue(size);
                }
                json.WriteEndArray();
                json.WriteStartArray("data_offsets");
                json.WriteNumberValue(offset);
                offset += value.numel() * BytesOf(value.dtype);
                json.WriteNumberValue(offset);
                json.WriteEndArray();
                json.WriteEndObject();
            }
            json.WriteEndObject();
        }
        // The elements begin at a multiple of eight bytes; the format pads its header with spaces.
        while (memory.Length % 8 != 0)
        {
            memory.WriteByte((byte)' ');
        }
        return memory.ToArray();
    }

    private static List<Slot> ParseHeader(byte[] header, long dataLength)
    {
        var slots = new List<Slot>();
        try
        {
            using JsonDocument document = JsonDocument.Parse(header);
            foreach (JsonProperty property in document.RootElement.EnumerateObject())
            {
                if (property.Name != "__metadata__")
                {
                    slots.Add(ParseSlot(property));
                }
            }
        }
        catch (Exception error)
            when (error is JsonException or InvalidOperationException or KeyNotFoundException or FormatException)
        {
            throw new InvalidDataException($"its header is not valid ({error.Message.TrimEnd('.')})", error);
        }
        if (slots.Select(slot => slot.Name).Distinct().Count() < slots.Count)
        {
            throw new InvalidDataException("two of its tensors have the same name");
        }
        slots.Sort((a, b) => a.Begin != b.Begin ? a.Begin.CompareTo(b.Begin) : a.End.CompareTo(b.End));
        long next = 0;
        foreach (Slot slot in slots)
        {
            if (slot.Begin != next || slot.End < slot.Begin || slot.End - slot.Begin != ExpectedBytes(slot))
            {
                throw new InvalidDataException($"the place of {slot.Name} does not fit its shape or its neighbours");
            }
            next = slot.End;
        }
        return next == dataLength
            ? slots
            : throw new InvalidDataException($"its header promises {next} bytes of elements, but it holds {dataLength}");
    }

    private static Slot ParseSlot(JsonProperty property)
    {
        string dtype = property.Value.GetProperty("dtype").GetString() ?? "";
        (string? name, ScalarType type, _) = Array.Find(s_types, t => t.Name == dtype);
        if (name is null)
        {
            throw new InvalidDataException($"{property.Name} has the unknown element type {dtype}");
        }
        long[] shape = [.. property.Value.GetProperty("shape").EnumerateArray().Select(size => size.GetInt64())];
        JsonElement offsets = property.Value.GetProperty("data_offsets");
        if (offsets.GetArrayLength() != 2)
        {
            throw new InvalidDataException($"{property.Name} needs two data_offsets, but has {offsets.GetArrayLength()}");
        }
        return new Slot(property.Name, type, shape, offsets[0].GetInt64(), offsets[1].GetInt64());
    }

    private static long ExpectedBytes(Slot slot)
    {
        // An empty tensor's other sizes are bounded as well: strides are products of them.
        Int128 bytes = BytesOf(slot.Type);
        foreach (long size in slot.Shape)
        {
            bytes *= Math.Max(size, 1);
            if (size < 0 || bytes > int.MaxValue)
            {
                return -1;
            }
        }
        return slot.Shape.Contains(0) ? 0 : (long)bytes;
    }

    private static int BytesOf(ScalarType type) => Array.Find(s_types, t => t.Type == type).Bytes;
}
