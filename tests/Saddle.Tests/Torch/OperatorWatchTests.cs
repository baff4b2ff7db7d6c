using Saddle.Layers;

namespace Saddle.Tests.Torch;

public sealed class OperatorWatchTests
{
    [Fact]
    public void Operators_are_seen_behind_those_that_called_them_and_in_backward_passes_as_well()
    {
        using DisposeScope scope = torch.NewDisposeScope();
        Tensor input = torch.ones([2, 3]).requires_grad_();
        using (var watch = new OperatorWatch())
        {
            torch.linear(input, torch.ones([4, 3]), torch.ones([4])).sum().backward();
            Assert.Contains("aten::linear > aten::addmm", watch.Seen);
            Assert.Contains(watch.Seen, path => path.StartsWith("autograd::engine::evaluate_function", StringComparison.Ordinal));
            Assert.Empty(watch.HostReads);
            Assert.Empty(watch.Nondeterministic);
        }
        _ = input.tanh();
        using var next = new OperatorWatch();
        Assert.Empty(next.Seen);
    }

    public static TheoryData<string, string> Reads => new()
    {
        { "a value", "saddle::to_host" },
        { "values", "saddle::to_host" },
        { "a tensor of the host's", "saddle::from_host" },
        { "another device", "aten::to.device" },
    };

    [Theory, MemberData(nameof(Reads))]
    public void What_waits_for_the_device_is_told(string what, string path)
    {
        using DisposeScope scope = torch.NewDisposeScope();
        Tensor input = torch.ones([4]);
        using var watch = new OperatorWatch();
        _ = what switch
        {
            "a value" => input.sum().item(),
            "values" => input.ToArray<float>()[0],
            "a tensor of the host's" => torch.tensor([1f, 2]).numel(),
            _ => input.cpu().numel(),
        };
        Assert.Contains(path, watch.HostReads);
    }

    [Fact]
    public void What_has_no_fixed_order_on_CUDA_is_told_and_layers_call_what_has_one()
    {
        using DisposeScope scope = torch.NewDisposeScope();
        Tensor images = torch.ones([1, 1, 4, 4]).requires_grad_();
        using (var watch = new OperatorWatch())
        {
            new ReflectionPad2d(1).Forward(images).sum().backward();
            new Upsample(2, bilinear: true).Forward(images).sum().backward();
            Assert.Empty(watch.Nondeterministic);
        }
        using var second = new OperatorWatch();
        torch.max_pool2d(images, 2).sum().backward();
        Assert.Contains(
            second.Nondeterministic, path => path.EndsWith("aten::max_pool2d_with_indices_backward", StringComparison.Ordinal));
    }

    [Fact]
    public void One_watches_at_a_time()
    {
        using var watch = new OperatorWatch();
        Assert.Throws<InvalidOperationException>(() => new OperatorWatch());
        watch.Dispose();
        new OperatorWatch().Dispose();
    }
}
