using Saddle.Layers;
using Saddle.Optimizers;
using Saddle.Tests.Support;

namespace Saddle.Tests.Optimizers;

public sealed class OptimizerGoldenTests
{
    private const int Steps = 5;

    private static readonly Golden s_golden = Golden.Load("optimizers");

    private static readonly Dictionary<string, Func<ParameterVector, Optimizer>> s_optimizers = new()
    {
        ["adam"] = parameters => new Adam(parameters, 0.05),
        ["adam_beta1_half"] = parameters => new Adam(parameters, 0.0002, beta1: 0.5),
        ["adam_large_epsilon"] = parameters => new Adam(parameters, 0.05, beta1: 0, beta2: 0.9, epsilon: 0.01),
        ["rms_prop"] = parameters => new RmsProp(parameters),
        ["rms_prop_large_epsilon"] = parameters => new RmsProp(parameters, 0.01, decay: 0.9, epsilon: 0.01),
        ["sgd"] = parameters => new Sgd(parameters, 0.1),
        ["sgd_momentum"] = parameters => new Sgd(parameters, 0.1, momentum: 0.9),
    };

    public static TheoryData<string> Cases => [.. s_optimizers.Keys];

    [Fact]
    public void Every_reference_is_compared_and_every_optimiser_has_one()
    {
        IEnumerable<string> references = s_golden.Keys.Select(key => key.Split('/')[0]).Distinct();
        Assert.Equal(references.Except(["start", "gradient"]).Order(), s_optimizers.Keys.Order());
        IEnumerable<Type> types = typeof(Optimizer).Assembly.GetTypes().Where(type => type.IsSubclassOf(typeof(Optimizer)));
        using var run = new Run();
        IEnumerable<Type> compared = s_optimizers.Values.Select(make =>
        {
            using Optimizer optimizer = make(run.Parameters);
            return optimizer.GetType();
        });
        Assert.Equal(types.Select(type => type.Name).Order(), compared.Select(type => type.Name).Distinct().Order());
    }

    [Theory, MemberData(nameof(Cases))]
    public void Parameters_after_each_of_five_steps_are_PyTorchs(string name)
    {
        using DisposeScope scope = torch.NewDisposeScope();
        using var run = new Run();
        using Optimizer optimizer = s_optimizers[name](run.Parameters);
        for (int k = 0; k < Steps; k++)
        {
            run.TakeGradients(k);
            optimizer.Step();
            foreach ((string path, Tensor value) in run.Parts(run.Parameters.Values))
            {
                // Parameters are of size 1 and rounded to float32 at each of five steps: an error of about 3e-7 at most. The
                // moves themselves are 1e-3 in all for the smallest learning rate.
                Close.Equal(s_golden[$"{name}/after/{k}/{path}"], value, 1e-6, 5e-7, $"{path} after step {k}");
            }
        }
        Assert.Equal(Steps, optimizer.Steps);
    }

    [Theory, MemberData(nameof(Cases))]
    public void The_moments_after_five_steps_are_PyTorchs(string name)
    {
        using DisposeScope scope = torch.NewDisposeScope();
        using var run = new Run();
        using Optimizer optimizer = s_optimizers[name](run.Parameters);
        for (int k = 0; k < Steps; k++)
        {
            run.TakeGradients(k);
            optimizer.Step();
        }
        Dictionary<string, Tensor> expected = s_golden.Below($"{name}/state");
        var actual = optimizer.State
            .SelectMany(state => run.Parts(state.Value).Select(part => (Path: $"{state.Name}/{part.Path}", part.Value)))
            .ToDictionary(part => part.Path, part => part.Value);
        Assert.Equal(expected.Keys.Order(), actual.Keys.Order());
        foreach ((string path, Tensor value) in actual)
        {
            // Sums of five float32 terms, which may cancel: a few units in the last place of the largest term.
            Close.Equal(expected[path], value, 2e-6, 1e-6 * expected[path].abs().max().item(), path);
        }
    }

    [Theory, MemberData(nameof(Cases))]
    public void A_resumed_optimiser_goes_on_bit_for_bit(string name)
    {
        using DisposeScope scope = torch.NewDisposeScope();
        using Run straight = new(), resumed = new();
        using Optimizer optimizer = s_optimizers[name](straight.Parameters);
        const int Saved = 2;
        for (int k = 0; k < Saved; k++)
        {
            straight.TakeGradients(k);
            optimizer.Step();
        }
        using Optimizer second = s_optimizers[name](resumed.Parameters);
        resumed.Parameters.Values.copy_(straight.Parameters.Values);
        second.Steps = optimizer.Steps;
        foreach (((_, Tensor to), (_, Tensor from)) in second.State.Zip(optimizer.State))
        {
            to.copy_(from);
        }
        for (int k = Saved; k < Steps; k++)
        {
            straight.TakeGradients(k);
            resumed.TakeGradients(k);
            optimizer.Step();
            second.Step();
        }
        Close.Same(straight.Parameters.Values, resumed.Parameters.Values);
    }

    [Fact]
    public void A_step_leaves_no_tensor_behind_and_the_gradients_as_they_are()
    {
        using DisposeScope scope = torch.NewDisposeScope();
        using var run = new Run();
        using var optimizer = new Adam(run.Parameters);
        run.TakeGradients(0);
        float[] gradients = run.Parameters.Gradients.ToArray<float>();
        int before = scope.Count;
        optimizer.Step();
        Assert.Equal(before, scope.Count);
        Assert.Equal(gradients, run.Parameters.Gradients.ToArray<float>());
    }

    /// <summary>A network of the reference's shapes, at the reference's start.</summary>
    private sealed class Run : IDisposable
    {
        private readonly Sequential _network = new(new Conv2d(3, 2, 2), new Linear(5, 3));

        internal Run()
        {
            using DisposeScope scope = torch.NewDisposeScope();
            _network.Load(s_golden.Below("start"));
            Parameters = new ParameterVector(_network);
        }

        internal ParameterVector Parameters { get; }

        internal void TakeGradients(int step)
        {
            using DisposeScope scope = torch.NewDisposeScope();
            foreach ((string path, Tensor gradient) in Parameters.Parts(Parameters.Gradients))
            {
                gradient.copy_(s_golden[$"gradient/{step}/{path}"]);
            }
        }

        internal IEnumerable<(string Path, Tensor Value)> Parts(Tensor buffer) => Parameters.Parts(buffer);

        public void Dispose()
        {
            Parameters.Dispose();
            _network.Dispose();
        }
    }
}
