using Saddle.Data;
using Saddle.Layers;
using Saddle.Networks;
using Saddle.Optimizers;
using Saddle.Penalties;
using Saddle.Tests.Support;

namespace Saddle.Tests.Layers;

/// <summary>Ordered pairs, orthonormal weights, and the critics of both.</summary>
public sealed class GroupSortTests
{
    [Fact]
    public void Pairs_are_ordered_and_nothing_else_changes()
    {
        using DisposeScope scope = torch.NewDisposeScope();
        Tensor input = torch.tensor([3.0, -1, 5, 2, 7, -4], 1, 6);
        Assert.Equal([3, 7, 5, 2, -1, -4], new GroupSort().Forward(input).ToArray<double>());
        Tensor pictures = torch.randn([2, 4, 3, 3]);
        Close.Equal(pictures.square().sum().item(), new GroupSort().Forward(pictures).square().sum().item(), 1e-6, 0);
    }

    [Fact]
    public void An_odd_number_of_features_is_refused()
    {
        using DisposeScope scope = torch.NewDisposeScope();
        Assert.Equal(
            "GroupSort expects [N, F, ...] with an even F, but received [2, 3].",
            Assert.Throws<ArgumentException>(() => new GroupSort().Forward(torch.zeros([2, 3]))).Message);
        Assert.Contains("take 8", Assert.Throws<InputException>(() => new Mlp
        {
            DiscriminatorActivation = HiddenActivation.GroupSort, DiscriminatorWidth = 7,
        }.CreateDiscriminator(new SampleShape(2))).Message, StringComparison.Ordinal);
    }

    // Tall, wide, square, of one row, with nearly dependent rows, large, small, and of a convolution.
    [Fact]
    public void A_weight_goes_to_the_nearest_orthonormal_one_and_stays_there_to_the_bit()
    {
        using DisposeScope scope = torch.NewDisposeScope();
        torch.manual_seed(1);
        (long Inputs, long Outputs, double Scale)[] shapes =
            [(2, 32, 1), (32, 2, 1), (32, 32, 1), (9, 1, 1), (5, 5, 1e4), (64, 64, 1e-4)];
        foreach ((long inputs, long outputs, double scale) in shapes)
        {
            using var layer = new Linear(inputs, outputs);
            using GradMode mode = torch.no_grad();
            Tensor weight = layer.NamedParameters().First().Parameter.Value;
            weight.normal_(0, scale);
            Tensor nearest = Nearest(weight.to(ScalarType.Float64));
            OrthonormalWeight.ProjectAll(layer);
            Close.Equal(nearest, weight.to(ScalarType.Float64), 0, 2e-4);
            float[] once = weight.ToArray<float>();
            OrthonormalWeight.ProjectAll(layer);
            Assert.Equal(once, weight.ToArray<float>());
        }
        using var convolution = new Conv2d(3, 4, 3);
        OrthonormalWeight.ProjectAll(convolution);
        Tensor values = torch.linalg_svdvals(convolution.NamedParameters().First().Parameter.Value.reshape(4, -1));
        Assert.All(values.ToArray<float>(), value => Assert.Equal(1, value, 1e-5));
    }

    [Fact]
    public void A_critic_of_both_has_no_slope_above_one_whatever_an_update_did()
    {
        using DisposeScope scope = torch.NewDisposeScope();
        torch.manual_seed(2);
        var network = new Mlp
        {
            DiscriminatorActivation = HiddenActivation.GroupSort, DiscriminatorWidth = 32, HiddenLayers = 2,
        };
        var constraint = new OrthonormalWeights { Enabled = true };
        using Discriminator critic = network.CreateDiscriminator(new SampleShape(3));
        constraint.Prepare(critic);
        using var parameters = new ParameterVector(critic);
        using (torch.no_grad())
        {
            parameters.Values.add_(torch.randn(parameters.Values.shape.ToArray()), 0.1);
        }
        constraint.AfterUpdate(parameters);
        Tensor at = torch.randn([500, 3]).requires_grad_();
        Tensor slopes = torch.grad([critic.Forward(at).sum()], [at])[0]!.square().sum([1]).sqrt();
        Assert.InRange(slopes.max().item(), 0.1, 1 + 1e-4);
    }

    // U V^T of the singular value decomposition: W (W^T W)^(-1/2).
    private static Tensor Nearest(Tensor weight)
    {
        bool isWide = weight.size(0) < weight.size(1);
        Tensor matrix = isWide ? weight : weight.t();
        (Tensor values, Tensor vectors) = torch.linalg_eigh(matrix.matmul(matrix.t()));
        Tensor root = (vectors / values.sqrt()).matmul(vectors.t());
        Tensor nearest = root.matmul(matrix);
        return isWide ? nearest : nearest.t();
    }
}
