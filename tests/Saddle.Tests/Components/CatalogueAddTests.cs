using Saddle.Components;
using Saddle.Learners;
using Saddle.Optimizers;
using Saddle.Penalties;
using Saddle.Tests.Support;
using Saddle.Training;

namespace Saddle.Tests.Components;

/// <summary>Catalogues belong to the process: what these tests add has names that nothing else looks at.</summary>
public sealed class CatalogueAddTests
{
    private static readonly string s_version = typeof(CatalogueAddTests).Assembly.GetName().Version!.ToString(3);
    private static readonly string s_saddle = typeof(Component).Assembly.GetName().Version!.ToString(3);

    [Fact]
    public void An_added_component_comes_last_and_to_add_it_again_is_nothing()
    {
        Catalogue<Thing> things = new("thing", Sample.Entry);
        things.Add(Bare.Entry);
        Assert.Equal([Sample.Entry, Bare.Entry], things.Entries);
        IReadOnlyList<Entry<Thing>> before = things.Entries;
        things.Add(Bare.Entry);
        things.Add(Sample.Entry);
        Assert.Same(before, things.Entries);
        Assert.Equal(["sample", "bare"], things.Names);
        Assert.Equal(new Bare(), things.Create("bare"));
    }

    [Fact]
    public void A_list_that_was_taken_before_does_not_change()
    {
        Catalogue<Thing> things = new("thing", Sample.Entry);
        IReadOnlyList<Entry<Thing>> before = things.Entries;
        things.Add(Bare.Entry);
        Assert.Equal([Sample.Entry], before);
    }

    [Fact]
    public void A_name_that_is_taken_is_refused_with_the_origin_of_both_and_nothing_is_added()
    {
        Catalogue<Thing> things = new("thing", Sample.Entry);
        Assert.Equal(
            $"thing 'sample' is there twice: Saddle.Tests {s_version} (Saddle.Tests.Components.Sample) has one, and so has "
            + $"Saddle.Tests {s_version} (Saddle.Tests.Components.Bare); use one of them, or rename yours.",
            Assert.Throws<InputException>(() => things.Add(new Entry<Thing>("sample", "another", "", () => new Bare()))).Message);
        Assert.Equal([Sample.Entry], things.Entries);
    }

    [Fact]
    public void A_name_of_Saddles_is_refused_and_Saddles_stays()
    {
        var entry = new Entry<LearningRateSchedule>("linear", "another", "", () => new SameSchedule());
        Assert.Equal(
            $"schedule 'linear' is there twice: Saddle {s_saddle} (Saddle.Optimizers.LinearSchedule) has one, and so has "
            + $"Saddle.Tests {s_version} (Saddle.Tests.Components.SameSchedule); use one of them, or rename yours.",
            Assert.Throws<InputException>(() => LearningRateSchedule.All.Add(entry)).Message);
        Assert.Same(LinearSchedule.Entry, LearningRateSchedule.All["linear"]);
    }

    [Theory]
    [InlineData("network", "the setting network of ")]
    [InlineData("discriminator-steps", "the setting discriminator_steps of adversarial")]
    [InlineData("weight-clipping", "the section of constraint weight-clipping")]
    [InlineData("name", "the name of adversarial")]
    public void A_penalty_whose_section_would_have_a_name_that_a_learner_has_is_refused(string name, string other)
    {
        string section = name.Replace('-', '_');
        var entry = new Entry<Penalty>(name, "another", "", () => new R1());
        string message = Assert.Throws<InputException>(() => Penalty.All.Add(entry)).Message;
        string start = $"penalty '{name}' of Saddle {s_saddle} (Saddle.Penalties.R1) cannot be added: in recipes '{section}' ";
        Assert.StartsWith($"{start}would be both ", message, StringComparison.Ordinal);
        Assert.Contains(other, message, StringComparison.Ordinal);
        Assert.Contains($"the section of penalty {name}", message, StringComparison.Ordinal);
        Assert.EndsWith("; rename yours.", message, StringComparison.Ordinal);
        Assert.Null(Penalty.All.Find(name));
    }

    [Fact]
    public void A_learner_with_a_setting_called_like_the_section_of_a_penalty_of_its_own_is_refused()
    {
        var entry = new Entry<LearnerChoice>("test-learner", "another", "", () => new Adversarial(),
            [.. Adversarial.Entry.Settings, Setting.Flag<Adversarial>("r1", "whether", _ => false, (game, _) => game)]);
        string message = Assert.Throws<InputException>(() => LearnerChoice.All.Add(entry)).Message;
        Assert.Contains(
            "'r1' would be both the section of penalty r1 and the setting r1 of test-learner", message, StringComparison.Ordinal);
        Assert.Null(LearnerChoice.All.Find("test-learner"));
    }

    [Fact]
    public void Additions_from_many_threads_are_all_there()
    {
        Catalogue<Thing> things = new("thing");
        Entry<Thing>[] entries =
            [.. Enumerable.Range(0, 200).Select(k => new Entry<Thing>($"thing-{k}", "one of many", "", () => new Bare()))];
        Parallel.ForEach(entries.Concat(entries), things.Add);
        Assert.Equal(entries.Select(entry => entry.Name).Order(), things.Names.Order());
    }

    [Fact]
    public void A_component_that_is_added_at_run_time_is_chosen_written_and_read_by_its_name()
    {
        LearningRateSchedule.All.Add(HalvesSchedule.Entry);
        Recipe expected = Recipes.Dcgan.WithLearner<Adversarial>(
            game => game with { Schedule = new HalvesSchedule { Second = 0.25 } });
        Assert.Equal(expected, RecipeFields.With(Recipes.Dcgan, [("schedule", "test-halves"), ("schedule.second", "0.25")]));
        Assert.Equal(
            expected, RecipeFields.With(Recipes.Dcgan, [("learner.schedule.name", "test-halves"), ("schedule.second", 0.25)]));
        Assert.Equal(expected, RecipeJson.Read("""{ "schedule": { "name": "test-halves", "second": 0.25 } }""", "mine.json"));
        string written = RecipeJson.Write(expected);
        Assert.Contains(
            $"\"extensions\": {{\n    \"Saddle.Tests\": \"{s_version}\"\n  }}", written.ReplaceLineEndings("\n"),
            StringComparison.Ordinal);
        Assert.Equal(expected, RecipeJson.Read(written, "recipe.json"));
        Assert.Contains(
            "schedule test-halves: second must be a number from 0 to 1, but is 2",
            Assert.Throws<RecipeException>(() => RecipeFields.With(expected, [("schedule.second", "2")])).Message,
            StringComparison.Ordinal);
        Assert.Equal((1, 0.25), (expected.Schedule().Share(0.25), expected.Schedule().Share(0.75)));
        // A recipe of Saddle's alone needs no extension.
        Assert.DoesNotContain("\"extensions\"", RecipeJson.Write(Recipes.Dcgan), StringComparison.Ordinal);
    }
}
