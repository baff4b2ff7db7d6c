using Saddle.Layers;
using Saddle.Tests.Support;

namespace Saddle.Tests.Layers;

public sealed class LayerGoldenTests
{
    private static readonly Golden s_golden = Golden.Load("layers");

    private static readonly Dictionary<string, Func<Layer>> s_layers = new()
    {
        ["linear"] = () => new Linear(5, 3),
        ["linear_no_bias"] = () => new Linear(5, 3, bias: false),
        ["conv2d_4x4_s2_p1"] = () => new Conv2d(3, 4, 4, 2, 1),
        ["conv2d_3x3_s1_p1"] = () => new Conv2d(3, 2, 3, 1, 1),
        ["conv2d_5x5_s2_p2"] = () => new Conv2d(2, 2, 5, 2, 2),
        ["conv2d_4x4_s1_p0_no_bias"] = () => new Conv2d(3, 2, 4, bias: false),
        ["conv_transpose2d_4x4_s2_p1"] = () => new ConvTranspose2d(3, 2, 4, 2, 1),
        ["conv_transpose2d_4x4_s2_p1_no_bias"] = () => new ConvTranspose2d(3, 2, 4, 2, 1, bias: false),
        ["conv_transpose2d_4x4_s1_p0_single_pixel"] = () => new ConvTranspose2d(3, 2, 4),
        ["conv_transpose2d_4x4_s1_p0_single_pixel_no_bias"] = () => new ConvTranspose2d(3, 2, 4, bias: false),
        ["conv_transpose2d_3x3_s2_p1_o1"] = () => new ConvTranspose2d(3, 2, 3, 2, 1, outputPadding: 1),
        ["conv_transpose2d_3x3_s1_p1"] = () => new ConvTranspose2d(3, 2, 3, 1, 1),
        ["batch_norm1d_training"] = () => new BatchNorm1d(3),
        ["batch_norm1d_evaluation"] = () => Evaluating(new BatchNorm1d(3)),
        ["batch_norm2d_training"] = () => new BatchNorm2d(3),
        ["batch_norm2d_evaluation"] = () => Evaluating(new BatchNorm2d(3)),
        ["relu"] = () => new ReLU(),
        ["leaky_relu"] = () => new LeakyReLU(0.2),
        ["tanh"] = () => new Tanh(),
        ["sigmoid"] = () => new Sigmoid(),
        ["dropout_evaluation"] = () => Evaluating(new Dropout(0.5)),
        ["embedding"] = () => new Embedding(4, 3),
        ["upsample_nearest_2"] = () => new Upsample(2),
        ["upsample_bilinear_2"] = () => new Upsample(2, bilinear: true),
        ["upsample_bilinear_3"] = () => new Upsample(3, bilinear: true),
        ["flatten"] = () => new Flatten(),
        ["reshape"] = () => new Reshape(3, 2, 2),
        ["discriminator"] = () => new Sequential(
            new Conv2d(1, 3, 4, 2, 1), new LeakyReLU(0.2), new Conv2d(3, 4, 4, 2, 1), new LeakyReLU(0.2),
            new Flatten(), new Linear(16, 1)),
        ["average_pool2d_2"] = () => new AveragePool2d(2),
        ["global_pool2d_sum"] = () => new GlobalPool2d(),
        ["global_pool2d_mean"] = () => new GlobalPool2d(mean: true),
        ["residual"] = () => new Residual(new Sequential(new ReLU(), new Conv2d(3, 3, 3, 1, 1))),
        ["residual_down"] = () => new Residual(
            new Sequential(new ReLU(), new Conv2d(3, 4, 3, 1, 1), new ReLU(), new Conv2d(4, 4, 3, 1, 1), new AveragePool2d(2)),
            new Sequential(new Conv2d(3, 4, 1), new AveragePool2d(2))),
        ["upsample_conv2d"] = () => new UpsampleConv2d(3, 2),
        ["conv_average_pool2d"] = () => new ConvAveragePool2d(3, 2),
        ["self_attention2d"] = () => new SelfAttention2d(16),
        ["conv2d_3x3_in_two_groups"] = () => new Conv2d(4, 6, 3, 1, 1, groups: 2),
        ["conv2d_4x4_each_channel_by_itself"] = () => new Conv2d(3, 3, 4, bias: false, groups: 3),
        ["downsample"] = () => new Downsample(),
        ["generative_basis"] = () => new GenerativeBasis(5, 3),
        ["channels_last"] = () => new ChannelsLast(),
        ["gelu"] = () => new GELU(),
        ["layer_norm"] = () => new LayerNorm(5),
        ["linear_of_tokens"] = () => new Linear(5, 3),
        ["multi_head_attention"] = () => new MultiHeadAttention(6, 2),
        ["positional_embedding"] = () => new PositionalEmbedding(4, 3),
        ["tokens"] = () => new Tokens(),
        ["token_mean"] = () => new TokenMean(),
        ["instance_norm2d"] = () => new InstanceNorm2d(3),
        ["reflection_pad2d"] = () => new ReflectionPad2d(2),
        ["skip"] = () => new Skip(
            new Sequential(new LeakyReLU(0.2), new Conv2d(3, 4, 4, 2, 1), new ReLU(), new ConvTranspose2d(4, 2, 4, 2, 1))),
        ["unpatch"] = () => new Unpatch(3, 2, 2),
        ["dropout2d_evaluation"] = () => Evaluating(new Dropout2d(0.5)),
        ["gru"] = () => new Gru(3, 4),
    };

