using Saddle.Tests.Support;

namespace Saddle.Tests.Torch;

public sealed class AutogradTests
{
    // float64 rounds each of a handful of operations by 1.1e-16.
    private const double Exact = 1e-14;

    private static Tensor Leaf(params double[] values) => torch.tensor(values).requires_grad_();

    [Fact]
    public void Backward_of_a_cube_is_three_squares()
    {
        using DisposeScope scope = torch.NewDisposeScope();
        Tensor x = Leaf(-2, 0.5, 3);
        x.pow(3).sum().backward();
        Close.Equal([12, 0.75, 27], x.grad!.ToArray<double>(), Exact, 0);
    }

    [Fact]
    public void Second_and_third_derivatives_follow_the_closed_form()
    {
        using DisposeScope scope = torch.NewDisposeScope();
        Tensor x = Leaf(-2, 0.5, 3);
        Tensor first = torch.grad([(x * x.sin()).sum()], [x], create_graph: true)[0]!;
        Tensor second = torch.grad([first.sum()], [x], create_graph: true)[0]!;
        Tensor third = torch.grad([second.sum()], [x])[0]!;
        double[] at = x.ToArray<double>();
        Close.Equal([.. at.Select(v => Math.Sin(v) + v * Math.Cos(v))], first.ToArray<double>(), Exact, Exact);
        Close.Equal([.. at.Select(v => 2 * Math.Cos(v) - v * Math.Sin(v))], second.ToArray<double>(), Exact, Exact);
        Close.Equal([.. at.Select(v => -3 * Math.Sin(v) - v * Math.Cos(v))], third.ToArray<double>(), Exact, Exact);
    }

    [Fact]
    public void The_gradient_of_a_gradients_norm_is_the_Hessian_times_the_gradient()
    {
        using DisposeScope scope = torch.NewDisposeScope();
        Tensor a = torch.tensor([2.0, 1, 1, 3], 2, 2), x = Leaf(1, -2);
        Tensor gradient = torch.grad([0.5 * x.matmul(a).matmul(x)], [x], create_graph: true)[0]!;
        // f = x A x / 2 with A symmetric: its gradient is A x, and half the squared norm's gradient is A A x.
        Close.Equal([0, -5], gradient.ToArray<double>(), Exact, Exact);
        Tensor penalty = torch.grad([0.5 * gradient.square().sum()], [x])[0]!;
        Close.Equal([-5, -15], penalty.ToArray<double>(), Exact, Exact);
    }

    [Fact]
    public void Gradients_and_Hessians_of_a_network_agree_with_finite_differences()
    {
        using DisposeScope scope = torch.NewDisposeScope();
        using var generator = new RandomGenerator(1);
        Tensor input = torch.randn([3, 1, 6, 6], generator, ScalarType.Float64);
        Tensor weight = torch.randn([2, 1, 4, 4], generator, ScalarType.Float64);
        Tensor direction = torch.randn([2, 1, 4, 4], generator, ScalarType.Float64);

        Tensor Loss(Tensor w) => torch.conv2d(input, w, null, [2, 2], [1, 1]).tanh().leaky_relu(0.2).softplus().square().mean();
        Tensor Gradient(Tensor w, bool create = false)
        {
            Tensor leaf = create ? w : w.detach().requires_grad_();
            return torch.grad([Loss(leaf)], [leaf], create_graph: create)[0]!;
        }

        // A central difference errs by h^2 / 6 of the third derivative and by 1e-16 / h of rounding: about 1e-10 at h = 1e-5.
        const double h = 1e-5;
        Tensor gradient = Gradient(weight);
        double slope = (Loss(weight.add(direction, h)).item() - Loss(weight.add(direction, -h)).item()) / (2 * h);
        Close.Equal(slope, (gradient * direction).sum().item(), 1e-7, 1e-9);

        Tensor leaf = weight.clone().requires_grad_();
        Tensor product = torch.grad([(Gradient(leaf, create: true) * direction).sum()], [leaf])[0]!;
        Tensor difference = (Gradient(weight.add(direction, h)) - Gradient(weight.add(direction, -h))) * (1 / (2 * h));
        Close.Equal(difference, product, 1e-7, 1e-9);
        Assert.True(product.abs().max().item() > 1e-3);
    }

