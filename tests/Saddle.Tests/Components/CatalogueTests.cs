using Saddle.Components;

namespace Saddle.Tests.Components;

public sealed class CatalogueTests
{
    [Fact]
    public void Every_problem_is_told_at_once()
        => Assert.Equal(
            [
                "thing sample: rate must be a number from 0 to 1, but is 2.",
                "thing sample: batch must be a whole number from 1 to 4096, but is 0.",
                "thing sample: unknown setting 'bach': did you mean batch? Known: rate, batch, seed, has_bias, layout, label.",
            ],
            Assert.Throws<InputException>(
                () => Thing.All.Create("sample", ("rate", 2.0), ("bach", 3), ("batch", 0))).Problems);

    [Fact]
    public void An_unknown_name_is_told_with_the_nearest_and_all_known()
    {
        const string message = "unknown thing 'smaple': did you mean sample? Known: sample, bare.";
        Assert.Equal(message, Assert.Throws<InputException>(() => Thing.All.Create("smaple")).Message);
        Assert.Equal(message, Assert.Throws<InputException>(() => Thing.All["smaple"]).Message);
        Assert.Null(Thing.All.Find("smaple"));
    }

    [Fact]
    public void Where_there_are_no_settings_any_is_refused()
        => Assert.Equal(
            "thing bare: there is no setting 'rate' here, nor any other.",
            Assert.Throws<InputException>(() => Thing.All.Create("bare", ("rate", 2.0))).Message);

    [Fact]
    public void Settings_that_are_not_given_take_their_defaults()
    {
        var made = (Sample)Thing.All.Create("sample", ("batch", "128"));
        Assert.Equal((0.1, 128), (made.Rate, made.Batch));
        Assert.Equal("sample (batch 128)", made.ToString());
        Assert.Equal("bare", Thing.All.Create("bare").ToString());
    }

    [Fact]
    public void Names_come_in_the_order_of_the_catalogue() => Assert.Equal(["sample", "bare"], Thing.All.Names);

    [Fact]
    public void An_entry_is_what_the_attributes_and_the_documentation_say()
    {
        Entry entry = Sample.Entry;
        Assert.Equal(("sample", "a component for tests", "nowhere, equation 1"), (entry.Name, entry.Summary, entry.Source));
        Assert.Equal(
            [
                ("rate", SettingKind.Number, "a rate", 0.1), ("batch", SettingKind.Whole, "samples a step", 64L),
                ("seed", SettingKind.Whole, "the seed of Sample", 0L),
                ("has_bias", SettingKind.Flag, "whether there is a bias", true),
                ("layout", SettingKind.Choice, "how it lies", "rows"), ("label", SettingKind.Text, "what it is called", ""),
            ],
            entry.Settings.Select(setting => (setting.Name, setting.Kind, setting.Summary, setting.Default)));
        Assert.Equal((1.0, 4096.0), (entry.Settings[1].Minimum, entry.Settings[1].Maximum));
        Assert.Equal((0.0, (double)long.MaxValue), (entry.Settings[2].Minimum, entry.Settings[2].Maximum));
        Assert.Equal(["rows", "columns-first"], entry.Settings[4].Choices);
    }

    [Fact]
    public void A_component_made_in_code_is_checked_where_it_is_used_and_tells_everything_at_once()
    {
        var wrong = new Sample { Rate = double.NaN, Batch = 0, Layout = (Layout)7 };
        Assert.Equal(
            [
                "rate must be a number from 0 to 1, but is NaN", "batch must be a whole number from 1 to 4096, but is 0",
                "layout must be one of rows, columns-first, but is \"7\"",
            ],
            wrong.Problems());
        Assert.Equal(3, Assert.Throws<InputException>(wrong.ThrowIfInvalid).Problems.Count);
    }

    [Fact]
    public void A_contradiction_is_found_again_in_a_changed_copy()
    {
        var good = new Sample();
        good.ThrowIfInvalid();
        Sample bad = good with { Rate = 0 };
        Assert.Equal("sample: a rate of 0 needs a batch of 1.", Assert.Throws<InputException>(bad.ThrowIfInvalid).Message);
        (bad with { Batch = 1 }).ThrowIfInvalid();
    }

    [Fact]
    public void Components_with_the_same_values_are_equal()
    {
        var checkedOne = new Sample();
        checkedOne.ThrowIfInvalid();
        Assert.Equal(checkedOne, new Sample());
        Assert.NotEqual(new Sample(), new Sample { Batch = 65 });
        Assert.Equal(new Whole { Parts = [new Bare(), new Sample()] }, new Whole { Parts = [new Bare(), new Sample()] });
        Assert.NotEqual(new Whole { Parts = [new Bare()] }, new Whole());
    }

    [Fact]
    public void Components_in_components_are_sections_and_naming_another_starts_from_its_defaults()
    {
        var made = (Whole)Machine.All.Create("whole", ("part.name", "sample"), ("part.batch", 7), ("sample.rate", 0.5));
        Assert.Equal(new Whole { Part = new Sample { Batch = 7 }, Parts = [new Sample { Rate = 0.5 }] }, made);
        Assert.Equal(
            ["part.name", "part.rate", "part.batch", "part.seed", "part.has_bias", "part.layout", "part.label"],
            ComponentPaths.Flatten(made).Select(field => field.Path)
                .Where(path => path.StartsWith("part.", StringComparison.Ordinal)));
        Component again = made.With("part.name", "bare").With("part.name", "sample");
        Assert.Equal(new Sample(), Assert.IsType<Whole>(again).Part);
        Assert.Equal("whole (part sample (batch 7), parts sample (rate 0.5))", made.ToString());
    }

    [Fact]
    public void Problems_of_sections_are_told_with_the_way_to_them()
        => Assert.Equal(
            [
                "part sample: batch must be a whole number from 1 to 4096, but is 0",
                "sample: rate must be a number from 0 to 1, but is 2",
            ],
            new Whole { Part = new Sample { Batch = 0 }, Parts = [new Sample { Rate = 2 }] }.Problems());
}
