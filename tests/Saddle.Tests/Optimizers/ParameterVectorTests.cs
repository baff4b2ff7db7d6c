using Saddle.Layers;
using Saddle.Optimizers;
using Saddle.Tests.Support;

namespace Saddle.Tests.Optimizers;

public sealed class ParameterVectorTests
{
    private static Sequential Network() => new(
        new ConvTranspose2d(5, 4, 4), new BatchNorm2d(4), new ReLU(), new Conv2d(4, 3, 3, 1, 1),
        new Flatten(), new Linear(48, 2));

    [Fact]
    public void Flattening_leaves_values_and_output_as_they_were()
    {
        using DisposeScope scope = torch.NewDisposeScope();
        using Sequential network = Network();
        network.Train(false);
        Tensor latent = torch.randn([3, 5, 1, 1]);
        Tensor[] before = [.. network.NamedParameters().Select(p => p.Parameter.Value.detach().clone())];
        Tensor output = network.Forward(latent);
        using var parameters = new ParameterVector(network);
        Assert.All(before.Zip(network.NamedParameters()), pair => Close.Same(pair.First, pair.Second.Parameter.Value));
        Close.Same(output, network.Forward(latent));
    }

    [Fact]
    public void The_networks_tensors_are_views_of_the_values()
    {
        using DisposeScope scope = torch.NewDisposeScope();
        using Sequential network = Network();
        network.Train(false);
        using var parameters = new ParameterVector(network);
        Tensor latent = torch.randn([3, 5, 1, 1]);
        parameters.Values.fill_(0.5);
        Assert.All(
            network.NamedParameters().SelectMany(p => p.Parameter.Value.ToArray<float>()), value => Assert.Equal(0.5f, value));
        parameters.Values.zero_();
        Assert.All(network.Forward(latent).ToArray<float>(), value => Assert.Equal(0f, value));
    }

    [Fact]
    public void Gradients_land_in_the_buffer_and_add_up()
    {
        using DisposeScope scope = torch.NewDisposeScope();
        using Sequential network = Network();
        Tensor latent = torch.randn([3, 5, 1, 1]);
        Tensor[] leaves = [.. network.NamedParameters().Select(p => p.Parameter.Value)];
        Tensor[] expected = torch.grad([network.Forward(latent).square().sum()], leaves)!;

        using var parameters = new ParameterVector(network);
        network.Forward(latent).square().sum().backward();
        network.Forward(latent).square().sum().backward();
        foreach ((Tensor once, (string path, Tensor twice)) in expected.Zip(parameters.Parts(parameters.Gradients)))
        {
            // The same operators on the same values in another memory layout, in float32.
            Close.Equal(2 * once, twice, 0, 1e-5 * Math.Max(1, once.abs().max().item()), path);
            Assert.True(twice.abs().max().item() > 0 || once.abs().max().item() == 0, path);
        }
        parameters.ZeroGradients();
        Assert.All(
            network.NamedParameters().SelectMany(p => p.Parameter.Value.grad!.ToArray<float>()),
            value => Assert.Equal(0f, value));
    }

    [Fact]
    public void Four_dimensional_weights_lie_channels_last_and_others_in_rows()
    {
        using DisposeScope scope = torch.NewDisposeScope();
        using Sequential network = Network();
        using var parameters = new ParameterVector(network);
        foreach ((string path, Parameter parameter) in network.NamedParameters())
        {
            foreach (Tensor tensor in new[] { parameter.Value, parameter.Value.grad! })
            {
                long[] sizes = tensor.shape.ToArray();
                long[] expected = sizes switch
                {
                    [_, var c, var h, var w] => [c * h * w, 1, c * w, c],
                    [_, var columns] => [columns, 1],
                    _ => [1],
                };
                Assert.True(expected.SequenceEqual(tensor.stride()), path);
            }
        }
    }

    [Fact]
    public void The_gaps_between_parameters_stay_zero_after_Adam()
    {
        using DisposeScope scope = torch.NewDisposeScope();
        using Sequential network = Network();
        using var parameters = new ParameterVector(network);
        using var optimizer = new Adam(parameters, 0.1);
        for (int k = 0; k < 3; k++)
        {
            parameters.ZeroGradients();
            network.Forward(torch.randn([3, 5, 1, 1])).square().sum().backward();
            optimizer.Step();
        }
        // Marks the parameters in a buffer of the same layout: what is left unmarked are the gaps.
        Tensor mark = parameters.NewBuffer();
        foreach ((_, Tensor part) in parameters.Parts(mark))
        {
            part.fill_(1);
        }
        float[] marks = mark.ToArray<float>();
        Assert.Equal(network.ParameterCount, marks.Count(value => value == 1));
        Assert.Contains(0f, marks);
        foreach (Tensor buffer in optimizer.State.Select(state => state.Value).Concat([parameters.Values, parameters.Gradients]))
        {
            Assert.All(buffer.ToArray<float>().Zip(marks).Where(pair => pair.Second == 0), pair => Assert.Equal(0f, pair.First));
        }
    }

    [Fact]
    public void A_network_without_parameters_is_refused()
    {
        using var network = new Sequential(new ReLU());
        Assert.Equal(
            "A network without parameters has nothing to optimise.",
            Assert.Throws<ArgumentException>(() => new ParameterVector(network)).Message);
    }

    [Fact]
    public void What_is_not_trained_has_one_buffer_and_records_no_gradients()
    {
        using DisposeScope scope = torch.NewDisposeScope();
        using Sequential network = Network();
        using var parameters = new ParameterVector(network, isTrained: false);
        Assert.False(network.Forward(torch.randn([3, 5, 1, 1])).requires_grad);
        Assert.All(network.NamedParameters(), pair => Assert.Null(pair.Parameter.Value.grad));
        Assert.Throws<InvalidOperationException>(() => parameters.Gradients);
    }

    [Fact]
    public void A_network_outlives_its_vector()
    {
        using DisposeScope scope = torch.NewDisposeScope();
        using var network = new Linear(3, 2);
        var parameters = new ParameterVector(network);
        parameters.Values.fill_(1);
        parameters.Dispose();
        Assert.Equal([4f, 4f], network.Forward(torch.ones([1, 3])).ToArray<float>());
    }

    [Fact]
    public void Negative_learning_rates_are_refused()
    {
        using var network = new Linear(3, 2);
        using var parameters = new ParameterVector(network);
        Assert.Throws<ArgumentOutOfRangeException>(() => new Adam(parameters, -1e-3));
        Assert.Throws<ArgumentOutOfRangeException>(() => new Sgd(parameters, -1e-3));
    }
}
