using Saddle.Optimizers;
using Saddle.Tests.Support;

namespace Saddle.Tests.Optimizers;

public sealed class ScheduleTests
{
    [Theory]
    [InlineData("constant", 1, 1, 1, 1)]
    [InlineData("linear", 1, 0.75, 0.5, 0)]
    [InlineData("cosine", 1, 0.853553390593273762, 0.5, 0)]
    public void Schedules_run_from_the_whole_rate(string name, double start, double quarter, double middle, double end)
    {
        LearningRateSchedule schedule = LearningRateSchedule.All.Create(name);
        Close.Equal(start, schedule.Share(0), 1e-15, 0);
        Close.Equal(quarter, schedule.Share(0.25), 1e-15, 0);
        Close.Equal(middle, schedule.Share(0.5), 1e-15, 0);
        Close.Equal(end, schedule.Share(1), 0, 1e-15);
    }

    [Fact]
    public void Every_schedule_is_tried_above_and_has_a_name_in_code()
        => Assert.Equal(
            new[] { LearningRateSchedule.Constant, LearningRateSchedule.Linear, LearningRateSchedule.Cosine },
            LearningRateSchedule.All.Own().Select(entry => entry.Example));

    // The official code of arXiv:2501.05441 has base + (1 - decay) (final - base), decay = (1 + cos(pi n / total)) / 2.
    [Theory, InlineData(0), InlineData(3_000_000), InlineData(19_999_999), InlineData(20_000_000), InlineData(150_000_000)]
    public void A_cosine_ends_at_its_share_after_its_images(long images)
    {
        var schedule = new CosineSchedule { Final = 0.25, Images = 20_000_000 };
        double decay = images >= 20_000_000 ? 0 : 0.5 * (1 + Math.Cos(Math.PI * images / 2e7));
        double progress = schedule.Progress(images, 200_000_000);
        Close.Equal(2e-4 + (1 - decay) * (5e-5 - 2e-4), 2e-4 * schedule.Share(progress), 1e-12, 0);
        Close.Equal(1 - decay, schedule.Way(progress), 0, 1e-12);
    }

    [Fact]
    public void A_line_may_begin_to_fall_in_the_middle()
    {
        var schedule = new LinearSchedule { Start = 0.5 };
        double[] shares = [.. new long[] { 0, 40, 50, 75, 100 }.Select(images => schedule.Share(schedule.Progress(images, 100)))];
        Assert.Equal([1, 1, 1, 0.5, 0], shares);
    }

    [Fact]
    public void Of_a_schedule_that_only_has_shares_the_way_is_what_is_missing()
    {
        Assert.Equal(0, LearningRateSchedule.Constant.Way(0.7));
        Assert.Equal(0.7, LearningRateSchedule.Constant.Progress(7, 10));
        Assert.Equal(1, LearningRateSchedule.Constant.Progress(11, 10));
    }

    [Fact]
    public void Adams_second_decay_goes_its_way_and_its_correction_with_it()
    {
        using DisposeScope scope = torch.NewDisposeScope();
        var linear = new Saddle.Layers.Linear(1, 1, bias: false);
        using var parameters = new ParameterVector(linear);
        using var adam = new Adam(parameters, 0.1, 0, 0.5, 0) { FinalBeta2 = 0.9 };
        Tensor weight = parameters.Values.narrow(0, 0, 1);
        double value = weight.item(), square = 0;
        double[] ways = [0, 0.5, 1], gradients = [1, -3, 2];
        for (int step = 1; step <= 3; step++)
        {
            parameters.Gradients.fill_(gradients[step - 1]);
            adam.Follow(ways[step - 1]);
            adam.Step();
            // PyTorch's, whose betas the official code sets before each step.
            double beta2 = 0.5 + 0.4 * ways[step - 1];
            square = beta2 * square + (1 - beta2) * gradients[step - 1] * gradients[step - 1];
            value -= 0.1 * gradients[step - 1] / Math.Sqrt(square / (1 - Math.Pow(beta2, step)));
            Close.Equal(value, weight.item(), 1e-5, 1e-6);
        }
    }
}
