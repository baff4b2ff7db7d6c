using Saddle.Tests.Support;

namespace Saddle.Tests.Torch;

public sealed class TensorDataTests
{
    [Fact]
    public void Every_element_type_makes_the_round_trip()
    {
        using DisposeScope scope = torch.NewDisposeScope();
        RoundTrip<byte>([0, 255], ScalarType.Byte);
        RoundTrip<int>([int.MinValue, int.MaxValue], ScalarType.Int32);
        RoundTrip<long>([long.MinValue, long.MaxValue], ScalarType.Int64);
        RoundTrip<float>([float.Epsilon, float.MaxValue], ScalarType.Float32);
        RoundTrip<double>([double.Epsilon, double.MaxValue], ScalarType.Float64);

        static void RoundTrip<T>(T[] values, ScalarType type) where T : unmanaged
        {
            Tensor tensor = torch.tensor(values);
            Assert.Equal(type, tensor.dtype);
            Assert.Equal([2], tensor.shape.ToArray());
            Assert.Equal(values, tensor.ToArray<T>());
        }
    }

    [Fact]
    public void Other_element_types_are_refused()
        => Assert.Equal(
            "Int16 is no element type: expected byte, int, long, float or double.",
            Assert.Throws<ArgumentException>(() => torch.tensor<short>([1])).Message);

    [Fact]
    public void ToArray_converts_and_to_changes_the_type()
    {
        using DisposeScope scope = torch.NewDisposeScope();
        Tensor x = torch.tensor([1.75, -2.25]);
        Assert.Equal([1L, -2L], x.ToArray<long>());
        Assert.Equal([1.75f, -2.25f], x.to(ScalarType.Float32).ToArray<float>());
        Assert.Equal(ScalarType.BFloat16, x.to(ScalarType.BFloat16).dtype);
        Assert.Equal([1.75, -2.25], x.to(ScalarType.Float16).ToArray<double>());
        Assert.Equal([1, 0], x.gt(0).ToArray<byte>());
        Assert.Equal(ScalarType.Bool, x.gt(0).dtype);
    }

    [Fact]
    public void Views_are_read_in_row_major_order_whatever_their_strides()
    {
        using DisposeScope scope = torch.NewDisposeScope();
        Tensor x = torch.arange(0, 6).reshape(2, 3);
        Assert.Equal([0f, 3f, 1f, 4f, 2f, 5f], x.t().ToArray<float>());
        var copied = new float[6];
        x.t().CopyTo(copied.AsSpan());
        Assert.Equal([0f, 3f, 1f, 4f, 2f, 5f], copied);
        Assert.Equal([2f, 5f], x.select(1, 2).ToArray<float>());
        Assert.Equal([7f, 7f, 7f], torch.full([1], 7).expand(3).ToArray<float>());
        Tensor image = torch.arange(0, 16).reshape(1, 2, 2, 4);
        Tensor channelsLast = image.contiguous(MemoryFormat.ChannelsLast);
        Assert.Equal([16, 1, 8, 2], channelsLast.stride());
        Assert.Equal(image.ToArray<float>(), channelsLast.ToArray<float>());
    }

    [Fact]
    public void Data_that_does_not_fill_the_shape_is_refused()
    {
        Assert.Equal(
            "the shape needs 16 bytes, but 12 were given",
            Assert.Throws<TorchException>(() => torch.tensor([1f, 2f, 3f], 2, 2)).Message);
        Assert.Throws<TorchException>(() => torch.tensor([1f, 2f], -1));
    }

    [Fact]
    public void A_destination_of_another_size_is_refused()
    {
        using Tensor x = torch.zeros([3]);
        Assert.Equal(
            "the tensor holds 12 bytes, but there is room for 8",
            Assert.Throws<TorchException>(() => x.CopyTo(new float[2].AsSpan())).Message);
    }

    [Fact]
    public void Empty_tensors_are_tensors()
    {
        using DisposeScope scope = torch.NewDisposeScope();
        Tensor empty = torch.tensor(Array.Empty<float>());
        Assert.Equal([0], empty.shape.ToArray());
        Assert.Empty(empty.ToArray<float>());
        Assert.Equal(0, torch.zeros([2, 0, 3]).numel());
    }

    [Fact]
    public void Item_reads_the_only_element()
    {
        using DisposeScope scope = torch.NewDisposeScope();
        Assert.Equal(2.5, torch.full([1, 1], 2.5).item());
        Assert.Equal(
            "item() needs a tensor of one element, but its shape is [2].",
            Assert.Throws<InvalidOperationException>(() => torch.zeros([2]).item()).Message);
    }

    [Fact]
    public void A_layout_is_recognised_and_changed_without_changing_values()
    {
        using DisposeScope scope = torch.NewDisposeScope();
        Tensor image = torch.randn([2, 3, 4, 5]);
        Assert.True(image.Has(MemoryFormat.Contiguous));
        Assert.False(image.Has(MemoryFormat.ChannelsLast));
        Tensor other = image.to(MemoryFormat.ChannelsLast);
        Assert.False(other.Has(MemoryFormat.Contiguous));
        Assert.True(other.Has(MemoryFormat.ChannelsLast));
        Close.Same(image, other);
        Assert.True(torch.empty([2, 3, 4, 5], format: MemoryFormat.ChannelsLast).Has(MemoryFormat.ChannelsLast));
        Assert.True(other.clone().Has(MemoryFormat.ChannelsLast));
        Assert.True(other.clone(MemoryFormat.Contiguous).Has(MemoryFormat.Contiguous));
    }

    [Fact]
    public void Sizes_count_from_either_end()
    {
        using DisposeScope scope = torch.NewDisposeScope();
        Tensor x = torch.zeros([2, 3, 5]);
        Assert.Equal((3, 2L, 5L, 3L, 30L), (x.dim(), x.size(0), x.size(-1), x.size(-2), x.numel()));
        Assert.Equal("[2, 3, 5] Float32 on cpu", x.ToString());
    }

    [Fact]
    public void Operators_of_tensors_and_numbers_follow_arithmetic()
    {
        using DisposeScope scope = torch.NewDisposeScope();
        Tensor x = torch.tensor([1.0, 4.0]), y = torch.tensor([2.0, 5.0]);
        Assert.Equal([3.0, 9.0], (x + y).ToArray<double>());
        Assert.Equal([-1.0, -1.0], (x - y).ToArray<double>());
        Assert.Equal([9.0, 6.0], (10 - x).ToArray<double>());
        Assert.Equal([-9.0, -6.0], (x - 10).ToArray<double>());
        Assert.Equal([2.0, 20.0], (x * y).ToArray<double>());
        Assert.Equal([0.5, 0.8], (x / y).ToArray<double>());
        Assert.Equal([0.5, 2.0], (x / 2).ToArray<double>());
        Assert.Equal([-1.0, -4.0], (-x).ToArray<double>());
        Assert.Equal([7.0, 10.0], (6 + x).ToArray<double>());
        Assert.Equal([2.0, 4.0], torch.where(x.gt(3), x, y).ToArray<double>());
    }
}
