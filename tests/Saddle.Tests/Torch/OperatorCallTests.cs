using Saddle.Torch.Engines;
using static Saddle.Torch.Engines.Operator;

namespace Saddle.Tests.Torch;

public sealed class OperatorCallTests
{
    private static readonly float[] s_numbers = [-1.5f, 0.5f, 2.5f];

    [Fact]
    public void Arguments_left_out_take_the_schemas_defaults()
    {
        using DisposeScope scope = torch.NewDisposeScope();
        Tensor x = torch.tensor(s_numbers);
        Assert.Equal([-3f, 1f, 5f], Call("add.Tensor", x, x).ToArray<float>());
        Assert.Equal([-4.5f, 1.5f, 7.5f], Call("add.Tensor", x, x, 2).ToArray<float>());
        Assert.Equal([-0.015f, 0.5f, 2.5f], Call("leaky_relu", x).ToArray<float>());
    }

    [Fact]
    public void An_optional_argument_may_be_None_or_given()
    {
        using DisposeScope scope = torch.NewDisposeScope();
        Tensor x = torch.tensor(s_numbers);
        Assert.Equal(ScalarType.Float32, Call("sum", x, Argument.None).dtype);
        Assert.Equal(ScalarType.Float64, Call("sum", x, ScalarType.Float64).dtype);
        Assert.Equal([-1.5f, 0.5f, 1f], x.clamp(max: 1).ToArray<float>());
        Assert.Equal([0f, 0.5f, 2.5f], x.clamp(min: 0).ToArray<float>());
        Assert.Equal([2f], torch.linear(torch.ones([1, 2]), torch.ones([1, 2])).ToArray<float>());
        Assert.Equal([5f], torch.linear(torch.ones([1, 2]), torch.ones([1, 2]), torch.full([1], 3)).ToArray<float>());
    }

    [Theory, InlineData(1), InlineData(128), InlineData(129), InlineData(5000)]
    public void Lists_of_integers_and_of_tensors_may_be_longer_than_the_scratch_on_the_stack(int count)
    {
        using DisposeScope scope = torch.NewDisposeScope();
        long[] sizes = [.. Enumerable.Repeat(2L, count)];
        Tensor[] parts = CallList("split_with_sizes", torch.arange(0, 2 * count), sizes);
        Assert.Equal(count, parts.Length);
        Assert.Equal([2f * count - 2, 2f * count - 1], parts[^1].ToArray<float>());
        Assert.Equal(Enumerable.Range(0, 2 * count).Select(k => (float)k), torch.cat(parts).ToArray<float>());
    }

    [Fact]
    public void A_list_of_doubles_arrives_in_order()
    {
        using DisposeScope scope = torch.NewDisposeScope();
        Tensor image = torch.ones([1, 1, 2, 2]);
        Tensor larger = Call("upsample_nearest2d.vec", image, Argument.None, new[] { 1.5, 3.0 });
        Assert.Equal([1, 1, 3, 6], larger.shape.ToArray());
    }

    [Fact]
    public void A_list_of_booleans_masks_results_and_one_that_is_masked_out_is_no_tensor()
    {
        using DisposeScope scope = torch.NewDisposeScope();
        Tensor image = torch.ones([1, 1, 2, 2]), middle = torch.zeros([1, 1, 1, 2]), gradient = torch.ones([1, 1, 1, 1]);
        // Halfway between four pixels each has a quarter of the value; between equal ones it does not matter where.
        (Tensor ofImage, Tensor ofPlace) = Backward(true, false);
        Assert.Equal([0.25f, 0.25f, 0.25f, 0.25f], ofImage.ToArray<float>());
        Assert.Equal([0f, 0f], ofPlace.ToArray<float>());
        string refusal = Assert.Throws<TorchException>(() => Backward(false, true)).Message;
        Assert.Contains("returned None", refusal, StringComparison.Ordinal);

        (Tensor, Tensor) Backward(params bool[] wanted)
            => CallPair("grid_sampler_2d_backward", gradient, image, middle, 0, 0, false, wanted);
    }

    [Fact]
    public void A_list_of_optional_tensors_may_hold_None()
    {
        using DisposeScope scope = torch.NewDisposeScope();
        Tensor matrix = torch.arange(0, 6).reshape(2, 3);
        Tensor columns = Call("index.Tensor", matrix, new Tensor?[] { null, torch.tensor([2L, 0L]) });
        Assert.Equal([2f, 0f, 5f, 3f], columns.ToArray<float>());
    }

    [Fact]
    public void A_null_in_a_list_of_tensors_is_an_error_and_not_a_crash()
    {
        using DisposeScope scope = torch.NewDisposeScope();
        Tensor x = torch.tensor(s_numbers);
        Assert.Contains("null", Assert.Throws<TorchException>(() => torch.cat([x, null!])).Message, StringComparison.Ordinal);
    }

