using System.Buffers.Binary;
using System.Text;
using Saddle.Files;
using Saddle.Tests.Support;
using Saddle.Torch;
using Xunit;

namespace Saddle.Tests.Files;

public sealed class SafeTensorsTests
{
    public static TheoryData<ScalarType> Types => [.. Enum.GetValues<ScalarType>()];

    [Theory, MemberData(nameof(Types))]
    public void Every_element_type_comes_back_as_it_was(ScalarType type)
    {
        using DisposeScope scope = torch.NewDisposeScope();
        Tensor tensor = torch.tensor([0.0, 1.0, 0.0, 1.0, 1.0, 127.0], 2, 3).to(type);
        Tensor back = RoundTrip(("x", tensor))["x"];
        Assert.Equal(type, back.dtype);
        Assert.Equal([2L, 3L], back.shape.ToArray());
        Assert.Equal(tensor.ToArray<double>(), back.ToArray<double>());
    }

    [Fact]
    public void Scalars_empty_tensors_and_other_layouts_come_back()
    {
        using DisposeScope scope = torch.NewDisposeScope();
        Tensor layout = torch.arange(0, 24).view(1, 2, 3, 4);
        Dictionary<string, Tensor> back = RoundTrip(
            ("scalar", torch.full([], 0.5)),
            ("empty", torch.zeros([0, 7])),
            ("channels last", layout.contiguous(MemoryFormat.ChannelsLast)),
            ("trained ü", torch.ones([2]).requires_grad_()));
        Assert.Equal(4, back.Count);
        Assert.Equal(0, back["scalar"].dim());
        Assert.Equal(0.5, back["scalar"].item());
        Assert.Equal([0L, 7L], back["empty"].shape.ToArray());
        Assert.Equal(layout.ToArray<float>(), back["channels last"].ToArray<float>());
        Assert.Equal([1f, 1f], back["trained ü"].ToArray<float>());
        Assert.Empty(RoundTrip());
    }

    [Fact]
    public void Values_that_are_not_finite_come_back_bit_for_bit()
    {
        using DisposeScope scope = torch.NewDisposeScope();
        float[] values = [float.NaN, float.PositiveInfinity, -0f, float.Epsilon, float.MaxValue];
        Assert.Equal(
            values.Select(BitConverter.SingleToUInt32Bits),
            RoundTrip(("x", torch.tensor(values)))["x"].ToArray<float>().Select(BitConverter.SingleToUInt32Bits));
    }

    [Fact]
    public void The_file_is_as_the_format_says()
    {
        using DisposeScope scope = torch.NewDisposeScope();
        byte[] file = Bytes(
            ("byte", torch.tensor(new byte[] { 7 })), ("double", torch.tensor([1.0])), ("float", torch.tensor([2f, 3f], 1, 2)));
        int length = (int)BinaryPrimitives.ReadInt64LittleEndian(file);
        Assert.Equal(0, length % 8);
        // The widest elements come first, so that each tensor is aligned to its own width.
        Assert.Equal(
            "{\"double\":{\"dtype\":\"F64\",\"shape\":[1],\"data_offsets\":[0,8]},"
            + "\"float\":{\"dtype\":\"F32\",\"shape\":[1,2],\"data_offsets\":[8,16]},"
            + "\"byte\":{\"dtype\":\"U8\",\"shape\":[1],\"data_offsets\":[16,17]}}",
            Encoding.UTF8.GetString(file, 8, length).TrimEnd(' '));
        Assert.Equal<byte>([0, 0, 0, 0, 0, 0, 0xf0, 0x3f, 0, 0, 0, 0x40, 0, 0, 0x40, 0x40, 7], file[(8 + length)..]);
    }