    [Fact]
    public void Gradients_add_up_in_a_buffer_that_was_set_before()
    {
        using DisposeScope scope = torch.NewDisposeScope();
        Tensor x = Leaf(1, 2), buffer = torch.tensor([10.0, 10, 10, 10]);
        x.grad = buffer.narrow(0, 1, 2);
        (x * x).sum().backward();
        Assert.Equal([10.0, 12, 14, 10], buffer.ToArray<double>());
        (x * x).sum().backward();
        Assert.Equal([10.0, 14, 18, 10], buffer.ToArray<double>());
        x.grad = null;
        Assert.Null(x.grad);
    }

    [Fact]
    public void Grad_leaves_the_accumulated_gradients_alone()
    {
        using DisposeScope scope = torch.NewDisposeScope();
        Tensor x = Leaf(1, 2);
        Assert.Equal([2.0, 4], torch.grad([(x * x).sum()], [x])[0]!.ToArray<double>());
        Assert.Null(x.grad);
    }

    [Fact]
    public void Backward_takes_the_gradient_of_the_outcome()
    {
        using DisposeScope scope = torch.NewDisposeScope();
        Tensor x = Leaf(1, 2);
        (x * x).backward(torch.tensor([3.0, -1]));
        Assert.Equal([6.0, -4], x.grad!.ToArray<double>());
        Assert.Contains(
            "grad can be implicitly created only for scalar outputs",
            Assert.Throws<TorchException>(() => (x * x).backward()).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_graph_is_walked_twice_only_when_it_is_retained()
    {
        using DisposeScope scope = torch.NewDisposeScope();
        Tensor x = Leaf(1, 2);
        Tensor y = (x * x).sum();
        y.backward(retain_graph: true);
        y.backward();
        Assert.Equal([4.0, 8], x.grad!.ToArray<double>());
        Assert.Contains("second time", Assert.Throws<TorchException>(() => y.backward()).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_unused_input_is_an_error_unless_it_is_allowed()
    {
        using DisposeScope scope = torch.NewDisposeScope();
        Tensor x = Leaf(1, 2), unused = Leaf(3);
        Tensor y = (x * x).sum();
        Assert.Throws<TorchException>(() => torch.grad([y], [x, unused], retain_graph: true));
        Tensor?[] gradients = torch.grad([y], [x, unused], allow_unused: true);
        Assert.NotNull(gradients[0]);
        Assert.Null(gradients[1]);
    }

    [Fact]
    public void Gradient_mode_nests_and_is_restored()
    {
        using DisposeScope scope = torch.NewDisposeScope();
        Tensor x = Leaf(1, 2);
        bool Records() => (x * 2.0).requires_grad;
        Assert.True(Records());
        using (torch.no_grad())
        {
            Assert.False(Records());
            using (torch.no_grad())
            {
                Assert.False(Records());
            }
            Assert.False(Records());
        }
        Assert.True(Records());
    }

    [Fact]
    public void Gradient_mode_belongs_to_its_thread()
    {
        using DisposeScope scope = torch.NewDisposeScope();
        using GradMode mode = torch.no_grad();
        bool elsewhere = false;
        var thread = new Thread(() =>
        {
            using DisposeScope its = torch.NewDisposeScope();
            elsewhere = (Leaf(1) * 2.0).requires_grad;
        });
        thread.Start();
        thread.Join();
        Assert.True(elsewhere);
        Assert.False((Leaf(1) * 2.0).requires_grad);
    }

    [Fact]
    public void A_detached_tensor_has_no_history_and_shares_its_elements()
    {
        using DisposeScope scope = torch.NewDisposeScope();
        Tensor x = Leaf(1, 2);
        Tensor detached = (x * 2.0).detach();
        Assert.False(detached.requires_grad);
        Tensor y = torch.zeros([2]);
        y.detach().fill_(7);
        Assert.Equal([7f, 7f], y.ToArray<float>());
    }

    [Fact]
    public void Integers_cannot_require_gradients()
    {
        using DisposeScope scope = torch.NewDisposeScope();
        Tensor labels = torch.tensor([1L, 2L]);
        Assert.Throws<TorchException>(() => labels.requires_grad = true);
    }

    [Fact]
    public void A_graph_outlives_the_tensors_that_it_was_made_of()
    {
        using DisposeScope outer = torch.NewDisposeScope();
        Tensor x = Leaf(1, 2), y;
        using (DisposeScope inner = torch.NewDisposeScope())
        {
            y = inner.MoveToOuter((x.exp() * x).sum());
        }
        y.backward();
        Close.Equal([2 * Math.E, 3 * Math.Exp(2)], x.grad!.ToArray<double>(), Exact, 0);
    }
}
