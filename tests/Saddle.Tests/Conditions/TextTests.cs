using Saddle.Conditions;
using Saddle.Data;
using Saddle.Data.Synthetic;
using Saddle.Learners;
using Saddle.Networks;
using Saddle.Objectives;
using Saddle.Optimizers;
using Saddle.Tests.Support;
using Saddle.Training;

namespace Saddle.Tests.Conditions;

public sealed class TextTests
{
    private static readonly string[] s_places = ["top", "high", "low", "bottom"];

    private static readonly DataForm s_form =
        new(new SampleShape(3, 32, 32)) { Vocabulary = new Vocabulary(["a", "red", "blue", "circle", "square"], 4) };

    private static readonly Network[] s_networks =
    [
        new Dcgan { Size = 32, Channels = 3, Latent = 6, GeneratorWidth = 4, DiscriminatorWidth = 4 },
        new Lucic { Size = 32, Channels = 3, Latent = 6, GeneratorWidth = 4, DiscriminatorWidth = 4, Features = 8 },
        new ResNet { Size = 32, Channels = 3, Latent = 6, GeneratorWidth = 4, DiscriminatorWidth = 4 },
        new R3Gan { Size = 32, Channels = 3, Latent = 6 },
        new Transformer
        {
            Size = 32, Channels = 3, Latent = 6, Width = 8, Heads = 2, GeneratorBlocks = 1, DiscriminatorBlocks = 1,
        },
        new Mlp { Latent = 6, GeneratorWidth = 8, DiscriminatorWidth = 8, HiddenLayers = 1 },
    ];

    public static TheoryData<CaptionReader, int> Pairs
    {
        get
        {
            var pairs = new TheoryData<CaptionReader, int>();
            foreach (CaptionReader encoder in Enum.GetValues<CaptionReader>())
            {
                Enumerable.Range(0, s_networks.Length).ToList().ForEach(network => pairs.Add(encoder, network));
            }
            return pairs;
        }
    }

    [Theory, MemberData(nameof(Pairs))]
    public void Any_image_network_can_draw_captions_and_judge_them(CaptionReader encoder, int network)
    {
        using DisposeScope scope = torch.NewDisposeScope();
        torch.manual_seed(3);
        var text = new Text { Encoder = encoder, Features = 8 };
        using Generator generator = text.CreateGenerator(s_networks[network], s_form);
        using Discriminator discriminator = text.CreateDiscriminator(s_networks[network], s_form);
        Condition condition = text.Of(
            new Batch(torch.zeros([2, 3, 32, 32]), null) { Captions = ["a red circle", "blue square"] }, s_form)!;
        Assert.Equal(6, generator.LatentSize);
        Tensor samples = generator.Forward(generator.Latents(2), condition);
        Assert.Equal([2, 3, 32, 32], samples.shape.ToArray());
        Tensor same = torch.randn([1, 3, 32, 32]).repeat(2, 1, 1, 1);
        // Batch normalisation would leave nothing of two samples that are the same.
        discriminator.Train(false);
        double[] logits = discriminator.Forward(same, condition).ToArray<double>();
        Assert.True(Math.Abs(logits[0] - logits[1]) > 1e-6, "the caption changes nothing");
        Assert.Throws<ArgumentException>(() => generator.Forward(generator.Latents(2)));
        Assert.Throws<ArgumentException>(() => discriminator.Forward(same, new ClassCondition(torch.tensor([0L, 1]))));
    }