    [Fact]
    public void Files_of_other_writers_are_read()
    {
        using DisposeScope scope = torch.NewDisposeScope();
        // Metadata, no padding, and names in another order than their places.
        byte[] file = File(
            """{"__metadata__":{"format":"pt"},"b":{"dtype":"I16","shape":[2],"data_offsets":[1,5]},"""
            + """ "a":{"dtype":"BOOL","shape":[],"data_offsets":[0,1]}}""",
            [1, 2, 0, 0xff, 0xff]);
        Dictionary<string, Tensor> tensors = Read(file);
        Assert.Equal([2L, -1L], tensors["b"].ToArray<long>());
        Assert.Equal((ScalarType.Bool, 1.0), (tensors["a"].dtype, tensors["a"].item()));
    }

    public static TheoryData<string, string> Damages => new()
    {
        { "[]", "its header is not valid" },
        { "{\"a\"", "its header is not valid" },
        { """{"a":5}""", "its header is not valid" },
        { """{"a":{"shape":[1],"data_offsets":[0,4]}}""", "its header is not valid" },
        { """{"a":{"dtype":"F32","shape":[1]}}""", "its header is not valid" },
        { """{"a":{"dtype":"F32","shape":[1],"data_offsets":[0]}}""", "a needs two data_offsets, but has 1" },
        { """{"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4,8]}}""", "a needs two data_offsets, but has 3" },
        { """{"a":{"dtype":"F32","shape":[1.5],"data_offsets":[0,4]}}""", "its header is not valid" },
        { """{"a":{"dtype":"F32","shape":[1],"data_offsets":[0,1e30]}}""", "its header is not valid" },
        { """{"a":{"dtype":"C64","shape":[1],"data_offsets":[0,8]}}""", "a has the unknown element type C64" },
        {
            """{"a":{"dtype":"F32","shape":[2],"data_offsets":[0,4]}}""",
            "the place of a does not fit its shape or its neighbours"
        },
        {
            """{"a":{"dtype":"F32","shape":[-1],"data_offsets":[0,4]}}""",
            "the place of a does not fit its shape or its neighbours"
        },
        {
            """{"a":{"dtype":"F32","shape":[4611686018427387904,4],"data_offsets":[0,0]}}""",
            "the place of a does not fit its shape or its neighbours"
        },
        {
            """{"a":{"dtype":"F32","shape":[0,4611686018427387904],"data_offsets":[0,0]}}""",
            "the place of a does not fit its shape or its neighbours"
        },
        {
            """{"a":{"dtype":"F32","shape":[1],"data_offsets":[4,0]}}""",
            "the place of a does not fit its shape or its neighbours"
        },
        {
            """{"a":{"dtype":"F32","shape":[1],"data_offsets":[-4,0]}}""",
            "the place of a does not fit its shape or its neighbours"
        },
        {
            """{"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]},"b":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}}""",
            "the place of b does not fit its shape or its neighbours"
        },
        {
            """{"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]},"a":{"dtype":"F32","shape":[1],"data_offsets":[4,8]}}""",
            "two of its tensors have the same name"
        },
        {
            """{"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}}""",
            "its header promises 4 bytes of elements, but it holds 8"
        },
        {
            """{"a":{"dtype":"F32","shape":[500000000],"data_offsets":[0,2000000000]}}""",
            "its header promises 2000000000 bytes of elements, but it holds 8"
        },
        { "{\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4],\"\\ud800\":1}}", "its header" },
    };

    [Theory, MemberData(nameof(Damages))]
    public void A_header_that_does_not_fit_is_refused(string header, string message)
        => Assert.StartsWith(message, Assert.Throws<InvalidDataException>(() => Read(File(header, new byte[8]))).Message);

    [Theory]
    [InlineData(-1), InlineData(0), InlineData(1), InlineData(3), InlineData(99_999_999), InlineData(long.MaxValue),
    InlineData(long.MinValue)]
    public void A_header_length_that_does_not_fit_is_refused(long length)
    {
        byte[] file = File("{}", []);
        BinaryPrimitives.WriteInt64LittleEndian(file, length);
        Assert.Equal(
            $"its header would be {length} bytes long, in a file of 10",
            Assert.Throws<InvalidDataException>(() => Read(file)).Message);
    }

