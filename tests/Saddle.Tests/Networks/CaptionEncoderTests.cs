using Saddle.Data;
using Saddle.Networks;
using Saddle.Tests.Support;

namespace Saddle.Tests.Networks;

public sealed class CaptionEncoderTests
{
    private const long Features = 8;

    private static readonly string[] s_words = ["a", "red", "blue", "circle", "square"];

    [Theory, InlineData(CaptionReader.Gru), InlineData(CaptionReader.Attention), InlineData(CaptionReader.Sum)]
    public void What_fills_a_row_up_behind_the_last_word_changes_nothing(CaptionReader reader)
    {
        using DisposeScope scope = torch.NewDisposeScope();
        using CaptionEncoder wide = Create(reader, 7), narrow = Create(reader, 3);
        Dictionary<string, Tensor> tensors = wide.NamedTensors().ToDictionary(tensor => tensor.Path, tensor => tensor.Value);
        foreach (string places in tensors.Keys.Where(path => path.StartsWith("places", StringComparison.Ordinal)).ToList())
        {
            tensors[places] = tensors[places].narrow(0, 0, 3);
        }
        narrow.Load(tensors);
        string[] captions = ["a red circle", "blue square"];
        Close.Equal(
            Encode(narrow, captions, 3).ToArray<double>(), Encode(wide, captions, 7).ToArray<double>(), 1e-5, 1e-6);
    }

    [Theory, InlineData(CaptionReader.Gru), InlineData(CaptionReader.Attention), InlineData(CaptionReader.Sum)]
    public void Captions_of_the_same_words_in_another_order_are_told_apart(CaptionReader reader)
    {
        using DisposeScope scope = torch.NewDisposeScope();
        using CaptionEncoder encoder = Create(reader, 5);
        Tensor features = Encode(encoder, ["red circle blue square", "blue circle red square", "red circle blue square"], 5);
        Assert.Equal([3, Features], features.shape.ToArray());
        Close.Equal(0, (features.select(0, 0) - features.select(0, 2)).abs().max().item(), 0, 1e-6);
        Assert.True((features.select(0, 0) - features.select(0, 1)).abs().max().item() > 1e-3);
    }

    [Theory, InlineData(CaptionReader.Gru), InlineData(CaptionReader.Attention), InlineData(CaptionReader.Sum)]
    public void A_caption_without_words_is_described_by_zeros(CaptionReader reader)
    {
        using DisposeScope scope = torch.NewDisposeScope();
        using CaptionEncoder encoder = Create(reader, 4);
        Assert.All(Encode(encoder, ["..."], 4).ToArray<double>(), feature => Assert.Equal(0, feature));
    }

    [Theory, InlineData(CaptionReader.Gru), InlineData(CaptionReader.Attention), InlineData(CaptionReader.Sum)]
    public void Every_parameter_learns_from_the_features(CaptionReader reader)
    {
        using DisposeScope scope = torch.NewDisposeScope();
        using CaptionEncoder encoder = Create(reader, 4);
        Tensor[] parameters = [.. encoder.NamedParameters().Select(parameter => parameter.Parameter.Value)];
        Tensor features = Encode(encoder, ["a red circle", "blue square"], 4);
        Tensor?[] gradients = torch.grad([(features * torch.randn([2, Features])).sum()], parameters);
        Assert.All(gradients, gradient => Assert.True(gradient!.abs().max().item() > 0));
    }

    [Fact]
    public void Summed_words_say_the_same_beside_any_other_word()
    {
        using DisposeScope scope = torch.NewDisposeScope();
        using CaptionEncoder sum = Create(CaptionReader.Sum, 4), gru = Create(CaptionReader.Gru, 4);
        Assert.InRange(Strangeness(sum), 0, 1e-5);
        Assert.True(Strangeness(gru) > 1e-3);

        // How far from square to circle is not the same behind red as behind blue.
        static double Strangeness(CaptionEncoder encoder)
        {
            Tensor said = Encode(encoder, ["a red circle", "a red square", "a blue circle", "a blue square"], 4);
            Tensor byRed = said.select(0, 0) - said.select(0, 1), byBlue = said.select(0, 2) - said.select(0, 3);
            return (byRed - byBlue).abs().max().item();
        }
    }

    [Fact]
    public void Tokens_of_another_vocabulary_are_refused()
    {
        using DisposeScope scope = torch.NewDisposeScope();
        using CaptionEncoder encoder = Create(CaptionReader.Gru, 4);
        string message = Assert.Throws<ArgumentException>(() => Encode(encoder, ["a red circle"], 3)).Message;
        Assert.Contains("expects int64 tokens [N, 4]", message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => encoder.Forward(torch.zeros([1, 4])));
    }

    private static CaptionEncoder Create(CaptionReader reader, int length)
        => CaptionEncoder.Create(reader, new Vocabulary(s_words, length), Features);

    private static Tensor Encode(CaptionEncoder encoder, string[] captions, int length)
        => encoder.Forward(new Vocabulary(s_words, length).Tokens(captions));
}
