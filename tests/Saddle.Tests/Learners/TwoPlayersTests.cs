using Saddle.Data;
using Saddle.Data.Synthetic;
using Saddle.Layers;
using Saddle.Learners;
using Saddle.Optimizers;
using Saddle.Tests.Support;

namespace Saddle.Tests.Learners;

/// <summary>Two linear players, whose gradients are known.</summary>
public sealed class TwoPlayersTests : IDisposable
{
    private const double Rate = 0.125;

    private readonly DisposeScope _scope = torch.NewDisposeScope();
    private readonly DataSet _data = new Ring().Open();
    private readonly Linear _draw = new(2, 2, bias: false);
    private readonly Linear _judge = new(2, 1);
    private readonly TwoPlayers _game;
    private readonly StepContext _context;
    private readonly Tensor _latents = torch.tensor([1f, 2, 3, 4], 2, 2);

    public TwoPlayersTests()
    {
        SgdChoice descent = new() { LearningRate = Rate };
        var choice = new Adversarial();
        _game = new TwoPlayers(
            new Player("generator", _draw, descent, choice), new Player("discriminator", _judge, descent, choice));
        _context = new StepContext(_data.Sampler(1, Device.Cpu), 2);
    }

    public void Dispose()
    {
        _game.Dispose();
        _data.Dispose();
        _scope.Dispose();
    }

    [Fact]
    public void The_discriminators_update_moves_it_along_its_gradient_and_leaves_the_generator_alone()
    {
        (double[] drawing, double[] judging) = (Values(_game.Generator), Values(_game.Discriminator));
        // The fakes have a history here, which must not matter.
        Tensor fake = _draw.Forward(_latents);
        Turn turn = _game.UpdateDiscriminator(_context, () => new Loss(_judge.Forward(fake).mean()));
        Assert.Equal(drawing, Values(_game.Generator));
        double[] gradient = [.. fake.mean([0]).ToArray<double>(), 1];
        double[] moved = [.. judging.Zip(gradient, (value, slope) => value - Rate * slope)];
        Close.Equal(moved, Values(_game.Discriminator), 1e-5, 1e-6);
        Assert.Equal("discriminator", turn.Player);
        Close.Equal(Math.Sqrt(gradient.Sum(slope => slope * slope)), turn.GradientNorm.item(), 1e-5, 0);
        Assert.Equal((1L, 0L), (_game.Discriminator.Optimizer.Steps, _game.Generator.Optimizer.Steps));
    }

    [Fact]
    public void The_generators_update_moves_it_along_its_gradient_and_leaves_the_discriminator_and_its_gradient_alone()
    {
        _game.UpdateDiscriminator(_context, () => new Loss(_judge.Forward(_latents).mean()));
        (double[] drawing, double[] judging) = (Values(_game.Generator), Values(_game.Discriminator));
        double[] slopes = Parts(_game.Discriminator, _game.Discriminator.Parameters.Gradients);
        Turn turn = _game.UpdateGenerator(_context, () => new Loss(_judge.Forward(_draw.Forward(_latents)).mean()));
        Assert.Equal(judging, Values(_game.Discriminator));
        Assert.Equal(slopes, Parts(_game.Discriminator, _game.Discriminator.Parameters.Gradients));
        // Row i of the weight makes coordinate i, which the judge weighs by its own weight; latents have the mean (2, 3).
        double[] gradient = [2 * judging[0], 3 * judging[0], 2 * judging[1], 3 * judging[1]];
        double[] moved = [.. drawing.Zip(gradient, (value, slope) => value - Rate * slope)];
        Close.Equal(moved, Values(_game.Generator), 1e-5, 1e-6);
        Assert.Equal("generator", turn.Player);
        // The discriminator learns again at its next turn.
        _game.UpdateDiscriminator(_context, () => new Loss(_judge.Forward(_latents).mean()));
        Assert.NotEqual(judging, Values(_game.Discriminator));
    }

    [Theory, InlineData(false), InlineData(true)]
    public void What_an_update_makes_is_freed_after_it_but_for_its_numbers(bool generator)
    {
        List<Tensor> made = [];
        int before = _scope.Count;
        Turn turn = generator ? _game.UpdateGenerator(_context, Loss) : _game.UpdateDiscriminator(_context, Loss);
        Assert.Equal(before + 4, _scope.Count);
        Assert.Equal(4, made.Count);
        Assert.All(made, tensor => Assert.Throws<ObjectDisposedException>(() => tensor.sum()));
        Assert.Equal(["first", "second"], turn.Shown.Select(shown => shown.Name));
        Assert.All(
            [turn.Loss, turn.GradientNorm, .. turn.Shown.Select(shown => shown.Value)],
            number => Assert.Equal((0L, false, true), (number.dim(), number.requires_grad, double.IsFinite(number.item()))));

        Loss Loss()
        {
            Tensor fake = Made(_draw.Forward(_latents)), logits = Made(_judge.Forward(fake));
            return new Loss(Made(logits.mean())) { Shown = [("first", logits.max()), ("second", Made(fake.detach().sum()))] };
        }

        Tensor Made(Tensor tensor)
        {
            made.Add(tensor);
            return tensor;
        }
    }

    [Fact]
    public void The_learning_rate_is_the_schedules_at_the_steps_progress()
    {
        var linear = new Linear(1, 1, bias: false);
        using var player = new Player(
            "one", linear, new SgdChoice { LearningRate = Rate }, new Adversarial { Schedule = new LinearSchedule() });
        var context = new StepContext(_data.Sampler(1, Device.Cpu), 2, totalImages: 8);
        // 0, 2, 4 and 6 of 8 images are done before the steps.
        foreach (double share in new[] { 1, 0.75, 0.5, 0.25 })
        {
            double before = Values(player)[0];
            player.Descend(new Loss(linear.Forward(torch.ones([1, 1])).sum()), context);
            Close.Equal(before - Rate * share, Values(player)[0], 1e-5, 1e-6);
            context.Step++;
        }
    }

    private static double[] Values(Player player) => Parts(player, player.Parameters.Values);

    // Without what lies between parameters in the buffer.
    private static double[] Parts(Player player, Tensor buffer)
        => [.. player.Parameters.Parts(buffer).SelectMany(part => part.Value.ToArray<double>())];
}