    [Fact]
    public void The_logit_is_the_heads_plus_the_caption_against_the_features_as_a_whole_and_at_each_place()
    {
        using DisposeScope scope = torch.NewDisposeScope();
        torch.manual_seed(4);
        var network = new Dcgan
        {
            Size = 32, Channels = 3, Latent = 6, GeneratorWidth = 4, DiscriminatorWidth = 4,
            DiscriminatorNormalization = Normalization.None,
        };
        using Discriminator discriminator = new Text { Features = 8 }.CreateDiscriminator(network, s_form);
        Tensor samples = torch.randn([2, 3, 32, 32]), tokens = s_form.Vocabulary!.Tokens(["a red circle", "blue square"]);
        DiscriminatorOutput judged = discriminator.ForwardWithFeatures(samples, new CaptionCondition(tokens));
        Dictionary<string, Tensor> tensors = discriminator.NamedTensors()
            .ToDictionary(tensor => tensor.Path, tensor => tensor.Value);
        using var encoder = new RecurrentCaptionEncoder(s_form.Vocabulary, 8);
        encoder.Load(tensors.Where(tensor => tensor.Key.StartsWith("condition.captions.", StringComparison.Ordinal))
            .ToDictionary(tensor => tensor.Key["condition.captions.".Length..], tensor => tensor.Value));
        Tensor encoded = encoder.Forward(tokens);
        Tensor what = encoded.matmul(tensors["projection.weight"].t()).view(2, 16, 1, 1);
        Tensor where = encoded.matmul(tensors["places.weight"].t()).view(2, 16, 4, 4);
        Tensor expected = (judged.Features * (tensors["head.weight"] + what + where)).sum([1, 2, 3]);
        Close.Equal(expected.ToArray<double>(), judged.Logits.ToArray<double>(), 1e-4, 1e-5);
    }

    [Fact]
    public void Samples_can_be_judged_again_under_other_captions_by_what_was_found_in_them()
    {
        using DisposeScope scope = torch.NewDisposeScope();
        torch.manual_seed(4);
        var network = new Dcgan
        {
            Size = 32, Channels = 3, Latent = 6, GeneratorWidth = 4, DiscriminatorWidth = 4,
            DiscriminatorNormalization = Normalization.None,
        };
        using Discriminator discriminator = new Text { Features = 8 }.CreateDiscriminator(network, s_form);
        Tensor samples = torch.randn([2, 3, 32, 32]);
        Vocabulary vocabulary = s_form.Vocabulary!;
        CaptionCondition one = new(vocabulary.Tokens(["a red circle", "blue square"])),
            other = new(vocabulary.Tokens(["red", "a blue circle"]));
        DiscriminatorOutput first = discriminator.ForwardWithFeatures(samples, one),
            again = discriminator.ForwardAgain(first, other);
        Assert.True((first.Logits - again.Logits).abs().min().item() > 1e-6);
        Assert.Equal(discriminator.Forward(samples, other).ToArray<double>(), again.Logits.ToArray<double>());
    }

    [Fact]
    public void Samples_of_a_caption_are_alike_by_what_they_lack_of_a_tenth()
    {
        using DisposeScope scope = torch.NewDisposeScope();
        var network = new Dcgan { Size = 32, Channels = 3, Latent = 6, GeneratorWidth = 4, DiscriminatorWidth = 4 };
        using Discriminator discriminator = new Text { Features = 8 }.CreateDiscriminator(network, s_form);
        var captions = new CaptionCondition(s_form.Vocabulary!.Tokens(["red", "blue", "a circle"]));
        Tensor fake = torch.zeros([3, 3, 32, 32]);
        // Nothing, a twentieth and a fifth apart.
        Tensor answer = fake + torch.tensor(new float[] { 0, -0.05f, 0.2f }, 3, 1, 1, 1);
        var term = new ConditionTerm(discriminator, captions, fake, fake, null, null) { DrawFake = () => answer };
        LossTerm sameness = Assert.Single(new Text { Diversity = 5 }.GeneratorTerms(term));
        Assert.Equal(5, sameness.Weight);
        Close.Equal((0.1 + 0.05) / 3, sameness.Value.item(), 1e-5, 0);
        Assert.Empty(new Text().GeneratorTerms(term));
    }

    [Fact]
    public void A_wrong_caption_is_another_samples_and_never_says_the_same()
    {
        using DisposeScope scope = torch.NewDisposeScope();
        Vocabulary vocabulary = s_form.Vocabulary!;
        string[] right = ["a red circle", "a red circle", "blue square", "a red circle"],
            expected = ["blue square", "blue square", "a red circle", "blue square"];
        Condition wrong = new Text().Wrong(new CaptionCondition(vocabulary.Tokens(right)));
        Assert.Equal(vocabulary.Tokens(expected).ToArray<long>(), ((CaptionCondition)wrong).Tokens.ToArray<long>());
    }

