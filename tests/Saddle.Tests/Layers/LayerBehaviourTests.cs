using Saddle.Layers;
using Saddle.Tests.Support;

namespace Saddle.Tests.Layers;

public sealed class LayerBehaviourTests
{
    public static TheoryData<string, Func<Layer>, long[], string> Misfits => new()
    {
        { "linear", () => new Linear(3, 2), [4, 5], "Linear expects [N, 3], but received [4, 5]." },
        { "linear of a vector", () => new Linear(3, 2), [3], "Linear expects [N, 3], but received [3]." },
        {
            "conv2d", () => new Conv2d(3, 2, 3), [4, 1, 8, 8],
            "Conv2d expects [N, C, H, W] with 3 channels, but received [4, 1, 8, 8]."
        },
        {
            "conv2d of a small image", () => new Conv2d(3, 2, 5, 1, 1), [4, 3, 2, 8],
            "Conv2d with a 5x5 kernel and padding 1 needs a larger image than [4, 3, 2, 8]."
        },
        {
            "batch norm 1d", () => new BatchNorm1d(3), [4, 3, 1],
            "BatchNorm1d expects [N, C] with 3 channels, but received [4, 3, 1]."
        },
        {
            "batch norm 2d of one value", () => new BatchNorm2d(3), [1, 3, 1, 1],
            "BatchNorm2d needs more than one value a channel to train, but received [1, 3, 1, 1]; use a larger batch."
        },
        { "embedding", () => new Embedding(3, 2), [4], "Embedding expects int64 indices, but received Float32." },
        { "upsample", () => new Upsample(2), [4, 3], "Upsample expects [N, C, H, W], but received [4, 3]." },
        {
            "downsample", () => new Downsample(), [4, 3, 6, 5],
            "Downsample expects [N, C, H, W] of even sides, but received [4, 3, 6, 5]."
        },
        { "generative basis", () => new GenerativeBasis(3, 2), [4, 2], "GenerativeBasis expects [N, 3], but received [4, 2]." },
        { "layer norm", () => new LayerNorm(3), [4, 2, 5], "LayerNorm expects [N, ..., 3], but received [4, 2, 5]." },
        { "attention", () => new MultiHeadAttention(4, 2), [4, 4], "MultiHeadAttention expects [N, T, 4], but received [4, 4]." },
        {
            "positional embedding", () => new PositionalEmbedding(4, 2), [4, 5, 2],
            "PositionalEmbedding expects [N, 4, 2], but received [4, 5, 2]."
        },
        { "tokens", () => new Tokens(), [4, 3, 2], "Tokens expects [N, C, H, W], but received [4, 3, 2]." },
        { "token mean", () => new TokenMean(), [4, 3], "TokenMean expects [N, T, W], but received [4, 3]." },
        { "unpatch", () => new Unpatch(2, 3, 2), [4, 4, 13], "Unpatch expects [N, 4, 12], but received [4, 4, 13]." },
        {
            "average pool", () => new AveragePool2d(2), [4, 3, 6, 5],
            "AveragePool2d 2x2 expects [N, C, H, W] with sides that are multiples of 2, but received [4, 3, 6, 5]."
        },
        {
            "convolution with average pool", () => new ConvAveragePool2d(3, 2), [4, 3, 6, 5],
            "ConvAveragePool2d expects even sides, but received [4, 3, 6, 5]."
        },
        {
            "convolution with upsampling", () => new UpsampleConv2d(3, 2), [4, 2, 6, 5],
            "UpsampleConv2d expects [N, C, H, W] with 3 channels, but received [4, 2, 6, 5]."
        },
        { "global pool", () => new GlobalPool2d(), [4, 3], "GlobalPool2d expects [N, C, H, W], but received [4, 3]." },
        {
            "self-attention", () => new SelfAttention2d(8), [4, 3, 6, 6],
            "SelfAttention2d expects [N, C, H, W] with 8 channels, but received [4, 3, 6, 6]."
        },
        {
            "self-attention of an odd side", () => new SelfAttention2d(8), [4, 8, 6, 5],
            "SelfAttention2d expects even sides, but received [4, 8, 6, 5]."
        },
        {
            "residual", () => new Residual(new AveragePool2d(2)), [4, 3, 6, 6],
            "Residual adds two ways of the same shape, but the long one makes [4, 3, 3, 3] and the short one [4, 3, 6, 6]; "
                + "give it a shortcut that fits."
        },
        { "dropout2d", () => new Dropout2d(), [4, 7], "Dropout2d expects [N, C, H, W], but received [4, 7]." },
        { "reshape", () => new Reshape(3, 2), [4, 7], "Reshape to [3, 2] expects 6 elements a sample, but received [4, 7]." },
    };

