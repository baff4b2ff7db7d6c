using Saddle.Layers;
using Saddle.Tests.Support;

namespace Saddle.Tests.Layers;

public sealed class MaxoutTests
{
    [Fact]
    public void A_unit_is_the_largest_of_its_pieces_and_only_that_one_learns()
    {
        using DisposeScope scope = torch.NewDisposeScope();
        Tensor input = torch.tensor([1f, 5, 2, -1, -3, -2], 1, 6).requires_grad_();
        Tensor output = new Maxout(3).Forward(input);
        Assert.Equal([5f, -1], output.ToArray<float>());
        Tensor slope = torch.grad([output.sum()], [input])[0]!;
        Assert.Equal([0f, 1, 0, 1, 0, 0], slope.ToArray<float>());
    }

    [Fact]
    public void Features_that_make_no_whole_units_are_refused()
        => Assert.Equal(
            "Maxout expects [N, F x 3], but received [2, 7].",
            Assert.Throws<ArgumentException>(() => new Maxout(3).Forward(torch.zeros([2, 7]))).Message);
}
