using Saddle.Layers;
using Saddle.Tests.Support;

namespace Saddle.Tests.Layers;

public sealed class SequentialTests
{
    [Fact]
    public void Rectifiers_that_write_over_their_input_change_no_bit_of_values_gradients_and_second_derivatives()
    {
        using DisposeScope scope = torch.NewDisposeScope();
        torch.manual_seed(1);
        Layer[] layers =
        [
            new Conv2d(3, 8, 4, 2, 1), new LeakyReLU(), new ConvTranspose2d(8, 6, 4, 2, 1), new BatchNorm2d(6), new ReLU(),
            new ReLU(),
            new Dropout(0), new LeakyReLU(0.1), new Flatten(), new Linear(6 * 64, 5), new ReLU(),
        ];
        using var chain = new Sequential(layers);
        Tensor input = torch.randn([4, 3, 8, 8]).requires_grad_(), kept = input.detach().clone();
        Tensor[] leaves = [input, .. chain.NamedParameters().Select(parameter => parameter.Parameter.Value)];
        Tensor[] together = [.. Results(chain.Forward(input))],
            apart = [.. Results(layers.Aggregate(input, (value, layer) => layer.Forward(value)))];
        Assert.All(apart.Zip(together), pair => Close.Same(pair.First, pair.Second));
        Close.Same(kept, input.detach());

        IEnumerable<Tensor> Results(Tensor output)
        {
            Tensor?[] first = torch.grad([output.square().sum()], leaves, create_graph: true);
            Tensor slope = first[0]!.square().sum();
            Tensor?[] second = torch.grad([slope], leaves, allow_unused: true);
            return [output.detach(), .. first.Select(gradient => gradient!.detach()), .. second.OfType<Tensor>()];
        }
    }

    [Fact]
    public void Only_the_output_of_the_last_layer_is_left_and_the_input_is_the_callers()
    {
        using var chain = new Sequential(
            new Linear(4, 4), new ReLU(), new Sequential(), new Sequential(new Linear(4, 4), new Tanh()), new Flatten());
        using DisposeScope scope = torch.NewDisposeScope();
        Tensor input = torch.randn([2, 4]);
        int before = scope.Count;
        Tensor output = chain.Forward(input);
        Assert.Equal(before + 1, scope.Count);
        Assert.Equal([2, 4], output.shape.ToArray());
        Assert.Equal([2, 4], input.shape.ToArray());
        using var empty = new Sequential();
        Assert.Same(input, empty.Forward(input));
    }
}
