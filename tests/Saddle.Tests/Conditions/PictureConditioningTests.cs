using Saddle.Conditions;
using Saddle.Data;
using Saddle.Networks;
using Saddle.Tests.Support;
using Xunit;

namespace Saddle.Tests.Conditions;

public sealed class PictureConditioningTests
{
    private static readonly DataForm s_form = new(new SampleShape(1, 28, 28)) { InputChannels = 1 };
    private static readonly Pix2Pix s_network = new()
    {
        Size = 28, Channels = 1, GeneratorWidth = 4, DiscriminatorWidth = 4, Patch = 34,
    };

    [Fact]
    public void The_distances_are_the_mean_absolute_and_the_mean_squared_one()
    {
        using DisposeScope scope = torch.NewDisposeScope();
        Tensor real = torch.tensor([0.5, -1.0, 0.0, 1.0], 1, 1, 2, 2), fake = torch.tensor([0.25, -1.0, 1.0, -1.0], 1, 1, 2, 2);
        using Discriminator discriminator = new PictureConditioning().CreateDiscriminator(s_network, s_form);
        var term = new ConditionTerm(discriminator, new PictureCondition(real), real, fake, null, null);
        LossTerm[] terms = [.. new PictureConditioning { Adversarial = 1, L1 = 10, L2 = 3 }.GeneratorTerms(term)];
        Assert.Equal(
            [("l1", (0.25 + 1 + 2) / 4, 10), ("l2", (0.0625 + 1 + 4) / 4, 3)],
            terms.Select(one => (one.Name, one.Value.item(), one.Weight)));
        // The distance is told even where it does not count.
        Assert.Equal(
            [("l1", 0.0)],
            new PictureConditioning { Adversarial = 1, L1 = 0 }.GeneratorTerms(term).Select(one => (one.Name, one.Weight)));
    }

    [Fact]
    public void Of_several_draws_only_the_nearest_to_the_real_picture_counts()
    {
        using DisposeScope scope = torch.NewDisposeScope();
        // The first sample's second draw is nearer, the second sample's first.
        Tensor real = torch.tensor([1.0, 1.0, -1.0, -1.0], 2, 1, 1, 2);
        Tensor first = torch.tensor([-1.0, 0.0, -1.0, -0.5], 2, 1, 1, 2), second = torch.tensor([1.0, 0.0, 1.0, 1.0], 2, 1, 1, 2);
        using Discriminator discriminator = new PictureConditioning().CreateDiscriminator(s_network, s_form);
        var term = new ConditionTerm(
            discriminator, new PictureCondition(real), real, first, null, null) { DrawFake = () => second };
        LossTerm[] terms = [.. new PictureConditioning { Adversarial = 1, L1 = 10, L2 = 3, Draws = 2 }.GeneratorTerms(term)];
        Assert.Equal([("l1", (0.5 + 0.25) / 2), ("l2", (0.5 + 0.125) / 2)], terms.Select(one => (one.Name, one.Value.item())));
    }

    [Fact]
    public void The_discriminator_judges_sample_and_picture_together()
    {
        using DisposeScope scope = torch.NewDisposeScope();
        using Discriminator discriminator = new PictureConditioning().CreateDiscriminator(s_network, s_form);
        discriminator.Train(false);
        Tensor sample = torch.randn([2, 1, 28, 28]), picture = torch.randn([2, 1, 28, 28]), other = torch.randn([2, 1, 28, 28]);
        double[] fitting = discriminator.Forward(sample, new PictureCondition(picture)).ToArray<double>();
        // 28, 14, 7, then two convolutions that take a pixel away each: 5x5 squares a picture.
        Assert.Equal(2 * 25, fitting.Length);
        Assert.NotEqual(fitting, discriminator.Forward(sample, new PictureCondition(other)).ToArray<double>());
        Assert.Equal(
            "The discriminator judges samples with pictures [N, 1, H, W], but received none.",
            Assert.Throws<ArgumentException>(() => discriminator.Forward(sample)).Message);
    }

    [Fact]
    public void The_sheet_shows_input_sample_and_real_picture_of_fixed_rows()
    {
        using DisposeScope scope = torch.NewDisposeScope();
        Tensor rows = torch.randint(0, 256, [10, 2, 28, 28]).to(ScalarType.Byte);
        using var data = new ImageSet(new TensorStore(rows), null, [], [], 1);
        SheetPlan plan = new PictureConditioning().Sheet(data, s_form, 27, seed: 5);
        Assert.Equal((9, 2), (plan.Count, plan.Columns));
        Batch batch = data.Read(5, 0, 9);
        Close.Same(batch.Input!, plan.Left!);
        Close.Same(batch.Real, plan.Right!);
        Close.Same(batch.Input!, ((PictureCondition)plan.Condition!).Pictures);
    }

    [Fact]
    public void What_cannot_be_is_refused_with_what_would_do()
    {
        Assert.Equal(
            "picture: adversarial, l1 and l2 are all 0, so that there is nothing to learn from; one must be more.",
            Assert.Throws<InputException>(new PictureConditioning { Adversarial = 0, L1 = 0 }.ThrowIfInvalid).Message);
        Assert.Equal(
            "conditioning picture needs data of two pictures a sample, but these have one; use garment-edges, fork, "
            + "or a folder of pairs (pairs:DIR) or of frames (frames:DIR).",
            Message(() => new PictureConditioning().Check(new DataForm(s_form.Shape))));
        Assert.Equal(
            "conditioning picture needs a network from pictures to pictures, but dcgan is none; set network.name=pix2pix.",
            Message(() => new PictureConditioning().Check(new Dcgan())));
        Assert.Equal(
            "network pix2pix turns pictures into pictures: it needs conditioning.name=picture or learner.name=cyclegan, "
            + "and data of two pictures a sample; "
            + "for pictures from latents take another network, such as dcgan.",
            Message(() => new ConditionalGan().Check(s_network)));
        Assert.Equal(
            "conditioning picture draws 3 answers, but the network has no latent and only one; "
            + "set network.latent=8 or conditioning.draws=1.",
            Message(() => new PictureConditioning { Draws = 3 }.CreateGenerator(s_network, s_form)));
        string Message(Action action) => Assert.Throws<InputException>(action).Message;
    }
}
