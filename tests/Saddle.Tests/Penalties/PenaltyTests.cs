using Saddle.Data;
using Saddle.Data.Synthetic;
using Saddle.Layers;
using Saddle.Learners;
using Saddle.Networks;
using Saddle.Objectives;
using Saddle.Penalties;
using Saddle.Tests.Support;

namespace Saddle.Tests.Penalties;

public sealed class PenaltyTests
{
    private static readonly Dictionary<string, Penalty> s_penalties = new Penalty[]
    {
        new GradientPenalty { Weight = 10 },
        new GradientPenalty { Weight = 10, Centre = 0 },
        new GradientPenalty { Weight = 10, Centre = 0.05, OneSided = true },
        new R1 { Weight = 10 },
        new R2 { Weight = 10 },
        new Dragan { Weight = 10 },
        new LeCam { Weight = 0.3 },
    }.ToDictionary(penalty => penalty.ToString());

    public static TheoryData<string> Names => [.. s_penalties.Keys];

    [Fact]
    public void Every_penalty_of_the_catalogue_is_tested()
        => Assert.Equal(Penalty.All.OwnNames().Order(), s_penalties.Values.Select(penalty => penalty.Name).Distinct().Order());

    [Theory, MemberData(nameof(Names))]
    public void The_gradient_of_a_penalty_reaches_the_discriminators_weights(string name)
    {
        using DisposeScope scope = torch.NewDisposeScope();
        using var trial = new Trial(s_penalties[name]);
        trial.Loss().backward();
        foreach ((string path, Parameter parameter) in trial.Discriminator.NamedParameters())
        {
            double[] gradient = parameter.Value.grad!.ToArray<double>();
            // Central differences in float64: the error is step^2 times a third derivative, and 1e-16 / step of rounding.
            double[] numeric = trial.NumericGradient(parameter.Value, step: 1e-5);
            Close.Equal(numeric, gradient, 1e-5, 1e-7, $"{name}'s gradient of {path}");
        }
        Assert.Contains(
            trial.Discriminator.NamedParameters(),
            p => p.Parameter.Value.dim() == 2 && p.Parameter.Value.grad!.abs().max().item() > 1e-3);
    }

    [Fact]
    public void The_gradient_penalty_of_a_linear_critic_is_the_squared_excess_of_its_weights_norm()
    {
        using DisposeScope scope = torch.NewDisposeScope();
        Tensor weight = torch.tensor([3.0, 4.0]);
        PenaltyInput input = Linear(weight);
        Close.Equal(10 * 16, new GradientPenalty { Weight = 10 }.Loss(input).item(), 1e-12, 0);
        Close.Equal(10 * 25, new GradientPenalty { Weight = 10, Centre = 0 }.Loss(input).item(), 1e-12, 0);
        Close.Equal(0, new GradientPenalty { Weight = 10, Centre = 6, OneSided = true }.Loss(input).item(), 0, 0);
        Close.Equal(10, new GradientPenalty { Weight = 10, Centre = 6 }.Loss(input).item(), 1e-11, 0);
        Close.Equal(10 * 16, new Dragan { Weight = 10 }.Loss(input).item(), 1e-12, 0);
        Close.Equal(10 * 25 / 2.0, new R1 { Weight = 10 }.Loss(input).item(), 1e-12, 0);
        Close.Equal(10 * 25 / 2.0, new R2 { Weight = 10 }.Loss(input).item(), 1e-12, 0);
    }

    [Fact]
    public void R1_looks_at_real_samples_and_R2_at_generated_ones()
    {
        using DisposeScope scope = torch.NewDisposeScope();
        // The slope of |x|^2 / 2 is x.
        Tensor real = torch.tensor([1.0, 0, 0, 2], 2, 2), fake = torch.tensor([3.0, 0, 0, 1], 2, 2);
        var input = new PenaltyInput(
            x => 0.5 * x.square().sum([1]), real, fake, torch.zeros([2]), torch.zeros([2]), torch.zeros([0]));
        Close.Equal((1 + 4) / 4.0, new R1 { Weight = 1 }.Loss(input).item(), 1e-14, 0);
        Close.Equal((9 + 1) / 4.0, new R2 { Weight = 1 }.Loss(input).item(), 1e-14, 0);
    }

    [Fact]
    public void Where_each_sample_has_several_logits_its_squared_slope_is_shared_out_among_them()
    {
        using DisposeScope scope = torch.NewDisposeScope();
        // Three patches of a sample of four numbers, each half the squared length; the slope of their sum is 3 x.
        Tensor real = torch.tensor([1.0, 0, 0, 0, 0, 2, 0, 0], 2, 4), none = torch.zeros([6]);
        var input = new PenaltyInput(Thrice, real, real, none, none, torch.zeros([0]));
        Close.Equal((9 + 36) / 3.0 / 4, new R1 { Weight = 1 }.Loss(input).item(), 1e-14, 0);
        double[] lengths = [3 / Math.Sqrt(3), 6 / Math.Sqrt(3)];
        double expected = lengths.Average(length => (length - 1) * (length - 1));
        Close.Equal(expected, new GradientPenalty { Weight = 1 }.Loss(input).item(), 1e-10, 0);
        static Tensor Thrice(Tensor x) => (0.5 * x.square().sum([1], keepdim: true)).expand(-1, 3).reshape(-1);
    }

