using Saddle.Components;
using Saddle.Data;
using Saddle.Layers;
using Saddle.Learners;
using Saddle.Networks;
using Saddle.Torch;

namespace Garden;

/// <summary>No game: the generator matches the mean and the covariance of the data.</summary>
[Component("moments", "a generator that matches mean and covariance")]
public sealed partial record Moments : PairChoice
{
    /// <summary>How much the covariance counts beside the mean.</summary>
    [Setting(0, 1e3)] public double Covariance { get; init; } = 1;

    public override string Headline => $"{Network.Name}, {this}";

    public override Generator CreateGenerator(DataForm form) => Network.CreateGenerator(form.Shape);

    public override IReadOnlyList<NetworkPlan> Plan(DataForm form)
    {
        using Generator generator = CreateGenerator(form);
        return [new NetworkPlan("generator", LayerSummary.Of(() => generator.Forward(generator.Latents(2))), IsAveraged: true)];
    }

    protected override Learner CreateCore(LearnerSetup setup) => new Matching(this, setup);

    private sealed class Matching(Moments choice, LearnerSetup setup)
        : SoloLearner<Generator>(choice, setup, () => choice.CreateGenerator(setup.Form))
    {
        private readonly double _weight = choice.Covariance;

        protected override IReadOnlyList<(string Name, Tensor Value)> StepCore(StepContext context)
        {
            Tensor real = context.Next().Real.flatten(1), fake = Trained.Forward(Trained.Latents(context.Batch)).flatten(1);
            Tensor loss = (real.mean([0]) - fake.mean([0])).square().sum()
                + _weight * (Of(real) - Of(fake)).square().sum();
            return Turn.Numbers(Descend(loss, context));
        }

        private static Tensor Of(Tensor samples)
        {
            Tensor centred = samples - samples.mean([0]);
            return centred.t().matmul(centred) / samples.size(0);
        }
    }
}