    [Fact]
    public void A_file_is_named_in_what_is_wrong_with_it()
    {
        using var folder = new TemporaryFolder();
        string path = folder.File("damaged.safetensors");
        System.IO.File.WriteAllBytes(path, [.. File("""{"a":{"dtype":"F32","shape":[1],"data_offsets":[4,8]}}""", new byte[8])]);
        Assert.Equal(
            $"{path}: the place of a does not fit its shape or its neighbours",
            Assert.Throws<InvalidDataException>(() => SafeTensors.Read(path)).Message);
    }

    [Fact]
    public void A_stream_that_ends_early_is_refused()
    {
        byte[] file = File("""{"a":{"dtype":"U8","shape":[4],"data_offsets":[0,4]}}""", new byte[4]);
        using var cut = new MemoryStream(file[..^2]);
        Assert.Equal(
            $"it ends before its {file.Length} bytes",
            Assert.Throws<InvalidDataException>(() => SafeTensors.Read(cut, file.Length)).Message);
    }

    [Fact]
    public void Every_shorter_file_is_refused()
    {
        using DisposeScope scope = torch.NewDisposeScope();
        byte[] file = Bytes(("a", torch.ones([2, 2])), ("b", torch.tensor([1L, 2L])));
        for (int length = 0; length < file.Length; length++)
        {
            Assert.Throws<InvalidDataException>(() => Read(file[..length]));
        }
        Assert.Throws<InvalidDataException>(() => Read([.. file, 0]));
    }

    [Fact]
    public void Whatever_a_file_holds_it_is_read_or_refused_and_takes_no_more_memory_than_it_has_bytes()
    {
        using DisposeScope scope = torch.NewDisposeScope();
        byte[] whole = Bytes(
            ("weight", torch.ones([2, 3])), ("state", torch.tensor(new byte[] { 1, 2, 3 })), ("none", torch.zeros([0])));
        var random = new Random(19_370_427);
        int read = 0, refused = 0;
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int round = 0; round < 6000; round++)
        {
            byte[] file = Mutations.Of(whole, random);
            using DisposeScope inner = torch.NewDisposeScope();
            try
            {
                Dictionary<string, Tensor> tensors = Read(file);
                Assert.True(tensors.Values.Sum(tensor => tensor.numel()) <= file.Length);
                read++;
            }
            catch (InvalidDataException)
            {
                refused++;
            }
        }
        Assert.True(read > 100 && refused > 100, $"{read} were read, {refused} refused");
        // 64 KiB a round is what JSON and exceptions take; one false promise of gigabytes would be more than all rounds.
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 6000L << 16);
    }

    [Fact]
    public void Two_tensors_of_one_name_are_not_written()
    {
        using DisposeScope scope = torch.NewDisposeScope();
        Tensor tensor = torch.ones([1]);
        Assert.StartsWith(
            "Two tensors have the same name.",
            Assert.Throws<ArgumentException>(() => Bytes(("a", tensor), ("a", tensor))).Message);
    }

    private static Dictionary<string, Tensor> RoundTrip(params (string, Tensor)[] tensors) => Read(Bytes(tensors));

    private static byte[] Bytes(params (string, Tensor)[] tensors)
    {
        using var memory = new MemoryStream();
        SafeTensors.Write(memory, tensors);
        return memory.ToArray();
    }

    private static Dictionary<string, Tensor> Read(byte[] file)
    {
        using var memory = new MemoryStream(file);
        return SafeTensors.Read(memory, file.Length);
    }

    private static byte[] File(string header, byte[] elements)
    {
        byte[] text = Encoding.UTF8.GetBytes(header);
        return [.. BitConverter.GetBytes((long)text.Length), .. text, .. elements];
    }
}