    [Theory, MemberData(nameof(Names))]
    public void A_discriminator_of_patches_may_be_penalised(string name)
    {
        using DisposeScope scope = torch.NewDisposeScope();
        // 36 logits, which do not divide the 256 numbers of a sample.
        using Discriminator discriminator = PatchGan.Create(new SampleShape(1, 16, 16), 16, 2, Normalization.None);
        Tensor real = torch.randn([4, 1, 16, 16]), fake = torch.randn([4, 1, 16, 16]), logits = discriminator.Forward(real);
        Assert.Equal(4 * 36, logits.size(0));
        Penalty penalty = s_penalties[name];
        Tensor loss = penalty.Loss(new PenaltyInput(
            samples => discriminator.Forward(samples), real, fake, logits, discriminator.Forward(fake),
            torch.zeros([penalty.MemorySize])));
        Assert.Equal(0, loss.dim());
        Assert.True(double.IsFinite(loss.item()));
        loss.backward();
    }

    [Fact]
    public void LeCam_remembers_the_mean_logits_and_draws_each_side_to_the_other()
    {
        using DisposeScope scope = torch.NewDisposeScope();
        Tensor memory = torch.zeros([2]);
        var input = new PenaltyInput(
            x => x, torch.zeros([2, 1]), torch.zeros([2, 1]), torch.tensor([1f, 3f]), torch.tensor([-1f, -3f]), memory);
        var penalty = new LeCam { Weight = 1, Decay = 0.5 };
        // The averages become 1 and -1; (1 + 1)^2 and (3 + 1)^2 have the mean 10, on either side.
        Close.Equal(20, penalty.Loss(input).item(), 1e-6, 0);
        Assert.Equal([1f, -1f], memory.ToArray<float>());
        penalty.Loss(input);
        Assert.Equal([1.5f, -1.5f], memory.ToArray<float>());
    }

    [Fact]
    public void A_lazy_penalty_is_due_at_every_so_many_updates_and_counts_so_many_times()
    {
        using DisposeScope scope = torch.NewDisposeScope();
        PenaltyInput input = Linear(torch.tensor([3.0, 4.0]));
        var lazy = new R1 { Weight = 10, Interval = 4 };
        using DataSet data = new Ring().Open();
        var step = new StepContext(data.Sampler(1, Device.Cpu), 8);
        Assert.Equal(
            [true, false, false, false, true], Enumerable.Range(0, 5).Select(update => step.IsDue(lazy.Interval, update)));
        Close.Equal(4 * new R1 { Weight = 10 }.Loss(input).item(), lazy.Loss(input).item(), 1e-14, 0);
        Assert.False(new R1 { Weight = 0 }.IsOn);
        Assert.True(lazy.IsOn);
    }

    private static PenaltyInput Linear(Tensor weight)
    {
        Tensor real = torch.randn([5, 2], dtype: ScalarType.Float64), fake = torch.randn([5, 2], dtype: ScalarType.Float64);
        Tensor zeros = torch.zeros([5], ScalarType.Float64);
        return new PenaltyInput(x => x.matmul(weight), real, fake, zeros, zeros, torch.zeros([2], ScalarType.Float64));
    }

    /// <summary>A small discriminator in float64 with a penalised loss, drawn with the same randomness each time.</summary>
    private sealed class Trial : IDisposable
    {
        private readonly Penalty _penalty;
        private readonly Tensor _real = torch.randn([6, 2], dtype: ScalarType.Float64);
        private readonly Tensor _fake = torch.randn([6, 2], dtype: ScalarType.Float64);

        internal Trial(Penalty penalty)
        {
            _penalty = penalty;
            torch.manual_seed(3);
            // tanh has the third derivatives that leaky ReLU lacks: differences never meet a kink.
            Discriminator = new Discriminator(new Sequential(new Linear(2, 5), new Tanh()), new Linear(5, 1), new SampleShape(2));
            Discriminator.To(ScalarType.Float64);
        }

        internal Discriminator Discriminator { get; }

        internal Tensor Loss()
        {
            torch.manual_seed(4);
            Tensor real = Discriminator.Forward(_real), fake = Discriminator.Forward(_fake);
            Tensor memory = torch.zeros([_penalty.MemorySize], ScalarType.Float64);
            if (_penalty.MemorySize > 0)
            {
                // Its averages are constants to the gradient, so they must not move with the differences either.
                memory = torch.tensor([0.3, -0.2]);
                return new NonSaturating().DiscriminatorLoss(real, fake)
                    + new LeCam { Weight = _penalty.Weight, Decay = 0.999999 }
                        .Loss(new PenaltyInput(samples => Discriminator.Forward(samples), _real, _fake, real, fake, memory));
            }
            return new NonSaturating().DiscriminatorLoss(real, fake)
                + _penalty.Loss(new PenaltyInput(samples => Discriminator.Forward(samples), _real, _fake, real, fake, memory));
        }

        internal double[] NumericGradient(Tensor parameter, double step)
        {
            Tensor flat = parameter.detach().view(-1);
            var gradient = new double[flat.numel()];
            for (int k = 0; k < gradient.Length; k++)
            {
                using DisposeScope scope = torch.NewDisposeScope();
                Tensor element = flat.narrow(0, k, 1);
                element.add_(step);
                double above = Loss().item();
                element.add_(-2 * step);
                double below = Loss().item();
                element.add_(step);
                gradient[k] = (above - below) / (2 * step);
            }
            return gradient;
        }

        public void Dispose() => Discriminator.Dispose();
    }
}
