using Saddle.Data;
using Saddle.Evaluation;
using Saddle.Evaluation.Features;

namespace Saddle.Tests.Evaluation.Features;

/// <summary>Feature networks belong to the process: what these tests add has a name that nothing else looks at.</summary>
public sealed class NamedFeaturesTests
{
    private static NamedFeatures Mine { get; } = new("test-pixels", Create);

    [Fact]
    public void A_network_is_added_at_the_end_once_and_chosen_by_its_name()
    {
        string[] before = [.. NamedFeatures.All.Select(known => known.Name)];
        Assert.Equal(["classifier", "inception", "resnet18", "pixels"], before.Take(4));
        var last = new NamedFeatures("test-last", Create);
        NamedFeatures.Add(last);
        IReadOnlyList<NamedFeatures> after = NamedFeatures.All;
        Assert.Equal([.. before, "test-last"], after.Select(known => known.Name));
        NamedFeatures.Add(last);
        Assert.Same(after, NamedFeatures.All);
        using SampleSet reference = Reference();
        using FeatureNetwork chosen = Evaluator.Features("test-last", reference);
        Assert.IsType<PixelFeatures>(chosen);
        Assert.StartsWith(
            "unknown feature network 'test-lost': did you mean test-last? Known: classifier, inception, resnet18, pixels, ",
            Assert.Throws<InputException>(() => Evaluator.Features("test-lost", reference)).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void A_name_that_is_taken_is_refused_and_the_network_that_has_it_stays()
    {
        NamedFeatures.Add(Mine);
        IReadOnlyList<NamedFeatures> before = NamedFeatures.All;
        foreach (string name in new[] { "test-pixels", "inception" })
        {
            Assert.Equal(
                $"feature network '{name}' is there already; give yours another name.",
                Assert.Throws<InputException>(() => NamedFeatures.Add(new NamedFeatures(name, (_, _) => new PixelFeatures())))
                    .Message);
        }
        Assert.Same(before, NamedFeatures.All);
    }

    [Fact]
    public void What_is_made_by_the_same_code_with_other_values_is_another_and_refused()
    {
        static NamedFeatures Made(string message) => new("test-made", (_, _) => throw new ArgumentException(message));
        NamedFeatures first = Made("one");
        NamedFeatures.Add(first);
        Assert.Throws<InputException>(() => NamedFeatures.Add(Made("two")));
        Assert.Same(first, NamedFeatures.Find("test-made"));
    }

    [Fact]
    public void The_name_that_leaves_the_choice_to_Saddle_is_refused()
        => Assert.Equal(
            "feature network 'auto' cannot be: the name leaves the choice to Saddle; give yours another name.",
            Assert.Throws<InputException>(() => NamedFeatures.Add(new NamedFeatures("auto", Create))).Message);

    private static SampleSet Reference()
        => new("some", new SampleShape(2), 4, (_, count) => new Batch(torch.zeros([count, 2]), null));

    private static PixelFeatures Create(SampleSet reference, DataWork work) => new();
}
