using Saddle.Conditions;
using Saddle.Data;
using Saddle.Data.Pictures;
using Saddle.Learners;
using Saddle.Networks;
using Saddle.Objectives;
using Saddle.Optimizers;
using Saddle.Tests.Support;
using Saddle.Training;
using Xunit;

namespace Saddle.Tests.Learners;

public sealed class CycleLearnerTests
{
    private const int Batch = 4;

    private static readonly DataForm s_form = new(new SampleShape(1, 16, 16)) { InputChannels = 1 };

    private static readonly Recipe s_recipe = Recipes.Find("cyclegan").WithLearner<CycleConsistency>(game => game with
    {
        Network = new CycleGan { Size = 16, Channels = 1, GeneratorWidth = 4, DiscriminatorWidth = 4, Blocks = 1, Patch = 16 },
    }) with { Batch = Batch, Images = 1_000, Threads = 1 };

    [Fact]
    public void The_errors_are_mean_absolute_distances_of_the_two_ways_there_and_back()
    {
        using DisposeScope scope = torch.NewDisposeScope();
        using DataSet data = Pictures();
        using Learner learner = Learner(s_recipe);
        // The networks know no difference between training and evaluation, so a look at them beforehand tells what the first step
        // finds.
        var (there, back) = (Generator(learner, "generator.there."), Generator(learner, "generator.back."));
        Batch batch = data.Sampler(1, Device.Cpu).Next(Batch);
        Tensor a = batch.Input!, b = batch.Real;
        double cycle = (Distance(Of(back, Of(there, a)), a) + Distance(Of(there, Of(back, b)), b)) / 2;
        double identity = (Distance(Of(there, b), b) + Distance(Of(back, a), a)) / 2;
        Dictionary<string, double> metrics = learner.Make(s_recipe.FirstStep(data.Sampler(1, Device.Cpu)))
            .ToDictionary(pair => pair.Name, pair => pair.Value);
        Close.Equal(cycle, metrics["cycle_error"], 1e-5, 0);
        Close.Equal(identity, metrics["identity_error"], 1e-5, 0);
        there.Dispose();
        back.Dispose();
    }

    [Fact]
    public void The_generators_loss_is_both_games_and_the_weighted_errors()
    {
        using DisposeScope scope = torch.NewDisposeScope();
        using DataSet data = Pictures();
        double[] losses = [.. new[] { (0.0, 0.0), (10, 0), (0, 5), (10, 5) }.Select(Loss)];
        // Terms are added to one and the same game.
        Close.Equal(losses[1] + losses[2] - losses[0], losses[3], 1e-5, 0);
        Assert.True(losses[1] > losses[0] && losses[2] > losses[0]);

        double Loss((double Cycle, double Identity) weights)
        {
            using Learner learner = Learner(
                s_recipe.WithLearner<CycleConsistency>(game => game with { Cycle = weights.Cycle, Identity = weights.Identity }));
            return learner.Make(s_recipe.FirstStep(data.Sampler(1, Device.Cpu))).First(pair => pair.Name == "generator_loss")
                .Value;
        }
    }

    [Fact]
    public void The_recipes_game_is_the_papers_whose_least_squares_are_not_halved()
    {
        using DisposeScope scope = torch.NewDisposeScope();
        using DataSet data = Pictures();
        double LossOf(double adversarial)
        {
            using Learner learner = Learner(s_recipe.WithLearner<CycleConsistency>(
                game => game with { Adversarial = adversarial, Cycle = 0, Identity = 0 }));
            return learner.Make(s_recipe.FirstStep(data.Sampler(1, Device.Cpu))).First(pair => pair.Name == "generator_loss")
                .Value;
        }
        Assert.Equal(2, ((CycleConsistency)s_recipe.Learner).Adversarial);
        Close.Equal(2 * LossOf(1), LossOf(2), 1e-6, 0);
        Assert.True(LossOf(1) > 0.01);
    }

    [Fact]
    public void A_run_resumes_with_its_history_and_has_a_way_back()
    {
        using var folder = new TemporaryFolder();
        using var pictures = new PictureFolder();
        for (int k = 0; k < 6; k++)
        {
            pictures.Add($"A/{k}.png", 16, 16, (byte)(40 * k));
            pictures.Add($"B/{k}.png", 20, 16, (byte)(250 - 40 * k));
        }
        // More fakes than the history holds before the break, so that some of what comes after was kept before it.
        Recipe recipe = s_recipe.WithLearner<CycleConsistency>(game => game with
        {
            History = 10,
            Schedule = LearningRateSchedule.Constant,
        }) with
        {
            Data = new UnpairedSource { Path = pictures.Path },
            Images = 24 * Batch,
            LogEverySteps = 1,
            SampleCount = 4,
            SampleEveryImages = 12 * Batch,
        };
        string straight = folder.File("straight"), resumed = folder.File("resumed");
        Tiny.Train(recipe, straight).Dispose();
        Tiny.Train(recipe with { Images = 12 * Batch }, resumed).Dispose();
        using Run run = Tiny.Resume(resumed, recipe.Images);
        RunFolder.AssertSame(straight, resumed);
        using DisposeScope scope = torch.NewDisposeScope();
        var condition = new PictureCondition(torch.zeros([1, 1, 24, 12]));
        Tensor there = run.Generator.Sample(1, 0, condition), back = run.ReverseGenerator!.Sample(1, 0, condition);
        Assert.Equal([1L, 1L, 24L, 12L], back.shape.ToArray());
        Assert.NotEqual(there.ToArray<double>(), back.ToArray<double>());
    }

    [Fact]
    public void What_cannot_be_is_refused_with_what_would_do()
    {
        Assert.Equal(
            "learner cyclegan needs a network from pictures to pictures, but dcgan is none; "
            + "set network.name=cyclegan or pix2pix.",
            Message(s_recipe.WithLearner<CycleConsistency>(game => game with { Network = new Dcgan() }), s_form));
        Assert.Equal(
            "learner cyclegan needs data of two sets of pictures; use garment-edges with data.paired=false, or a folder "
                + "with the sub-folders A and B (unpaired:DIR).",
            Message(s_recipe, new DataForm(s_form.Shape)));

        static string Message(Recipe recipe, DataForm form)
            => Assert.Throws<InputException>(() => recipe.Learner.Check(form, recipe.Batch)).Message;
    }

    private static Learner Learner(Recipe recipe)
    {
        torch.manual_seed(7);
        return recipe.Learner.Create(recipe.Setup(s_form));
    }

    private static ImageSet Pictures()
    {
        using var random = new RandomGenerator(2);
        return new ImageSet(new TensorStore(torch.randint(0, 256, [12, 2, 16, 16], random).to(ScalarType.Byte)), null, [], [], 1);
    }

    private static PictureGenerator Generator(Learner learner, string prefix)
    {
        PictureGenerator generator = ((PictureNetwork)s_recipe.Network()).CreateTranslator(s_form.Shape, 1);
        generator.Load(learner.NamedTensors().Where(tensor => tensor.Name.StartsWith(prefix, StringComparison.Ordinal))
            .ToDictionary(tensor => tensor.Name[prefix.Length..], tensor => tensor.Value));
        return generator;
    }

    private static Tensor Of(PictureGenerator generator, Tensor pictures)
        => generator.Sample((int)pictures.size(0), 0, new PictureCondition(pictures));

    private static double Distance(Tensor made, Tensor wanted) => (made - wanted).abs().mean().item();
}
