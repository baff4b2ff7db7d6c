using Saddle.Data;
using Saddle.Layers;
using Saddle.Networks;
using Saddle.Optimizers;
using Saddle.Torch;

namespace Saddle.Contracts;

/// <summary>What every optimiser keeps, on the squares of a small network's outputs.</summary>
internal static class OptimizerRules
{
    private const int Steps = 30;

    internal static IEnumerable<Rule> Of(OptimizerChoice choice) =>
    [
        new("it goes downhill", () => Descends(choice)),
        new(
            "its state is all that it remembers: half of the steps, a copy, and the other half are all of them",
            () => Resumes(choice)),
        new("at a learning rate of 0 nothing moves", () => Stands(choice)),
        new(DeviceRule.Name, () => Watched(choice)),
    ];

    private static string? Descends(OptimizerChoice choice)
    {
        using Hill hill = new(choice);
        double before = hill.Height();
        hill.Walk(Steps);
        return hill.Height() < before ? null : FormattableString.Invariant($"from {before} it came to {hill.Height()}");
    }

    private static string? Resumes(OptimizerChoice choice)
    {
        using Hill straight = new(choice), first = new(choice), second = new(choice);
        straight.Walk(2 * Steps);
        first.Walk(Steps);
        second.TakeUp(first);
        second.Walk(Steps);
        return straight.Values.AsSpan().SequenceEqual(second.Values) ? null : "the copy went another way";
    }

    private static string? Watched(OptimizerChoice choice)
    {
        using Hill hill = new(choice);
        return DeviceRule.Check(() => hill.Walk(3));
    }

    private static string? Stands(OptimizerChoice choice)
    {
        using Hill hill = new(choice);
        float[] before = hill.Values;
        hill.LearningRate = 0;
        hill.Walk(3);
        return before.AsSpan().SequenceEqual(hill.Values) ? null : "the parameters moved";
    }

    private sealed class Hill : IDisposable
    {
        private readonly Discriminator _network;
        private readonly ParameterVector _parameters;
        private readonly Optimizer _optimizer;
        private readonly Tensor _points;

        internal Hill(OptimizerChoice choice)
        {
            torch.manual_seed(3);
            _network = new Mlp { DiscriminatorWidth = 8, HiddenLayers = 1 }.CreateDiscriminator(new SampleShape(2));
            _parameters = new ParameterVector(_network);
            _optimizer = choice.Create(_parameters);
            _points = torch.randn([16, 2]);
        }

        internal float[] Values => _parameters.Values.ToArray<float>();

        internal double LearningRate
        {
            set => _optimizer.LearningRate = value;
        }

        internal double Height() => Loss().item();

        internal void Walk(int steps)
        {
            for (int step = 0; step < steps; step++)
            {
                using DisposeScope scope = torch.NewDisposeScope();
                _parameters.ZeroGradients();
                Loss().backward();
                _optimizer.Step();
            }
        }

        internal void TakeUp(Hill other)
        {
            using GradMode mode = torch.no_grad();
            _parameters.Values.copy_(other._parameters.Values);
            foreach (((_, Tensor own), (_, Tensor given)) in _optimizer.State.Zip(other._optimizer.State))
            {
                own.copy_(given);
            }
            _optimizer.Steps = other._optimizer.Steps;
        }

        public void Dispose()
        {
            _optimizer.Dispose();
            _parameters.Dispose();
            _network.Dispose();
        }

        private Tensor Loss() => (_network.Forward(_points) - 1).square().mean();
    }
}