    [Theory, InlineData(""), InlineData("                 "), InlineData(null)]
    public void Texts_arrive_whole_whatever_their_length(string? padding)
    {
        using DisposeScope scope = torch.NewDisposeScope();
        padding ??= new string(' ', 3000);
        Tensor x = torch.tensor(s_numbers);
        Tensor product = Call("einsum", "i,i" + padding + "->", new Tensor?[] { x, x });
        Assert.Equal(1.5 * 1.5 + 0.25 + 6.25, product.item(), 1e-6);
        Assert.Equal([-1f, 0f, 1f], Call("div.Tensor_mode", x, torch.full([1], 2.0), "floor").ToArray<float>());
    }

    [Fact]
    public void Several_results_come_in_order()
    {
        using DisposeScope scope = torch.NewDisposeScope();
        (Tensor values, Tensor indices) = CallPair("sort", torch.tensor(s_numbers), 0, true);
        Assert.Equal([2.5f, 0.5f, -1.5f], values.ToArray<float>());
        Assert.Equal([2L, 1L, 0L], indices.ToArray<long>());
        Assert.Equal(ScalarType.Int64, indices.dtype);
    }

    [Fact]
    public void An_operator_in_place_returns_the_tensor_it_changed_and_owns_nothing_new()
    {
        using DisposeScope scope = torch.NewDisposeScope();
        Tensor x = torch.tensor(s_numbers);
        int before = scope.Count;
        Assert.Same(x, x.add_(1).mul_(2).clamp_(0, 5));
        Assert.Equal(before, scope.Count);
        Assert.Equal([0f, 3f, 5f], x.ToArray<float>());
    }

    [Fact]
    public void Shapes_that_do_not_fit_give_libtorchs_own_message()
    {
        using DisposeScope scope = torch.NewDisposeScope();
        Tensor x = torch.zeros([2, 3]);
        Assert.Equal(
            "mat1 and mat2 shapes cannot be multiplied (2x3 and 2x3)", Assert.Throws<TorchException>(() => x.matmul(x)).Message);
        Assert.Equal(
            "The size of tensor a (3) must match the size of tensor b (2) at non-singleton dimension 1",
            Assert.Throws<TorchException>(() => x + torch.zeros([2, 2])).Message);
        Assert.Equal("shape '[4]' is invalid for input of size 6", Assert.Throws<TorchException>(() => x.reshape(4)).Message);
    }

    [Fact]
    public void A_failed_call_leaves_no_tensor_and_the_next_call_works()
    {
        using DisposeScope scope = torch.NewDisposeScope();
        Tensor x = torch.zeros([2, 3]);
        int before = scope.Count;
        Assert.Throws<TorchException>(() => x.matmul(x));
        Assert.Equal(before, scope.Count);
        Assert.Equal([2, 2], x.matmul(x.t()).shape.ToArray());
    }

    [Fact]
    public void An_unknown_operator_is_named()
    {
        using DisposeScope scope = torch.NewDisposeScope();
        Tensor x = torch.zeros([2]);
        foreach (string name in new[] { "no_such_operator", "add.Nothing" })
        {
            var error = Assert.Throws<TorchException>(() => Call(name, x));
            Assert.Contains($"aten::{name}", error.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Too_many_or_too_few_arguments_are_an_error_that_names_the_operator()
    {
        using DisposeScope scope = torch.NewDisposeScope();
        Tensor x = torch.zeros([2]);
        Assert.Equal("too many arguments for aten::relu", Assert.Throws<TorchException>(() => Call("relu", x, x)).Message);
        Assert.Equal("aten::add needs a value for other", Assert.Throws<TorchException>(() => Call("add.Tensor", x)).Message);
    }

    [Fact]
    public void An_argument_of_the_wrong_kind_is_an_error()
    {
        using DisposeScope scope = torch.NewDisposeScope();
        Tensor x = torch.zeros([2]);
        Assert.Throws<TorchException>(() => Call("relu", 3));
        Assert.Throws<TorchException>(() => Call("add.Tensor", x, "text"));
        Assert.Throws<TorchException>(() => Call("reshape", x, x));
    }

    [Fact]
    public void A_result_that_is_no_tensor_is_an_error()
    {
        using DisposeScope scope = torch.NewDisposeScope();
        Assert.Throws<TorchException>(() => Call("size.int", torch.zeros([2]), 0));
        Assert.Throws<TorchException>(() => CallList("relu", torch.zeros([2])));
        Assert.Throws<TorchException>(() => CallPair("relu", torch.zeros([2])));
    }
}
