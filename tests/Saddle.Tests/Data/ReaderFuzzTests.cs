using Saddle.Data;
using Saddle.Data.Known;
using Saddle.Evaluation;
using Saddle.Files;
using Saddle.Tests.Evaluation;
using Saddle.Tests.Support;
using Xunit;

namespace Saddle.Tests.Data;

public sealed class ReaderFuzzTests
{
    private const string Name = "damaged";

    [Fact]
    public void Whatever_an_idx_file_holds_it_is_read_or_refused()
    {
        byte[] images = IdxBytes.Images(3, 4);
        Fuzz.Run<DataException>(
            [images, IdxBytes.Gzip(images), IdxBytes.Of([4], [0, 1, 2, 3]), IdxBytes.Of([1, 2, 2, 3], new byte[12])],
            bytes =>
            {
                IdxFile file = IdxFile.Read(Name, new MemoryStream(bytes));
                Assert.Equal(file.Sizes.Aggregate(1, (product, size) => product * size), file.Bytes.Length);
            });
    }

    [Fact]
    public void Whatever_a_cifar_file_holds_it_is_read_or_refused()
        => Fuzz.Run<DataException>(
            [CifarBytes.Ten(2), CifarBytes.Hundred(2)],
            bytes =>
            {
                CifarFile file = CifarFile.Read(Name, new MemoryStream(bytes), bytes.Length);
                Assert.Equal(file.Labels.Length * 3072, file.Pixels.Length);
                Assert.All(file.Labels, label => Assert.InRange(label, 0, file.CoarseLabels.Length > 0 ? 99 : 9));
            });

    [Fact]
    public void Whatever_an_npy_file_holds_it_is_read_or_refused()
        => Fuzz.Run<DataException>(
            [.. NpyFileTests.Readable.Select(NpyFileTests.Golden)],
            bytes =>
            {
                NpyFile file = NpyFile.Read(Name, new MemoryStream(bytes), bytes.Length);
                using DisposeScope scope = torch.NewDisposeScope();
                Assert.Equal(file.Shape, file.ToTensor().shape.ToArray());
            });

    [Fact]
    public void Whatever_a_safetensors_file_holds_it_is_read_or_refused()
    {
        using DisposeScope scope = torch.NewDisposeScope();
        var memory = new MemoryStream();
        SafeTensors.Write(
            memory,
            [("a", torch.ones([2, 3])), ("b", torch.zeros([4], ScalarType.Int64)), ("c", torch.full([], 1, ScalarType.Bool))]);
        Fuzz.Run<InvalidDataException>(
            [memory.ToArray()],
            bytes =>
            {
                using DisposeScope round = torch.NewDisposeScope();
                Dictionary<string, Tensor> tensors = SafeTensors.Read(new MemoryStream(bytes), bytes.Length);
                Assert.All(tensors.Values, tensor => Assert.InRange(tensor.numel(), 0, bytes.Length));
            });
    }
}
