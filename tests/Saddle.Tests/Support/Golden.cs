using System.Buffers.Binary;
using System.Text.Json;

namespace Saddle.Tests.Support;

/// <summary>
/// Reference tensors, written by the scripts in tests/Goldens. Reads the safetensors format on its own, apart from the
/// library's reader: 8 bytes of header length, a JSON header, the data.
/// </summary>
internal sealed class Golden
{
    private static readonly Dictionary<string, Golden> s_loaded = [];

    private readonly Dictionary<string, (ScalarType Type, long[] Shape, ReadOnlyMemory<byte> Data)> _tensors = [];

    private Golden(byte[] file)
    {
        int headerLength = checked((int)BinaryPrimitives.ReadInt64LittleEndian(file));
        ReadOnlyMemory<byte> data = file.AsMemory(8 + headerLength);
        using JsonDocument header = JsonDocument.Parse(file.AsMemory(8, headerLength));
        foreach (JsonProperty entry in header.RootElement.EnumerateObject())
        {
            ScalarType type = entry.Value.GetProperty("dtype").GetString() switch
            {
                "F32" => ScalarType.Float32,
                "F64" => ScalarType.Float64,
                "I64" => ScalarType.Int64,
                "U8" => ScalarType.Byte,
                string other => throw new InvalidDataException($"{entry.Name} has the type {other}."),
                null => throw new InvalidDataException($"{entry.Name} has no type."),
            };
            long[] shape = [.. entry.Value.GetProperty("shape").EnumerateArray().Select(size => size.GetInt64())];
            int[] offsets = [.. entry.Value.GetProperty("data_offsets").EnumerateArray().Select(offset => offset.GetInt32())];
            _tensors.Add(entry.Name, (type, shape, data[offsets[0]..offsets[1]]));
        }
    }

    internal IEnumerable<string> Keys => _tensors.Keys;

    /// <summary>The tensor of that name.</summary>
    internal Tensor this[string key]
    {
        get
        {
            (ScalarType type, long[] shape, ReadOnlyMemory<byte> data) = _tensors[key];
            return torch.FromBytes(data.Span, type, shape);
        }
    }

    internal static Golden Load(string name)
    {
        if (!s_loaded.TryGetValue(name, out Golden? golden))
        {
            golden = new Golden(File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, "Goldens", name + ".safetensors")));
            s_loaded.Add(name, golden);
        }
        return golden;
    }

    /// <summary>Reads any file of the format.</summary>
    internal static Golden Read(string path) => new(File.ReadAllBytes(path));

    internal bool Has(string key) => _tensors.ContainsKey(key);

    /// <summary>The shape, without making a tensor.</summary>
    internal long[] Shape(string key) => _tensors[key].Shape;

    /// <summary>The elements of a tensor of bytes.</summary>
    internal byte[] Bytes(string key) => _tensors[key].Data.ToArray();

    /// <summary>Every tensor below a path, by the rest of its name.</summary>
    internal Dictionary<string, Tensor> Below(string path)
        => Keys.Where(key => key.StartsWith(path + "/", StringComparison.Ordinal))
            .ToDictionary(key => key[(path.Length + 1)..], key => this[key]);
}
