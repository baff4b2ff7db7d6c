using Saddle.Components;
using Saddle.Conditions;
using Saddle.Data;
using Saddle.Data.Synthetic;
using Saddle.Learners;
using Saddle.Networks;
using Saddle.Sampling;
using Saddle.Training;

namespace Saddle.Tests.Sampling;

/// <summary>Options that several components declare, and runs that do not take them.</summary>
public sealed class SampleOptionCatalogueTests
{
    private static readonly SampleOption s_tone = new("--tone", SampleOptionKind.Text, "The tone");

    [Fact]
    public void Every_option_is_there_once_with_who_takes_it()
    {
        IReadOnlyList<TakenOption> all = SampleOptionCatalogue.All;
        Assert.Equal(all.Count, all.Select(taken => taken.Option.Name).Distinct().Count());
        Assert.Equal("cgan, acgan, projection", all.Single(taken => taken.Option.Name == "--label").Takers);
        Assert.Equal("picture, cyclegan, vae", all.Single(taken => taken.Option.Name == "--input").Takers);
    }

    [Fact]
    public void Two_may_declare_one_option_for_values_of_one_kind()
    {
        TakenOption taken = Assert.Single(Of(new("high", s_tone), new("low", s_tone with { Meaning = "The low tone" })));
        Assert.Equal("The tone (high); The low tone (low)", taken.Meaning);
    }

    [Fact]
    public void One_name_for_values_of_two_kinds_is_refused_with_both_who_declare_it()
    {
        string message = Assert.Throws<InputException>(
            () => Of(new("high", s_tone), new("low", s_tone with { Kind = SampleOptionKind.Whole }))).Message;
        Assert.StartsWith("option --tone is a text of high (Saddle.Tests ", message, StringComparison.Ordinal);
        Assert.Contains("but a whole number of low (Saddle.Tests ", message, StringComparison.Ordinal);
    }

    [Theory, InlineData("--seed"), InlineData("--out")]
    public void The_name_of_an_option_of_every_run_is_refused(string name) => Assert.Contains(
        "every run has one of that name; rename it",
        Assert.Throws<InputException>(() => Of(new Taking("high", s_tone with { Name = name }))).Message,
        StringComparison.Ordinal);

    [Fact]
    public void A_learner_tells_everything_that_it_does_not_take()
    {
        using var generator = (Generator)new VariationalGenerator(new Mlp { Latent = 2 }, new SampleShape(2));
        var request = new SampleRequest(generator, new DataForm(new SampleShape(2)))
        {
            Given = new SampleValues(("--label", "1"), ("--count", "0"), ("--cont", "1"), ("--frames", "2")),
            Source = "the run",
        };
        Assert.Equal(
            [
                "--label 1: the run was trained without class labels (learner vae); leave --label out, "
                    + "or train with one of cgan, acgan, projection (recipe cgan).",
                "unknown option '--cont': did you mean --count? Known: --count, --columns, --seed, --interpolate, --input.",
                "--frames goes with --input: How many frames follow those of --input, in a row or, as .apng, a film.",
                "--count must be a whole number from 1 to 1000000, but is 0.",
            ],
            Assert.Throws<InputException>(() => new VariationalAutoencoder().Draw(request)).Problems);
    }

    private static IReadOnlyList<TakenOption> Of(params Taking[] all)
        => SampleOptionCatalogue.Of(all.Select(one => one.About));

    private sealed record Taking(string Called, SampleOption Option) : Conditioning
    {
        public override Entry About => new Entry<Conditioning>(Called, "for a test", "", () => this);

        public override IReadOnlyList<SampleOption> SampleOptions => [Option];

        public override void Check(DataForm form) { }

        public override Condition? Of(Batch batch, DataForm form) => null;

        protected override Generator CreateGeneratorCore(Network network, DataForm form)
            => throw new NotSupportedException();

        protected override Discriminator CreateDiscriminatorCore(Network network, DataForm form)
            => throw new NotSupportedException();
    }
}
