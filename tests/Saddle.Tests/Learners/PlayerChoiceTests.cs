using Saddle.Data;
using Saddle.Data.Synthetic;
using Saddle.Learners;
using Saddle.Networks;
using Saddle.Optimizers;
using Saddle.Tests.Support;
using Saddle.Training;

namespace Saddle.Tests.Learners;

public sealed class PlayerChoiceTests
{
    [Theory]
    [InlineData(AverageWarmup.None, 0, 5_000), InlineData(AverageWarmup.None, 1_562, 5_000)]
    [InlineData(AverageWarmup.Ramp, 0, 3.2), InlineData(AverageWarmup.Ramp, 15, 51.2)]
    [InlineData(AverageWarmup.Ramp, 1_562, 5_000)]
    [InlineData(AverageWarmup.Schedule, 0, 0), InlineData(AverageWarmup.Schedule, 1_562, 2_499.2)]
    public void The_half_life_begins_as_the_warm_up_says(AverageWarmup warmup, long step, double halfLife)
    {
        var choice = new Adversarial { AverageWarmup = warmup, Schedule = LearningRateSchedule.Linear };
        using DataSet data = new Ring().Open();
        var context = new StepContext(data.Sampler(1, Device.Cpu), 64, 200_000);
        context.StartFrom(step);
        Close.Equal(halfLife, choice.HalfLifeImages(context), 1e-12, 0);
    }

    [Fact]
    public void A_warm_up_by_a_schedule_that_stays_is_refused()
        => Assert.Equal(
            [
                "average_warmup schedule follows a schedule that goes somewhere, but schedule is constant; "
                + "set schedule=cosine, or average_warmup=ramp",
            ],
            new Adversarial { AverageWarmup = AverageWarmup.Schedule }.Problems());

    // The grid is drawn from the average: at 1,000 images it has to show what the live generator draws.
    [Theory, InlineData(AverageWarmup.Ramp, 0, 0.05), InlineData(AverageWarmup.None, 0.5, 1)]
    public void After_a_thousand_images_the_average_is_the_generator(AverageWarmup warmup, double least, double most)
    {
        using DisposeScope scope = torch.NewDisposeScope();
        Recipe recipe = Recipes.Find("ring").WithLearner<Adversarial>(game => game with
        {
            Network = new Mlp { GeneratorWidth = 16, DiscriminatorWidth = 16, HiddenLayers = 1 },
            AverageHalfLifeImages = 5_000,
            AverageWarmup = warmup,
        }) with { Batch = 64, Images = 150_000 };
        using DataSet data = new Ring().Open();
        torch.manual_seed(3);
        using Learner learner = recipe.Learner.Create(recipe.Setup(new DataForm(new SampleShape(2))));
        Tensor start = Flat(learner.Generator);
        learner.Make(recipe.FirstStep(data.Sampler(1, Device.Cpu)), 16);
        Tensor live = Flat(learner.Networks[0].Network), average = Flat(learner.Generator);
        Assert.InRange((average - live).norm().item() / (live - start).norm().item(), least, most);
    }

    private static Tensor Flat(Saddle.Layers.Module network)
        => torch.cat([.. network.NamedParameters().Select(parameter => parameter.Parameter.Value.detach().flatten())]).clone();
}
