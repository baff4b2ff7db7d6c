using Saddle.Components;
using Saddle.Data;
using Saddle.Layers;
using Saddle.Learners;
using Saddle.Networks;
using Saddle.Optimizers;
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

    private sealed class Matching : PlayerLearner
    {
        private readonly Moments _choice;
        private readonly Generator _generator;
        private readonly Player _player;

        internal Matching(Moments choice, LearnerSetup setup)
        {
            (_choice, _generator, Generator) = (choice, choice.CreateGenerator(setup.Form), choice.CreateGenerator(setup.Form));
            _generator.To(setup.Device);
            Generator.To(setup.Device);
            _player = new Player("generator", _generator, choice.GeneratorOptimizer, choice);
            Average = new MovingAverage(_player.Parameters, Generator, choice.AverageHalfLifeImages);
        }

        public override Generator Generator { get; }

        protected override IReadOnlyList<Player> Players => [_player];

        protected override MovingAverage Average { get; }

        protected override IReadOnlyList<(string Name, Tensor Value)> StepCore(StepContext context)
        {
            Tensor real = context.Next().Real.flatten(1), fake = _generator.Forward(_generator.Latents(context.Batch)).flatten(1);
            Tensor loss = (real.mean([0]) - fake.mean([0])).square().sum()
                + _choice.Covariance * (Of(real) - Of(fake)).square().sum();
            Turn turn = _player.Descend(new Loss(loss), context);
            Average.Update(context.Batch);
            return Turn.Numbers(turn);
        }

        private static Tensor Of(Tensor samples)
        {
            Tensor centred = samples - samples.mean([0]);
            return centred.t().matmul(centred) / samples.size(0);
        }
    }
}
