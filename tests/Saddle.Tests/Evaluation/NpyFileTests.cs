using System.Text;
using Saddle.Data;
using Saddle.Evaluation;
using Saddle.Tests.Support;
using Xunit;

namespace Saddle.Tests.Evaluation;

/// <summary>Held to files that NumPy wrote (tests/Goldens/make_npy.py), and to headers written here by hand.</summary>
public sealed class NpyFileTests
{
    internal static IReadOnlyList<string> Readable { get; } = ["float32", "float64", "int64", "uint8", "version2", "fortran"];

    internal static byte[] Golden(string name) => System.IO.File.ReadAllBytes(PathOf(name));

    [Theory]
    [InlineData("float32", ScalarType.Float32, new long[] { 3, 5 })]
    [InlineData("version2", ScalarType.Float32, new long[] { 3, 5 })]
    [InlineData("fortran", ScalarType.Float32, new long[] { 3, 5 })]
    [InlineData("float64", ScalarType.Float64, new long[] { 2, 3, 4 })]
    [InlineData("int64", ScalarType.Int64, new long[] { 7 })]
    [InlineData("uint8", ScalarType.Byte, new long[] { 2, 1, 3, 2 })]
    public void Files_of_numpy_are_read(string name, ScalarType type, long[] shape)
    {
        using DisposeScope scope = torch.NewDisposeScope();
        NpyFile file = NpyFile.Read(PathOf(name));
        Tensor tensor = file.ToTensor();
        Assert.Equal((PathOf(name), type, type), (file.Path, file.Type, tensor.dtype));
        Assert.Equal(shape, file.Shape);
        Assert.Equal(shape, tensor.shape.ToArray());
        bool whole = type is ScalarType.Int64 or ScalarType.Byte;
        Assert.Equal(
            Enumerable.Range(0, (int)tensor.numel()).Select(k => whole ? k : (k / 4.0) - 2), tensor.ToArray<double>());
    }

    [Theory]
    [InlineData("{'descr':'|u1','fortran_order':False,'shape':(2,)}")]
    [InlineData("  { 'shape' : ( 2 , 1 ) , 'fortran_order' : False , 'descr' : '|u1' , }  \n")]
    public void Headers_of_other_writers_are_read(string header)
        => Assert.Equal([7, 8], Read(File(header, [7, 8])).Bytes);

    [Theory]
    [InlineData("(4,)", new byte[] { 0, 1, 2, 3 }, new byte[] { 0, 1, 2, 3 })]
    [InlineData("(2, 3)", new byte[] { 0, 3, 1, 4, 2, 5 }, new byte[] { 0, 1, 2, 3, 4, 5 })]
    [InlineData("(2, 1, 3)", new byte[] { 0, 3, 1, 4, 2, 5 }, new byte[] { 0, 1, 2, 3, 4, 5 })]
    [InlineData("(2, 2, 2)", new byte[] { 0, 4, 2, 6, 1, 5, 3, 7 }, new byte[] { 0, 1, 2, 3, 4, 5, 6, 7 })]
    public void In_Fortran_order_the_first_index_runs_fastest(string shape, byte[] stored, byte[] byRows)
        => Assert.Equal(byRows, Read(File($"{{'descr': '|u1', 'fortran_order': True, 'shape': {shape}, }}", stored)).Bytes);

    [Theory]
    [InlineData("version3", "it is of version 3 of the .npy format; versions 1 and 2 can be read.")]
    [InlineData(
        "big-endian",
        "its elements are of type '>f4'; only '<f4', '<f8', '<i8', '|u1' can be read: convert them with astype.")]
    [InlineData(
        "float16", "its elements are of type '<f2'; only '<f4', '<f8', '<i8', '|u1' can be read: convert them with astype.")]
    [InlineData(
        "structured",
        "its header should give descr, fortran_order and shape once each, but is {'descr': [('a', '<f4'), ('b', '<i8')], "
        + "'fortran_order': False, 'shape': (3,), }....")]
    [InlineData("scalar", "it has 0 dimensions; 1 to 8 can be read.")]
    [InlineData("empty", "it is empty (0 x 4); at least one element is needed.")]
    public void Files_of_numpy_that_cannot_be_used_are_refused(string name, string message)
        => Assert.Equal($"{PathOf(name)}: {message}", Assert.Throws<DataException>(() => NpyFile.Read(PathOf(name))).Message);

