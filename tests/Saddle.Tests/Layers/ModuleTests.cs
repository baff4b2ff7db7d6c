using Saddle.Layers;
using Saddle.Tests.Support;

namespace Saddle.Tests.Layers;

public sealed class ModuleTests
{
    private static Sequential Network() => new(
        new Conv2d(1, 2, 3), new BatchNorm2d(2), new Sequential(new Flatten(), new Linear(8, 3)), new Dropout(0.5));

    [Fact]
    public void Parameters_and_buffers_are_named_by_their_path()
    {
        using Sequential network = Network();
        Assert.Equal(
            ["0.weight", "0.bias", "1.weight", "1.bias", "2.1.weight", "2.1.bias"],
            network.NamedParameters().Select(p => p.Path));
        Assert.Equal(["1.running_mean", "1.running_var"], network.NamedBuffers().Select(b => b.Path));
        Assert.Equal(18 + 2 + 2 + 2 + 24 + 3, network.ParameterCount);
    }

    [Fact]
    public void Train_reaches_every_module()
    {
        using Sequential network = Network();
        Assert.All(network.Modules(), module => Assert.True(module.Training));
        network.Train(false);
        Assert.All(network.Modules(), module => Assert.False(module.Training));
        Assert.Equal(7, network.Modules().Count());
    }

    [Fact]
    public void Loading_names_every_tensor_that_is_missing_or_misshapen()
    {
        using DisposeScope scope = torch.NewDisposeScope();
        using Sequential network = Network();
        Dictionary<string, Tensor> tensors = network.NamedTensors().ToDictionary(t => t.Path, t => t.Value);
        tensors.Remove("0.bias");
        tensors["2.1.weight"] = torch.zeros([3, 9]);
        Assert.Equal(
            "The tensors do not fit the network: 0.bias is missing; 2.1.weight should be [3, 8] but is [3, 9].",
            Assert.Throws<InputException>(() => network.Load(tensors)).Message);
    }

    [Fact]
    public void Loading_copies_so_that_both_networks_give_the_same()
    {
        using DisposeScope scope = torch.NewDisposeScope();
        using Sequential one = Network(), other = Network();
        one.Train(false);
        other.Train(false);
        Tensor images = torch.randn([5, 1, 4, 4]);
        Assert.NotEqual(one.Forward(images).ToArray<float>(), other.Forward(images).ToArray<float>());
        other.Load(one.NamedTensors().ToDictionary(t => t.Path, t => t.Value));
        Close.Same(one.Forward(images), other.Forward(images));
    }

    [Fact]
    public void Without_required_gradients_the_output_has_none()
    {
        using DisposeScope scope = torch.NewDisposeScope();
        using Sequential network = Network();
        network.RequiresGrad(false);
        Assert.False(network.Forward(torch.randn([5, 1, 4, 4])).requires_grad);
        network.RequiresGrad(true);
        Assert.True(network.Forward(torch.randn([5, 1, 4, 4])).requires_grad);
    }

    [Fact]
    public void Moving_to_a_device_keeps_values_and_gradients_flowing()
    {
        using DisposeScope scope = torch.NewDisposeScope();
        using Sequential network = Network();
        network.Train(false);
        Tensor images = torch.randn([5, 1, 4, 4]);
        Tensor before = network.Forward(images);
        network.To(Device.Cpu);
        Tensor after = network.Forward(images);
        Close.Same(before, after);
        after.sum().backward();
        Assert.All(network.NamedParameters(), p => Assert.NotNull(p.Parameter.Value.grad));
    }

    [Fact]
    public void A_disposed_module_frees_its_tensors()
    {
        Sequential network = Network();
        Tensor weight = network.NamedParameters().First().Parameter.Value;
        Tensor mean = network.NamedBuffers().First().Value;
        network.Dispose();
        Assert.Throws<ObjectDisposedException>(() => weight.dtype);
        Assert.Throws<ObjectDisposedException>(() => mean.dtype);
    }

    [Fact]
    public void Parameters_outlive_the_scope_they_were_made_in()
    {
        Linear layer;
        using (torch.NewDisposeScope())
        {
            layer = new Linear(3, 2);
        }
        using (layer)
        using (torch.NewDisposeScope())
        {
            Assert.Equal([4, 2], layer.Forward(torch.zeros([4, 3])).shape.ToArray());
        }
    }

    [Fact]
    public void An_observer_sees_every_layer_with_its_input_and_output()
    {
        using DisposeScope scope = torch.NewDisposeScope();
        using Sequential network = Network();
        var seen = new List<string>();
        Layer.Observe(
            (layer, input, output) => seen.Add($"{layer.GetType().Name} {input.dim()} to {output.dim()}"),
            () => network.Forward(torch.randn([5, 1, 4, 4])));
        network.Forward(torch.randn([5, 1, 4, 4]));
        Assert.Equal(
            [
                "Conv2d 4 to 4", "BatchNorm2d 4 to 4", "Flatten 4 to 2", "Linear 2 to 2", "Sequential 4 to 2",
                "Dropout 2 to 2", "Sequential 4 to 2",
            ],
            seen);
    }
}
