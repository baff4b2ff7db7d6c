using System.Buffers.Binary;
using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Saddle.Data;
using Saddle.Torch;

namespace Saddle.Evaluation;

/// <summary>
/// A file in NumPy's .npy format, version 1 or 2: the magic number, the version, the header's length, a header that is a Python
/// dictionary with type, order and shape, and the elements. Elements are float32, float64, int64 or bytes, little-endian, in C
/// or Fortran order.
/// </summary>
/// <param name="Path">Where it was read from.</param>
/// <param name="Shape">The dimensions, 1 to 8 of them, none of them 0.</param>
/// <param name="Type">The elements' type.</param>
/// <param name="Bytes">The elements, row by row, little-endian.</param>
public sealed partial record NpyFile(string Path, long[] Shape, ScalarType Type, byte[] Bytes)
{
    // As NumPy's own reader: no honest header is longer.
    private const int MaximumHeader = 10_000;
    private const int MaximumRank = 8;

    private static readonly byte[] s_magic = [0x93, .. "NUMPY"u8];

    private static readonly (string Descr, ScalarType Type, int Bytes)[] s_types =
        [
            ("<f4", ScalarType.Float32, 4), ("<f8", ScalarType.Float64, 8), ("<i8", ScalarType.Int64, 8),
            ("|u1", ScalarType.Byte, 1),
        ];

    /// <summary>The elements as a tensor of their own type; the caller's scope owns it.</summary>
    public Tensor ToTensor() => torch.FromBytes(Bytes, Type, Shape);

    /// <summary>Reads a file of at most 2 GiB.</summary>
    /// <exception cref="DataException">It is missing, truncated, no .npy file, or of another type or order than can be
    /// read.</exception>
    public static NpyFile Read(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        try
        {
            using FileStream file = File.OpenRead(path);
            return Read(path, file, file.Length);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or NotSupportedException)
        {
            throw new DataException($"{path}: cannot be read ({error.Message.TrimEnd('.')}).", error);
        }
    }

    /// <summary>Writes a tensor as version 1 of the format.</summary>
    /// <param name="stream">Where to.</param>
    /// <param name="values">float32, float64, int64 or bytes, on any device.</param>
    public static void Write(Stream stream, Tensor values)
    {
        ArgumentNullException.ThrowIfNull(stream);
        ArgumentNullException.ThrowIfNull(values);
        (string? descr, _, int width) = Array.Find(s_types, t => t.Type == values.dtype);
        if (descr is null)
        {
            throw new ArgumentException(
                $"Elements of type {values.dtype} cannot be written as .npy; convert them with to().", nameof(values));
        }
        // A Python tuple: of one element only there is a comma after it.
        string sizes = string.Join(", ", values.shape.ToArray()) + (values.dim() == 1 ? "," : "");
        string header = $"{{'descr': '{descr}', 'fortran_order': False, 'shape': ({sizes}), }}";
        // The elements begin at a multiple of 64 bytes; the header is padded with spaces and ends its line.
        int length = ((s_magic.Length + 4 + header.Length + 1 + 63) / 64 * 64) - s_magic.Length - 4;
        stream.Write(
            [
                .. s_magic, 1, 0, (byte)length, (byte)(length >> 8),
                .. Encoding.Latin1.GetBytes(header.PadRight(length - 1) + "\n"),
            ]);
        var bytes = new byte[checked((int)(values.numel() * width))];
        values.CopyTo(bytes.AsSpan());
        stream.Write(bytes);
    }

    /// <summary>Reads from an open stream.</summary>
    /// <param name="path">The name for messages.</param>
    /// <param name="stream">Positioned at the first byte.</param>
    /// <param name="total">The bytes that the stream holds: no header is believed that promises more.</param>
    internal static NpyFile Read(string path, Stream stream, long total)
    {
        (string text, int begin) = ReadHeader(path, stream);
        Match header = Header().Match(text);
        if (!header.Success || header.Groups.Values.Any(group => group.Captures.Count != 1))
        {
            throw new DataException(
                $"{path}: its header should give descr, fortran_order and shape once each, but is {Shorten(text)}.");
        }
        string descr = header.Groups["descr"].Value;
        (string? known, ScalarType type, int width) = Array.Find(s_types, t => t.Descr == descr);
        if (known is null)
        {
            throw new DataException(
                $"{path}: its elements are of type '{Shorten(descr)}'; "
                + $"only {string.Join(", ", s_types.Select(t => $"'{t.Descr}'"))} can be read: convert them with astype.");
        }
        long[] shape = ParseShape(path, header.Groups["shape"].Value);
        byte[] elements = ReadElements(path, stream, shape, width, total - begin);
        return new NpyFile(path, shape, type, header.Groups["order"].Value == "True" ? ByRows(elements, shape, width) : elements);
    }