    /// <summary>Every case, and again with a channels-last input where that is another layout.</summary>
    public static TheoryData<string, MemoryFormat> Cases()
    {
        var cases = new TheoryData<string, MemoryFormat>();
        foreach (string name in s_layers.Keys)
        {
            cases.Add(name, MemoryFormat.Contiguous);
            if (s_golden.Shape($"{name}/input").Length == 4)
            {
                cases.Add(name, MemoryFormat.ChannelsLast);
            }
        }
        return cases;
    }

    // PyTorch has no such layers: MinibatchLayerTests, GroupSortTests and MaxoutTests compare them with their papers' formulas.
    private static readonly Type[] s_notInPyTorch =
        [typeof(MinibatchDeviation), typeof(MinibatchDiscrimination), typeof(GroupSort), typeof(Maxout)];

    [Fact]
    public void Every_layer_has_reference_tensors_and_every_reference_is_compared()
    {
        IEnumerable<Type> layers = typeof(Layer).Assembly.GetTypes()
            .Where(type => type.IsSubclassOf(typeof(Layer)) && !type.IsAbstract && type.Namespace == typeof(Layer).Namespace);
        Assert.Equal(
            layers.Except(s_notInPyTorch).Select(type => type.Name).Order(),
            s_layers.Values.Select(make => make().GetType().Name).Distinct().Order());
        Assert.Equal(s_golden.Keys.Select(key => key.Split('/')[0]).Distinct().Order(), s_layers.Keys.Order());
    }

    [Theory, MemberData(nameof(Cases))]
    public void The_output_is_PyTorchs(string name, MemoryFormat format)
    {
        using DisposeScope scope = torch.NewDisposeScope();
        using var run = new Run(name, format);
        Close.EqualInSinglePrecision(s_golden[$"{name}/output"], run.Output, "output");
    }

    [Theory, MemberData(nameof(Cases))]
    public void The_buffers_after_the_call_are_PyTorchs(string name, MemoryFormat format)
    {
        using DisposeScope scope = torch.NewDisposeScope();
        using var run = new Run(name, format);
        Dictionary<string, Tensor> expected = s_golden.Below($"{name}/after");
        Assert.Equal(expected.Keys.Order(), run.Layer.NamedBuffers().Select(buffer => buffer.Path).Order());
        foreach ((string path, Tensor value) in run.Layer.NamedBuffers())
        {
            Close.EqualInSinglePrecision(expected[path], value, path);
        }
    }

    [Theory, MemberData(nameof(Cases))]
    public void The_gradients_of_input_and_parameters_are_PyTorchs(string name, MemoryFormat format)
    {
        using DisposeScope scope = torch.NewDisposeScope();
        using var run = new Run(name, format);
        Dictionary<string, Tensor> expected = s_golden.Below($"{name}/gradient");
        Assert.Equal(expected.Keys.Order(), run.Leaves.Keys.Order());
        Tensor?[] gradients = torch.grad([run.Output], [.. run.Leaves.Values], [run.Cotangent]);
        foreach ((string path, Tensor? gradient) in run.Leaves.Keys.Zip(gradients))
        {
            Close.EqualInSinglePrecision(expected[path], gradient!, path);
        }
    }

    [Theory, MemberData(nameof(Cases))]
    public void The_second_derivatives_of_a_gradient_penalty_are_PyTorchs(string name, MemoryFormat format)
    {
        using DisposeScope scope = torch.NewDisposeScope();
        using var run = new Run(name, format);
        Dictionary<string, Tensor> expected = s_golden.Below($"{name}/second");
        if (!run.Leaves.TryGetValue("input", out Tensor? input))
        {
            // Indices have no gradient, so there is no penalty on it either.
            Assert.Empty(expected);
            return;
        }
        Tensor first = torch.grad([run.Output], [input], [run.Cotangent], create_graph: true)[0]!;
        var leaves = new Dictionary<string, Tensor>(run.Leaves) { ["cotangent"] = run.Cotangent };
        Assert.Equal(expected.Keys.Order(), leaves.Keys.Order());
        Tensor?[] second = torch.grad([first.square().sum()], [.. leaves.Values], allow_unused: true);
        foreach ((string path, Tensor? gradient) in leaves.Keys.Zip(second))
        {
            // What a penalty does not depend on has no gradient at all; PyTorch's reference holds zeros there.
            Close.EqualInSinglePrecision(expected[path], gradient ?? torch.zeros_like(expected[path]), path);
        }
    }

    private static Layer Evaluating(Layer layer)
    {
        layer.Train(false);
        return layer;
    }

    /// <summary>One forward pass of a case with its reference parameters.</summary>
    private sealed class Run : IDisposable
    {
        internal Run(string name, MemoryFormat format)
        {
            Layer = s_layers[name]();
            Layer.Load(s_golden.Below($"{name}/tensors"));
            Tensor input = s_golden[$"{name}/input"];
            Leaves = Layer.NamedParameters().ToDictionary(p => p.Path, p => p.Parameter.Value);
            if (input.dtype == ScalarType.Float32)
            {
                input = (format == MemoryFormat.Contiguous ? input : input.contiguous(format)).requires_grad_();
                Leaves.Add("input", input);
            }
            Cotangent = s_golden[$"{name}/cotangent"].requires_grad_();
            Output = Layer.Forward(input);
        }

        internal Layer Layer { get; }

        internal Dictionary<string, Tensor> Leaves { get; }

        internal Tensor Cotangent { get; }

        internal Tensor Output { get; }

        public void Dispose() => Layer.Dispose();
    }
}