    [Fact]
    public void Where_all_captions_are_the_same_the_wrong_one_is_empty()
    {
        using DisposeScope scope = torch.NewDisposeScope();
        Condition wrong = new Text().Wrong(new CaptionCondition(s_form.Vocabulary!.Tokens(["red", "red"])));
        Assert.Equal(new long[8], ((CaptionCondition)wrong).Tokens.ToArray<long>());
    }

    [Theory, InlineData(CaptionReader.Gru), InlineData(CaptionReader.Attention), InlineData(CaptionReader.Sum)]
    public void The_logit_falls_when_real_samples_get_wrong_captions(CaptionReader encoder)
    {
        using DisposeScope scope = torch.NewDisposeScope();
        Assert.InRange(Fall(new Text { Encoder = encoder, Features = 16 }), 1, double.PositiveInfinity);
    }

    [Fact]
    public void A_nearly_right_caption_has_one_word_changed_and_puts_no_words_together_that_no_caption_does()
    {
        using DisposeScope scope = torch.NewDisposeScope();
        torch.manual_seed(5);
        CaptionCondition given = Captions(200);
        long[][] right = Rows(given), wrong = Rows((CaptionCondition)new Text { Near = 1 }.Wrong(given));
        Assert.All(right.Zip(wrong), pair => Assert.Equal(1, Differences(pair.First, pair.Second)));
        Assert.All(right.Zip(wrong), pair => Assert.Equal(Words(pair.First), Words(pair.Second)));
        HashSet<(long, long)> together = [.. right.SelectMany(Neighbours)];
        Assert.All(wrong.SelectMany(Neighbours), pair => Assert.Contains(pair, together));
        // Every place where captions differ is changed in some.
        Assert.All([1, 2, 3], place => Assert.Contains(right.Zip(wrong), pair => pair.First[place] != pair.Second[place]));
        int near = right.Zip(Rows((CaptionCondition)new Text { Near = 0.5 }.Wrong(given)))
            .Count(pair => Differences(pair.First, pair.Second) == 1);
        Assert.InRange(near, 80, 130);
    }

    [Fact]
    public void A_caption_without_a_word_that_could_be_changed_gets_another_samples()
    {
        using DisposeScope scope = torch.NewDisposeScope();
        Vocabulary vocabulary = s_form.Vocabulary!;
        Condition wrong = new Text { Near = 1 }.Wrong(new CaptionCondition(vocabulary.Tokens(["a red circle", "blue square"])));
        Assert.Equal(
            vocabulary.Tokens(["blue square", "a red circle"]).ToArray<long>(), ((CaptionCondition)wrong).Tokens.ToArray<long>());
    }

    [Fact]
    public void The_generator_is_asked_for_a_share_of_captions_that_are_made_of_the_words_of_two()
    {
        using DisposeScope scope = torch.NewDisposeScope();
        torch.manual_seed(6);
        CaptionCondition given = Captions(200);
        Assert.Same(given, new Text().ForGenerator(given));
        long[][] own = Rows(given), asked = Rows((CaptionCondition)new Text { Crossed = 1 }.ForGenerator(given)!);
        Assert.All(own.Zip(asked), pair => Assert.Equal(Words(pair.First), Words(pair.Second)));
        for (int k = 0; k < own.Length; k++)
        {
            // Each word stands in some caption of as many words at the same place.
            Assert.All(Enumerable.Range(0, own[k].Length), place => Assert.Contains(
                own, other => Words(other) == Words(own[k]) && other[place] == asked[k][place]));
        }
        HashSet<string> known = [.. own.Select(Key)];
        Assert.Contains(asked, row => !known.Contains(Key(row)));
        int changed = Changed(1), less = Changed(0.3);
        Assert.InRange(less, 0.15 * changed, 0.45 * changed);

        int Changed(double share) => own.Zip(Rows((CaptionCondition)new Text { Crossed = share }.ForGenerator(given)!))
            .Count(pair => Key(pair.First) != Key(pair.Second));
        static string Key(long[] row) => string.Join(' ', row);
    }

