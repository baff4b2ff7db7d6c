using Saddle.Components;

namespace Saddle.Tests.Components;

public sealed class CatalogueTests
{
    private sealed class Sample(SettingValues settings)
        : Component(s_entry, [.. settings.All.Select(pair => (pair.Setting.Name, pair.Value))]);

    private sealed class Bare() : Component(s_bare);

    private static readonly Entry<Component> s_entry = new(
        "sample", "a component for tests", "",
        [Setting.Number("rate", 0.1, "a rate", 0, 1), Setting.Whole("batch", 64, "samples a step", 1, 4096)],
        settings => new Sample(settings));

    private static readonly Entry<Component> s_bare = new("bare", "a component without settings", "", [], _ => new Bare());

    private static readonly Catalogue<Component> s_catalogue = new("thing", s_entry, s_bare);

    [Fact]
    public void Every_problem_is_told_at_once()
        => Assert.Equal(
            "thing sample: rate must be a number from 0 to 1, but is 2; "
            + "unknown setting 'bach': did you mean batch? Known: rate, batch; "
            + "batch must be a whole number from 1 to 4096, but is 0.",
            Assert.Throws<ArgumentException>(
                () => s_catalogue.Create("sample", ("rate", 2.0), ("bach", 3), ("batch", 0))).Message);

    [Fact]
    public void An_unknown_name_is_told_with_the_nearest_and_all_known()
    {
        const string message = "unknown thing 'smaple': did you mean sample? Known: sample, bare.";
        Assert.Equal(message, Assert.Throws<ArgumentException>(() => s_catalogue.Create("smaple")).Message);
        Assert.Equal(message, Assert.Throws<ArgumentException>(() => s_catalogue["smaple"]).Message);
        Assert.Null(s_catalogue.Find("smaple"));
    }

    [Fact]
    public void Where_there_are_no_settings_any_is_refused()
        => Assert.Equal(
            "thing bare: there is no setting 'rate' here, nor any other.",
            Assert.Throws<ArgumentException>(() => s_catalogue.Create("bare", ("rate", 2.0))).Message);

    [Fact]
    public void Settings_that_are_not_given_take_their_defaults()
    {
        Component made = s_catalogue.Create("sample", ("batch", "128"));
        Assert.Equal(0.1, made.Settings.Number("rate"));
        Assert.Equal(128, made.Settings.Whole("batch"));
        Assert.Equal("sample (batch 128)", made.ToString());
        Assert.Equal("bare", s_catalogue.Create("bare").ToString());
    }

    [Fact]
    public void Names_come_in_the_order_of_the_catalogue() => Assert.Equal(["sample", "bare"], s_catalogue.Names);
}