    private static (string Text, int Begin) ReadHeader(string path, Stream stream)
    {
        Span<byte> prefix = stackalloc byte[12];
        int got = stream.ReadAtLeast(prefix[..8], 8, throwOnEndOfStream: false);
        if (got < 8 || !prefix.StartsWith(s_magic))
        {
            throw new DataException(
                $"{path}: not an .npy file: expected it to begin with 934E554D5059, found {Convert.ToHexString(prefix[..got])}.");
        }
        if (prefix[6] is not (1 or 2))
        {
            throw new DataException($"{path}: it is of version {prefix[6]} of the .npy format; versions 1 and 2 can be read.");
        }
        int width = prefix[6] == 1 ? 2 : 4;
        got = stream.ReadAtLeast(prefix.Slice(8, width), width, throwOnEndOfStream: false);
        long length = width == 2
            ? BinaryPrimitives.ReadUInt16LittleEndian(prefix[8..])
            : BinaryPrimitives.ReadUInt32LittleEndian(prefix[8..]);
        if (got == width && length > MaximumHeader)
        {
            throw new DataException($"{path}: its header would be {length} bytes long; at most {MaximumHeader} are read.");
        }
        var header = new byte[got == width ? length : 1];
        return stream.ReadAtLeast(header, header.Length, throwOnEndOfStream: false) == header.Length && got == width
            ? (Encoding.Latin1.GetString(header), 8 + width + header.Length)
            : throw new DataException($"{path}: truncated within its header.");
    }

    private static long[] ParseShape(string path, string text)
    {
        string[] parts = text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        if (parts.Length is < 1 or > MaximumRank)
        {
            throw new DataException($"{path}: it has {parts.Length} dimensions; 1 to {MaximumRank} can be read.");
        }
        return
        [
            .. parts.Select(part => long.TryParse(part, NumberStyles.None, CultureInfo.InvariantCulture, out long size)
                ? size
                : throw new DataException($"{path}: its shape ({Shorten(text)}) is not a list of whole numbers.")),
        ];
    }

    private static byte[] ReadElements(string path, Stream stream, long[] shape, int width, long there)
    {
        string sizes = string.Join(" x ", shape);
        Int128 length = width;
        foreach (long size in shape)
        {
            length *= size;
            if (length > Array.MaxLength)
            {
                throw new DataException(
                    $"{path}: its header promises {sizes} elements of {width} bytes; at most 2 GiB can be read.");
            }
        }
        if (length == 0)
        {
            throw new DataException($"{path}: it is empty ({sizes}); at least one element is needed.");
        }
        if (length != there)
        {
            throw new DataException(
                $"{path}: its header promises {length} bytes ({sizes} elements of {width}), but it holds {there}; "
                + "save or copy the file again.");
        }
        var bytes = new byte[(int)length];
        stream.ReadExactly(bytes);
        return bytes;
    }

    // From Fortran's order, in which the first index runs fastest, to C's, in which the last one does.
    private static byte[] ByRows(byte[] elements, long[] shape, int width)
    {
        if (shape.Length == 1)
        {
            return elements;
        }
        var rows = new byte[elements.Length];
        var index = new long[shape.Length];
        for (int to = 0; to < rows.Length; to += width)
        {
            long from = 0;
            for (int dimension = shape.Length - 1; dimension >= 0; dimension--)
            {
                from = (from * shape[dimension]) + index[dimension];
            }
            elements.AsSpan((int)(from * width), width).CopyTo(rows.AsSpan(to));
            for (int dimension = shape.Length - 1; dimension >= 0 && ++index[dimension] == shape[dimension]; dimension--)
            {
                index[dimension] = 0;
            }
        }
        return rows;
    }

    private static string Shorten(string text) => text.Length > 80 ? text[..80] + "..." : text.Trim();

    // Atomic groups: without them a header of spaces would be tried in every way to split it.
    [GeneratedRegex(
        """
        ^ (?>\s*) \{ (?>
            (?>\s*) (
                'descr' (?>\s*) : (?>\s*) '(?<descr>[^']*)'
              | 'fortran_order' (?>\s*) : (?>\s*) (?<order>True|False)
              | 'shape' (?>\s*) : (?>\s*) \( (?<shape>[^)]*) \)
            ) (?>\s*) (,|(?=\}))
        )* (?>\s*) \} (?>\s*) $
        """,
        RegexOptions.ExplicitCapture | RegexOptions.IgnorePatternWhitespace | RegexOptions.CultureInvariant)]
    private static partial Regex Header();
}