    [Fact]
    public void The_grid_of_samples_has_a_column_for_each_of_some_captions_and_the_same_latent_along_a_row()
    {
        using DisposeScope scope = torch.NewDisposeScope();
        using var data = (ImageSet)new Shapes { Count = 100 }.Open();
        DataForm form = DataForm.Of(data) with { Vocabulary = Vocabulary.Of(data.Captions) };
        SheetPlan plan = new Text().Sheet(data, form, 64, seed: 1);
        Assert.Equal((64, 8, 8), (plan.Count, plan.Columns, plan.LatentShare));
        long[][] rows = [.. ((CaptionCondition)plan.Condition!).Tokens.ToArray<long>().Chunk(8 * form.Vocabulary.Length)];
        Assert.Equal(8, rows.Length);
        Assert.All(rows, row => Assert.Equal(rows[0], row));
        Assert.Equal(8, rows[0].Chunk(form.Vocabulary.Length).Select(caption => string.Join(' ', caption)).Distinct().Count());
    }

    [Fact]
    public void Data_without_captions_and_odd_features_are_refused_with_what_would_do()
    {
        Recipe recipe = Tiny.Points(2).WithLearner<Adversarial>(game => game with { Conditioning = new Text() });
        string message = Assert.Throws<RecipeException>(() => RunPlan.Of(recipe)).Message;
        Assert.Contains(
            "conditioning text needs data with captions, but these have none; use shapes", message, StringComparison.Ordinal);
        message = Assert.Throws<InputException>(new Text { Features = 10 }.ThrowIfInvalid).Message;
        Assert.Contains("set it to 12", message, StringComparison.Ordinal);
    }

    private static CaptionCondition Captions(int count)
    {
        using DataSet data = new Shapes { Size = 16, Count = count }.Open();
        return new CaptionCondition(Vocabulary.Of(data.Captions).Tokens(data.Captions));
    }

    private static long[][] Rows(CaptionCondition captions)
        => [.. captions.Tokens.ToArray<long>().Chunk((int)captions.Tokens.size(1))];

    private static int Differences(long[] one, long[] other) => one.Zip(other).Count(word => word.First != word.Second);

    private static IEnumerable<(long, long)> Neighbours(long[] row) => row.Zip(row.Skip(1));

    private static int Words(long[] tokens) => tokens.Count(token => token > 0);

    // How much lower the logits of real samples are under wrong captions, after some hundred steps.
    private static double Fall(Text text)
    {
        torch.set_num_threads(1);
        torch.manual_seed(7);
        Recipe recipe = Tiny.Points(200).WithLearner<Adversarial>(game => game with
        {
            Network = new Mlp { Latent = 2, GeneratorWidth = 32, DiscriminatorWidth = 32, HiddenLayers = 2 },
            Objective = new NonSaturating(),
            Conditioning = text,
            GeneratorOptimizer = new AdamChoice { LearningRate = 1e-3 },
            DiscriminatorOptimizer = new AdamChoice { LearningRate = 1e-3 },
        }) with { Data = new Ring(), Batch = 64, Images = 64 * 200 };
        using DataSet data = Stripes();
        DataForm form = DataForm.Of(data) with { Vocabulary = Vocabulary.Of(data.Captions) };
        using Learner learner = recipe.Learner.Create(recipe.Setup(form));
        learner.Make(recipe.FirstStep(data.Sampler(1, Device.Cpu)), 200);
        var discriminator = (Discriminator)learner.Networks.Single(network => network.Name == "discriminator").Network;
        Batch batch = data.Sampler(2, Device.Cpu).Next(256);
        Condition right = text.Of(batch, form)!;
        return (discriminator.Forward(batch.Real, right) - discriminator.Forward(batch.Real, text.Wrong(right))).mean().item();
    }

    // Images of a bright stripe at one of four heights, under noise; the caption says where.
    private static ImageSet Stripes()
    {
        var random = new Random(1);
        byte[] pixels =
            [.. Enumerable.Range(0, 256 * 64).Select(k => (byte)((k / 16 % 4 == k / 64 % 4 ? 180 : 20) + random.Next(60)))];
        return new ImageSet(
            torch.tensor(pixels, 256, 1, 8, 8),
            captions: [.. Enumerable.Range(0, 256).Select(k => $"a stripe {s_places[k % 4]}")]);
    }
}
