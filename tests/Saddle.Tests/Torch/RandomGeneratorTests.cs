using Saddle.Tests.Support;

namespace Saddle.Tests.Torch;

public sealed class RandomGeneratorTests
{
    [Fact]
    public void Equal_seeds_draw_equal_numbers_and_others_do_not()
    {
        using DisposeScope scope = torch.NewDisposeScope();
        using RandomGenerator one = new(7), same = new(7), other = new(8);
        Tensor drawn = torch.randn([100], one);
        Close.Same(drawn, torch.randn([100], same));
        Assert.NotEqual(drawn.ToArray<float>(), torch.randn([100], other).ToArray<float>());
        Assert.NotEqual(drawn.ToArray<float>(), torch.randn([100], one).ToArray<float>());
        one.manual_seed(7);
        Close.Same(drawn, torch.randn([100], one));
    }

    // An odd count of normal numbers leaves half a pair in the generator, which is part of its state.
    [Theory, InlineData(1), InlineData(3), InlineData(16), InlineData(101)]
    public void A_restored_state_goes_on_exactly(int drawnBefore)
    {
        using DisposeScope scope = torch.NewDisposeScope();
        using RandomGenerator generator = new(7), resumed = new(1);
        _ = torch.randn([drawnBefore], generator);
        byte[] saved = generator.get_state().ToArray<byte>();
        Tensor normal = torch.randn([7], generator), uniform = torch.rand([9], generator);
        Tensor labels = torch.randint(0, 10, [11], generator), order = torch.randperm(13, generator);
        resumed.set_state(torch.tensor(saved));
        Close.Same(normal, torch.randn([7], resumed));
        Close.Same(uniform, torch.rand([9], resumed));
        Close.Same(labels, torch.randint(0, 10, [11], resumed));
        Close.Same(order, torch.randperm(13, resumed));
    }

    [Fact]
    public void A_generator_of_its_own_does_not_disturb_the_default_one()
    {
        using DisposeScope scope = torch.NewDisposeScope();
        torch.manual_seed(3);
        Tensor expected = torch.rand([20]);
        torch.manual_seed(3);
        using var own = new RandomGenerator(99);
        _ = torch.rand([50], own);
        own.manual_seed(5);
        Close.Same(expected, torch.rand([20]));
    }

    [Fact]
    public void The_default_generator_is_the_one_that_is_drawn_from()
    {
        using DisposeScope scope = torch.NewDisposeScope();
        torch.manual_seed(3);
        using RandomGenerator shared = RandomGenerator.Default(Device.Cpu);
        Tensor state = shared.get_state();
        Tensor first = torch.rand([20]);
        shared.set_state(state);
        Close.Same(first, torch.rand([20]));
        shared.set_state(state);
        Close.Same(first, torch.rand([20], shared));
    }

    [Fact]
    public void In_place_draws_take_a_generator_too()
    {
        using DisposeScope scope = torch.NewDisposeScope();
        using RandomGenerator one = new(7), same = new(7);
        Close.Same(torch.zeros([9]).uniform_(-1, 1, one), torch.zeros([9]).uniform_(-1, 1, same));
        Close.Same(torch.zeros([9]).normal_(2, 3, one), torch.zeros([9]).normal_(2, 3, same));
    }

    [Fact]
    public void A_state_of_the_wrong_size_is_refused()
    {
        using DisposeScope scope = torch.NewDisposeScope();
        using var generator = new RandomGenerator(7);
        Assert.Throws<TorchException>(() => generator.set_state(torch.zeros([3], ScalarType.Byte)));
    }

    [Fact]
    public void A_disposed_generator_draws_no_more()
    {
        using DisposeScope scope = torch.NewDisposeScope();
        var generator = new RandomGenerator(7);
        generator.Dispose();
        generator.Dispose();
        Assert.Throws<ObjectDisposedException>(() => torch.rand([2], generator));
        Assert.Throws<ObjectDisposedException>(() => generator.manual_seed(1));
    }
}
