using Saddle.Components;
using Saddle.Conditions;
using Saddle.Data;
using Saddle.Data.Synthetic;
using Saddle.Learners;
using Saddle.Networks;
using Saddle.Objectives;
using Saddle.Tests.Support;
using Saddle.Training;

namespace Saddle.Tests.Training;

/// <summary>Which conditions the players get to see in a step where the generator is asked for others than the batch's.</summary>
public sealed class AskedConditionTests
{
    private const long Given = 0, Asked = 1;

    private static readonly DataForm s_form = new(new SampleShape(2)) { Classes = ["given", "asked"] };

    [Fact]
    public void The_generators_update_draws_and_judges_fakes_under_what_it_is_asked_for_and_nothing_else_does()
    {
        using DisposeScope scope = torch.NewDisposeScope();
        var seen = new Notes(Asks: true);
        Step(seen, new NonSaturating());
        Assert.Equal([Given, Asked], seen.OfGenerator);
        // Real and fake in the discriminator's update, fake in the generator's.
        Assert.Equal([Given, Given, Asked], seen.OfDiscriminator);
    }

    [Fact]
    public void Real_samples_are_judged_under_their_own_condition_in_the_generators_update_too()
    {
        using DisposeScope scope = torch.NewDisposeScope();
        var seen = new Notes(Asks: true);
        Step(seen, new Relativistic());
        Assert.Equal([Given, Given, Asked, Given], seen.OfDiscriminator);
    }

    [Fact]
    public void A_generator_that_is_asked_for_the_batchs_conditions_learns_from_the_same_fakes()
    {
        using DisposeScope scope = torch.NewDisposeScope();
        var seen = new Notes(Asks: false);
        Step(seen, new NonSaturating());
        Assert.Equal([Given], seen.OfGenerator);
        Assert.Equal([Given, Given, Given], seen.OfDiscriminator);
    }

    [Theory, InlineData(false, 1), InlineData(true, 1), InlineData(false, 3), InlineData(true, 3)]
    public void Fresh_fakes_are_drawn_once_more_for_the_generators_update_and_only_where_they_are_asked_for(bool fresh, int steps)
    {
        using DisposeScope scope = torch.NewDisposeScope();
        var seen = new Notes(Asks: false);
        Step(seen, new NonSaturating(), game => game with { FreshFakes = fresh, DiscriminatorSteps = steps });
        Assert.Equal(Enumerable.Repeat(Given, steps + (fresh ? 1 : 0)), seen.OfGenerator);
        Assert.Equal(Enumerable.Repeat(Given, 2 * steps + 1), seen.OfDiscriminator);
    }

    private static void Step(Notes conditioning, Objective objective, Func<Adversarial, Adversarial>? change = null)
    {
        Recipe recipe = Tiny.Points(1);
        Adversarial game = recipe.Game() with { Conditioning = conditioning, Objective = objective };
        game = change?.Invoke(game) ?? game;
        using var learner = new AdversarialLearner(game, recipe.Setup(s_form));
        using DataSet data = new Ring().Open();
        learner.Make(recipe.FirstStep(data.Sampler(1, Device.Cpu)));
    }

    // Classes for both players, who note which they see.
    private sealed record Notes(bool Asks) : Conditioning
    {
        private static readonly Entry<Conditioning> s_entry = new(
            "noting", "notes what the players see", "", () => new Notes(true));

        public override Entry About => s_entry;

        internal List<long> OfGenerator { get; } = [];

        internal List<long> OfDiscriminator { get; } = [];

        public override void Check(DataForm form) { }

        protected override Generator CreateGeneratorCore(Network network, DataForm form)
            => ConditionalGenerator.WithConditionBeside(network, form.Shape, new Noting(OfGenerator));

        protected override Discriminator CreateDiscriminatorCore(Network network, DataForm form)
            => new ProjectionDiscriminator(network.CreateDiscriminator(form.Shape), new Noting(OfDiscriminator));

        public override Condition? Of(Batch batch, DataForm form) => Classes(batch.Real.size(0), Given);

        public override Condition? ForGenerator(Condition? condition)
            => Asks ? Classes(condition!.Count, AskedConditionTests.Asked) : condition;

        private static ClassCondition Classes(long count, long value) => new(torch.zeros([count], ScalarType.Int64) + value);
    }

    private sealed class Noting(List<long> seen) : ConditionEncoder
    {
        private readonly ClassEncoder _classes = new(2);

        public override int Size => 2;

        public override Tensor Encode(Condition? condition)
        {
            seen.Add(((ClassCondition)condition!).Labels.ToArray<long>()[0]);
            return _classes.Encode(condition);
        }
    }
}
