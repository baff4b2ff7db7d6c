using Saddle.Components;
using Saddle.Contracts;
using Saddle.Learners;
using Saddle.Networks;
using Saddle.Objectives;
using Saddle.Torch;

namespace Saddle.Tests.Contracts;

/// <summary>
/// Saddle's own components keep what the published suites ask of everybody's, and the suites find what does not.
/// </summary>
public sealed class ContractSuiteTests
{
    // Small where the defaults are made for an hour.
    private static readonly Dictionary<string, Component> s_small = new()
    {
        ["dcgan"] = new Dcgan { Size = 16, Latent = 4, GeneratorWidth = 4, DiscriminatorWidth = 4 },
        ["dcgan-upsample"] = new UpsampleDcgan { Size = 16, Latent = 4, GeneratorWidth = 4, DiscriminatorWidth = 4 },
        ["lsgan-vgg"] = new LsganVgg { Size = 14, Latent = 4, GeneratorWidth = 4, DiscriminatorWidth = 4 },
        ["lucic"] = new Lucic { Size = 16, Latent = 4, GeneratorWidth = 4, DiscriminatorWidth = 4, Features = 8 },
        ["resnet"] = new ResNet { Latent = 4, GeneratorWidth = 4, DiscriminatorWidth = 4 },
        ["r3gan"] =
            new R3Gan { Size = 16, Latent = 4, GeneratorWidth = 4, DiscriminatorWidth = 4, MaximumWidth = 8, GroupSize = 4 },
        ["transformer"] =
            new Transformer { Size = 16, Latent = 4, Width = 8, Heads = 2, GeneratorBlocks = 1, DiscriminatorBlocks = 1 },
        ["adversarial"] = new Adversarial { Network = new Mlp { GeneratorWidth = 8, DiscriminatorWidth = 8 } },
        ["vae"] = new VariationalAutoencoder { Network = new Mlp { GeneratorWidth = 8, DiscriminatorWidth = 8 } },
        ["ebgan"] = new Ebgan { Network = new Mlp { GeneratorWidth = 8, DiscriminatorWidth = 8 } },
        ["began"] = new Began { Network = new Mlp { GeneratorWidth = 8, DiscriminatorWidth = 8 } },
        ["flow"] = new Flow { Couplings = 2, Width = 8 },
    };

    // Pictures are translated by what the conditionings and learners of pictures are tested with; files must be there; theory
    // takes its time.
    private static readonly string[] s_aside = ["pix2pix", "cyclegan"];

    public static TheoryData<string> Names =>
    [
        .. Contract.Kinds.Where(kind => kind.Name is not ("data" or "experiment")).SelectMany(Own)
            .Where(entry => !s_aside.Contains(entry.Name)).Select(entry => $"{entry.Example.GetType().Name}"),
        "Ring", "Grid", "SwissRoll", "Moons", "Spiral", "Shapes", "Fork", "Conjugates", "DivergenceTable",
    ];

    [Theory, MemberData(nameof(Names))]
    public void A_component_of_Saddle_keeps_its_contract(string type)
    {
        Entry entry = Contract.Kinds.SelectMany(Own).Single(one => one.Example.GetType().Name == type);
        Component component = s_small.GetValueOrDefault(entry.Name) is { } small && small.GetType() == entry.Example.GetType()
            ? small
            : entry.Example;
        Assert.Empty(Contract.Check(component, TestContext.Current.CancellationToken));
    }

    [Fact]
    public void What_breaks_a_rule_is_found_and_the_host_stays_as_it_was()
    {
        torch.manual_seed(3);
        using RandomGenerator random = RandomGenerator.Default(Device.Cpu);
        byte[] before = random.get_state().ToArray<byte>();
        IReadOnlyList<ContractProblem> problems = Contract.Check(new Sum(), TestContext.Current.CancellationToken);
        Assert.Equal(["its losses are means: a doubled batch loses the same"], problems.Select(problem => problem.Rule));
        Assert.Equal(before, random.get_state().ToArray<byte>());
    }

    [Fact]
    public void What_a_GPU_would_wait_for_or_compute_otherwise_each_time_is_found()
    {
        ContractProblem problem = Assert.Single(Contract.Check(new Asking(), TestContext.Current.CancellationToken));
        Assert.StartsWith("saddle::to_host reads; ", problem.Problem);
        Assert.EndsWith("aten::reflection_pad2d_backward has no fixed order", problem.Problem);
    }

    // Without what other tests have added.
    private static IEnumerable<Entry> Own(ContractKind kind)
        => kind.Entries.Where(entry => entry.Example.GetType().Assembly != typeof(ContractSuiteTests).Assembly);

    // Looks at a value where it should only compute, and calls what CUDA adds up in no fixed order.
    private sealed record Asking : Objective
    {
        private static readonly Entry<Objective> s_entry = new("asking", "asks", "", () => new Asking());

        public override Entry About => s_entry;

        public override Theorem? Theorem => null;

        protected override Tensor DiscriminatorLossCore(Tensor realLogits, Tensor fakeLogits)
            => (fakeLogits.exp().mean() - realLogits.mean()) * (realLogits.size(0) > 0 && fakeLogits.max().item() < 1e9 ? 1 : 2);

        protected override Tensor GeneratorLossCore(Tensor realLogits, Tensor fakeLogits)
            => -torch.reflection_pad2d(fakeLogits.repeat(2).view(1, 1, 1, -1), 1, 1, 0, 0)
                .narrow(3, 1, 2 * fakeLogits.size(0)).mean();
    }

    // Adds up where it should average.
    private sealed record Sum : Objective
    {
        private static readonly Entry<Objective> s_entry = new("sum", "adds up", "", () => new Sum());

        public override Entry About => s_entry;

        public override Theorem? Theorem => null;

        public override bool NeedsWholeBatch => true;

        protected override Tensor DiscriminatorLossCore(Tensor realLogits, Tensor fakeLogits)
            => fakeLogits.exp().sum() - realLogits.sum();

        protected override Tensor GeneratorLossCore(Tensor realLogits, Tensor fakeLogits) => -fakeLogits.sum();
    }
}