    [Theory, MemberData(nameof(Misfits), DisableDiscoveryEnumeration = true)]
    public void An_input_that_does_not_fit_is_refused_with_what_was_expected(
        string name, Func<Layer> make, long[] shape, string message)
    {
        using DisposeScope scope = torch.NewDisposeScope();
        using Layer layer = make();
        Tensor input = torch.zeros(shape);
        Assert.True(message == Assert.Throws<ArgumentException>(() => layer.Forward(input)).Message, name);
    }

    [Fact]
    public void Sizes_that_make_no_layer_are_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new Linear(0, 2));
        Assert.Throws<ArgumentOutOfRangeException>(() => new Conv2d(1, 2, 3, stride: 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => new ConvTranspose2d(1, 2, 3, stride: 2, outputPadding: 2));
        Assert.Throws<ArgumentOutOfRangeException>(() => new BatchNorm2d(-1));
        Assert.Throws<ArgumentOutOfRangeException>(() => new Dropout(1));
        Assert.Throws<ArgumentOutOfRangeException>(() => new Dropout(double.NaN));
        Assert.Throws<ArgumentOutOfRangeException>(() => new Dropout2d(-0.1));
        Assert.Throws<ArgumentOutOfRangeException>(() => new Embedding(0, 2));
        Assert.Throws<ArgumentOutOfRangeException>(() => new Upsample(0));
        Assert.Throws<ArgumentOutOfRangeException>(() => new Conv2d(2, 2, 3, groups: 0));
        Assert.Equal(
            "Conv2d cannot divide 4 input and 6 output channels into 4 groups.",
            Assert.Throws<ArgumentException>(() => new Conv2d(4, 6, 3, groups: 4)).Message);
        Assert.Equal(
            "MultiHeadAttention cannot divide a width of 6 into 4 heads.",
            Assert.Throws<ArgumentException>(() => new MultiHeadAttention(6, 4)).Message);
        Assert.Throws<ArgumentOutOfRangeException>(() => new AveragePool2d(0));
        Assert.Throws<ArgumentOutOfRangeException>(() => new SelfAttention2d(1));
    }

    [Fact]
    public void Self_attention_starts_as_the_identity()
    {
        using DisposeScope scope = torch.NewDisposeScope();
        using var layer = new SelfAttention2d(8);
        Tensor input = torch.randn([2, 8, 4, 4]);
        Close.Same(input, layer.Forward(input));
    }

    [Fact]
    public void Blocks_of_channels_last_images_stay_channels_last()
    {
        using DisposeScope scope = torch.NewDisposeScope();
        Tensor input = torch.randn([2, 8, 4, 6]).contiguous(MemoryFormat.ChannelsLast);
        using var attention = new SelfAttention2d(8);
        using var residual = new Residual(new Sequential(new Conv2d(8, 8, 3, 1, 1), new AveragePool2d(2)), new AveragePool2d(2));
        Assert.True(attention.Forward(input).Has(MemoryFormat.ChannelsLast));
        Assert.True(residual.Forward(input).Has(MemoryFormat.ChannelsLast));
        using var larger = new UpsampleConv2d(8, 4);
        using var smaller = new ConvAveragePool2d(8, 4);
        Assert.True(larger.Forward(input).Has(MemoryFormat.ChannelsLast));
        Assert.True(smaller.Forward(input).Has(MemoryFormat.ChannelsLast));
    }

    [Fact]
    public void An_index_beyond_an_embedding_is_libtorchs_error()
    {
        using DisposeScope scope = torch.NewDisposeScope();
        using var layer = new Embedding(3, 2);
        Tensor indices = torch.tensor([0L, 3L]);
        Assert.Contains(
            "out of range", Assert.Throws<TorchException>(() => layer.Forward(indices)).Message,
            StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public void Dropout_in_training_zeroes_a_share_and_scales_the_rest()
    {
        using DisposeScope scope = torch.NewDisposeScope();
        torch.manual_seed(1);
        using var layer = new Dropout(0.25);
        float[] output = layer.Forward(torch.ones([10_000])).ToArray<float>();
        Assert.All(output, value => Assert.True(value is 0f or (> 1.333333f and < 1.333334f)));
        // The deviation of the share over 10,000 draws is sqrt(0.25 * 0.75 / 10,000) = 0.0043: five of them.
        Close.Equal(0.25, output.Count(value => value == 0) / 10_000.0, 0, 0.022);
    }

    [Fact]
    public void Dropout2d_in_training_zeroes_whole_channels_and_scales_the_rest()
    {
        using DisposeScope scope = torch.NewDisposeScope();
        torch.manual_seed(1);
        using var layer = new Dropout2d(0.25);
        float[] output = layer.Forward(torch.ones([100, 100, 2, 3])).ToArray<float>();
        float[][] channels = [.. output.Chunk(6)];
        Assert.All(
            channels,
            channel =>
                Assert.True(channel.All(value => value == 0) || channel.All(value => value is > 1.333333f and < 1.333334f)));
        Close.Equal(0.25, channels.Count(channel => channel[0] == 0) / 10_000.0, 0, 0.022);
        // Images lose channels of their own.
        Assert.InRange(
            channels.Chunk(100).Select(image => string.Concat(image.Select(channel => channel[0] == 0))).Distinct().Count(), 90,
            100);
    }

    [Fact]
    public void Batch_norm_keeps_a_tenth_of_the_newest_batch_and_leaves_its_statistics_alone_in_evaluation()
    {
        using DisposeScope scope = torch.NewDisposeScope();
        using var layer = new BatchNorm1d(1);
        Tensor batch = torch.tensor([1f, 3f, 5f], 3, 1);
        layer.Forward(batch);
        // Mean 3 and unbiased variance 4, from a start at 0 and 1.
        Close.Equal([0.3, 0.9 + 0.4], [.. layer.NamedBuffers().Select(b => b.Value.item())], 1e-6, 0);
        layer.Train(false);
        layer.Forward(batch);
        Close.Equal([0.3, 0.9 + 0.4], [.. layer.NamedBuffers().Select(b => b.Value.item())], 1e-6, 0);
    }

    [Fact]
    public void Dcgan_initialisation_draws_from_its_normal_distributions()
    {
        using DisposeScope scope = torch.NewDisposeScope();
        torch.manual_seed(1);
        using var network = new Sequential(new Conv2d(32, 64, 4), new BatchNorm2d(4096), new Linear(128, 64));
        Initialization.Dcgan(network);
        Dictionary<string, Tensor> tensors = network.NamedTensors().ToDictionary(t => t.Path, t => t.Value.detach());
        // Deviations estimated from n values err by sigma / sqrt(2 n), means by sigma / sqrt(n): five of each at n = 4096.
        foreach ((string path, double mean) in new[] { ("0.weight", 0.0), ("1.weight", 1.0), ("2.weight", 0.0) })
        {
            Tensor values = tensors[path].flatten();
            Close.Equal(mean, values.mean().item(), 0, 5 * 0.02 / 64, path);
            Close.Equal(0.02, values.var([0]).sqrt().item(), 0, 5 * 0.02 / Math.Sqrt(2 * 4096), path);
        }
        Assert.All(["0.bias", "1.bias", "2.bias"], path => Assert.Equal(0, tensors[path].abs().max().item()));
    }

    [Fact]
    public void A_new_layer_starts_as_in_PyTorch_uniform_within_one_over_the_root_of_the_fan_in()
    {
        using DisposeScope scope = torch.NewDisposeScope();
        torch.manual_seed(1);
        using var linear = new Linear(100, 50);
        using var convolution = new Conv2d(4, 50, 5);
        using var transposed = new ConvTranspose2d(50, 4, 5);
        foreach (Layer layer in new Layer[] { linear, convolution, transposed })
        {
            Tensor weight = layer.NamedParameters().First().Parameter.Value.detach();
            // The largest of 5,000 uniform values lies within 0.2 % of the bound, except with probability 1e-4.
            Close.Equal(0.1, weight.abs().max().item(), 0.002, 0, layer.Description);
            Assert.True(layer.NamedParameters().Last().Parameter.Value.detach().abs().max().item() <= 0.1000001);
        }
    }

    [Fact]
    public void Xavier_and_normal_initialisation_have_their_scale()
    {
        using DisposeScope scope = torch.NewDisposeScope();
        torch.manual_seed(1);
        using var network = new Sequential(new Linear(100, 50));
        Tensor weight = network.NamedParameters().First().Parameter.Value.detach();
        Initialization.XavierUniform(network);
        Close.Equal(Math.Sqrt(6.0 / 150), weight.abs().max().item(), 0.002, 0);
        Initialization.XavierUniform(network, gain: 2);
        Close.Equal(2 * Math.Sqrt(6.0 / 150), weight.abs().max().item(), 0.002, 0);
        Initialization.Normal(network, 0.5);
        Close.Equal(0.5, weight.flatten().var([0]).sqrt().item(), 0, 5 * 0.5 / Math.Sqrt(2 * 5000));
    }

    [Fact]
    public void Attention_takes_nothing_from_tokens_that_are_not_present()
    {
        using DisposeScope scope = torch.NewDisposeScope();
        using var layer = new MultiHeadAttention(8, 2);
        Tensor input = torch.randn([2, 5, 8]);
        Tensor present = torch.arange(0, 5).expand(2, 5).lt(3);
        Close.Equal(
            layer.Forward(input.narrow(1, 0, 3)).ToArray<double>(),
            layer.ForwardMasked(input, present).narrow(1, 0, 3).contiguous().ToArray<double>(), 1e-5, 1e-6);
    }
}
