using Saddle.Learners;

namespace Saddle.Tests.Learners;

public sealed class TurnTests
{
    [Fact]
    public void Numbers_are_losses_then_what_is_shown_then_the_gradients_norms()
    {
        using DisposeScope scope = torch.NewDisposeScope();
        Tensor[] values = [.. Enumerable.Range(0, 7).Select(k => torch.tensor([(double)k]).sum())];
        var judged = new Turn("discriminator", values[0], values[1], [("real_logits", values[2]), ("fake_logits", values[3])]);
        var drawn = new Turn("generator", values[4], values[5], [("sameness", values[6])]);
        Assert.Equal(
            [
                ("discriminator_loss", values[0]), ("generator_loss", values[4]), ("real_logits", values[2]),
                ("fake_logits", values[3]),
                ("sameness", values[6]), ("discriminator_gradient_norm", values[1]), ("generator_gradient_norm", values[5]),
            ],
            Turn.Numbers(judged, drawn));
        Assert.Equal(
            ["generator_loss", "sameness", "generator_gradient_norm"], Turn.Numbers(drawn).Select(number => number.Name));
    }

    [Fact]
    public void Numbers_are_read_in_their_order_whatever_their_types()
    {
        using DisposeScope scope = torch.NewDisposeScope();
        // 0.1f is not 0.1: each is read as exactly as it is held.
        Tensor single = torch.tensor([0.1f]).sum(), exact = torch.tensor([0.1]).sum();
        int before = scope.Count;
        Assert.Equal([("single", (double)0.1f), ("exact", 0.1)], StepNumbers.Read([("single", single), ("exact", exact)]));
        Assert.Equal([("single", (double)0.1f)], StepNumbers.Read([("single", single)]));
        Assert.Equal(before, scope.Count);
    }
}
