using Saddle.Layers;
using Saddle.Tests.Support;

namespace Saddle.Tests.Layers;

/// <summary>The forms that CUDA takes, against libtorch's own operators.</summary>
public sealed class FixedOrderTests
{
    private static readonly Dictionary<string, (Func<Tensor, Tensor> Own, Func<Tensor, Tensor> Library)> s_forms = new()
    {
        ["reflection 1"] = (x => FixedOrder.ReflectionPad(x, 1), x => torch.reflection_pad2d(x, 1, 1, 1, 1)),
        ["reflection 3"] = (x => FixedOrder.ReflectionPad(x, 3), x => torch.reflection_pad2d(x, 3, 3, 3, 3)),
        ["no reflection"] = (x => FixedOrder.ReflectionPad(x, 0), x => x),
        ["largest"] = (x => FixedOrder.MaxPool(x, [2, 2]), x => torch.max_pool2d(x, 2)),
        ["largest, a rest left over"] = (x => FixedOrder.MaxPool(x, [1, 4]), x => torch.max_pool2d(x, [1, 4])),
        ["doubled"] = (FixedOrder.Doubled, x => torch.upsample_bilinear2d(x, 2 * x.size(2), 2 * x.size(3))),
        ["halved"] = (
            FixedOrder.Halved,
            x => torch.upsample_bilinear2d_backward(x, [x.size(0), x.size(1), x.size(2) / 2, x.size(3) / 2]) * 0.25),
    };

    public static TheoryData<string> Names => [.. s_forms.Keys];

    [Theory, MemberData(nameof(Names))]
    public void It_gives_what_the_librarys_operator_gives_to_the_second_derivative(string name)
    {
        using DisposeScope scope = torch.NewDisposeScope();
        torch.manual_seed(3);
        Tensor images = torch.randn([2, 3, 4, 6], dtype: ScalarType.Float64);
        Tensor[] own = Derived(s_forms[name].Own, images), library = Derived(s_forms[name].Library, images);
        Assert.All(library.Zip(own), pair => Close.Equal(pair.First, pair.Second, 1e-12, 1e-12));
    }

    [Fact]
    public void Images_of_the_least_sides_are_halved_and_doubled()
    {
        using DisposeScope scope = torch.NewDisposeScope();
        Tensor images = torch.tensor([1f, 2, 3, 4], 1, 1, 2, 2);
        Close.Same(torch.tensor([2.5f], 1, 1, 1, 1), FixedOrder.Halved(images));
        Close.Same(torch.full([1, 1, 2, 2], 7), FixedOrder.Doubled(torch.full([1, 1, 1, 1], 7)));
    }

    [Fact]
    public void Of_equals_the_first_is_the_largest()
    {
        using DisposeScope scope = torch.NewDisposeScope();
        Tensor images = torch.zeros([1, 1, 2, 4]).requires_grad_();
        Tensor slope = torch.grad([FixedOrder.MaxPool(images, [2, 2]).sum()], [images])[0]!;
        Assert.Equal([1f, 0, 1, 0, 0, 0, 0, 0], slope.ToArray<float>());
    }

    // The result, its gradient, and that of the gradient's square.
    private static Tensor[] Derived(Func<Tensor, Tensor> form, Tensor images)
    {
        Tensor input = images.clone().requires_grad_(), scale = torch.full([], 2, ScalarType.Float64).requires_grad_();
        Tensor output = form(input * scale);
        Tensor slope = torch.grad([output.pow(3).sum()], [input], create_graph: true)[0]!;
        return [output, slope, .. torch.grad([slope.square().sum()], [input, scale])!];
    }
}