    public static TheoryData<byte[], string> Damages => new()
    {
        { [], "not an .npy file: expected it to begin with 934E554D5059, found ." },
        { "hello, I am text"u8.ToArray(), "not an .npy file: expected it to begin with 934E554D5059, found 68656C6C6F2C2049." },
        { Golden("float32")[..9], "truncated within its header." },
        { Golden("float32")[..100], "truncated within its header." },
        {
            Golden("float32")[..^1],
            "its header promises 60 bytes (3 x 5 elements of 4), but it holds 59; save or copy the file again."
        },
        {
            [.. Golden("float32"), 0],
            "its header promises 60 bytes (3 x 5 elements of 4), but it holds 61; save or copy the file again."
        },
        {
            File("{'descr': '|u1', 'shape': (2,), }", [1, 2]),
            "its header should give descr, fortran_order and shape once each, but is {'descr': '|u1', 'shape': (2,), }."
        },
        {
            File(Header("(2,), 'shape': (2,)"), [1, 2]),
            $"its header should give descr, fortran_order and shape once each, but is {Header("(2,), 'shape': (2,)")}."
        },
        { File(Header("(-2,)"), [1, 2]), "its shape (-2,) is not a list of whole numbers." },
        { File(Header("(2.0,)"), [1, 2]), "its shape (2.0,) is not a list of whole numbers." },
        { File(Header("(1,1,1,1,1,1,1,1,1)"), [1]), "it has 9 dimensions; 1 to 8 can be read." },
        {
            File(Header("(9999999999, 9999999999, 9999999999)"), []),
            "its header promises 9999999999 x 9999999999 x 9999999999 elements of 1 bytes; at most 2 GiB can be read."
        },
        {
            [0x93, .. "NUMPY"u8, 2, 0, 0xff, 0xff, 0xff, 0x7f],
            "its header would be 2147483647 bytes long; at most 10000 are read."
        },
    };

    [Theory, MemberData(nameof(Damages), DisableDiscoveryEnumeration = true)]
    public void Damage_is_told_with_the_file_and_what_was_expected(byte[] bytes, string message)
        => Assert.Equal($"file: {message}", Assert.Throws<DataException>(() => Read(bytes)).Message);

    [Fact]
    public void Promised_gigabytes_that_are_not_there_take_no_memory()
    {
        byte[] bytes = File(Header("(2000000000,)"), [1, 2, 3]);
        long before = GC.GetAllocatedBytesForCurrentThread();
        Assert.Throws<DataException>(() => Read(bytes));
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 1 << 20);
    }

    [Fact]
    public void A_long_header_of_spaces_is_refused_at_once()
    {
        byte[] bytes = File(new string(' ', 9999) + "x", []);
        long start = System.Diagnostics.Stopwatch.GetTimestamp();
        Assert.Throws<DataException>(() => Read(bytes));
        // Milliseconds where no way to split the spaces is tried twice; minutes where all are.
        Assert.InRange(System.Diagnostics.Stopwatch.GetElapsedTime(start).TotalSeconds, 0, 5);
    }

    [Fact]
    public void A_missing_file_and_a_folder_are_told()
    {
        using var folder = new TemporaryFolder();
        foreach (string path in new[] { folder.File("missing"), folder.Path })
        {
            Assert.StartsWith($"{path}: cannot be read (", Assert.Throws<DataException>(() => NpyFile.Read(path)).Message);
        }
    }

    private static string PathOf(string name) => Path.Combine(AppContext.BaseDirectory, "Goldens", "npy", name + ".npy");

    private static NpyFile Read(byte[] bytes) => NpyFile.Read("file", new MemoryStream(bytes), bytes.Length);

    private static string Header(string shape) => $"{{'descr': '|u1', 'fortran_order': False, 'shape': {shape}, }}";

    private static byte[] File(string header, byte[] elements)
        => [
            0x93, .. "NUMPY"u8, 1, 0, (byte)header.Length, (byte)(header.Length >> 8), .. Encoding.Latin1.GetBytes(header),
            .. elements,
        ];
}
