using System.Reflection;
using System.Text.RegularExpressions;
using Saddle.Components;
using Saddle.Objectives;
using Saddle.Tests.Support;

namespace Saddle.Tests.Contracts;

/// <summary>What every catalogue of every kind keeps; a new kind is found by its <c>All</c>.</summary>
public sealed partial class CatalogueContractTests
{
    public static TheoryData<string, string> Entries()
    {
        var data = new TheoryData<string, string>();
        foreach (Kind kind in Kind.All)
        {
            foreach (Entry entry in kind.Entries)
            {
                data.Add(kind.Name, entry.Name);
            }
        }
        return data;
    }

    private static IEnumerable<Type> ConcreteComponents
        => CatalogueExtensions.OwnAssemblies.SelectMany(own => own.GetTypes())
            .Where(type => type.IsSubclassOf(typeof(Component)) && !type.IsAbstract && Kind.All.All(kind => kind.Type != type));

    private static (Kind Kind, Entry Entry) Find(string kind, string name)
    {
        Kind found = Kind.All.Single(candidate => candidate.Name == kind);
        return (found, found.Entries.Single(entry => entry.Name == name));
    }

    [Fact]
    public void Objectives_are_a_kind() => Assert.Contains(Kind.All, kind => kind.Type == typeof(Objective));

    [Fact]
    public void Every_component_is_of_a_kind_and_its_entry_in_the_kinds_catalogue()
    {
        Assert.NotEmpty(ConcreteComponents);
        // A component that there is one of only is a section of the recipe by itself.
        foreach (Type type in ConcreteComponents.Where(type => type.BaseType != typeof(Component)))
        {
            Kind? kind = Kind.All.SingleOrDefault(candidate => type.IsSubclassOf(candidate.Type));
            Assert.True(kind is not null, $"{type} has no kind: an abstract class above it with a static Catalogue named All");
            var entry = type.GetProperty("Entry", BindingFlags.Public | BindingFlags.Static)?.GetValue(null) as Entry;
            Assert.True(entry is not null, $"{type} has no static Entry");
            Assert.True(kind.Entries.Contains(entry), $"{type} is not in {kind.Type.Name}.All");
        }
    }

    [Fact]
    public void Every_entry_is_that_of_one_component()
    {
        foreach (Kind kind in Kind.All)
        {
            int types = ConcreteComponents.Count(type => type.IsSubclassOf(kind.Type));
            Assert.Equal(types, kind.Entries.Count);
            Assert.Equal(types, kind.Entries.Select(entry => entry.Name).Distinct().Count());
        }
    }

    [Theory, MemberData(nameof(Entries))]
    public void An_entry_says_what_it_is_in_one_line_under_a_plain_name(string kind, string name)
    {
        Entry entry = Find(kind, name).Entry;
        Assert.Matches(PlainName(), entry.Name);
        Assert.NotEmpty(entry.Summary);
        Assert.DoesNotContain('\n', entry.Summary);
        Assert.All(entry.Settings, setting =>
        {
            Assert.Matches(SettingName(), setting.Name);
            Assert.NotEmpty(setting.Summary);
            setting.Read(setting.Default, out string? problem);
            Assert.Null(problem);
        });
        Assert.Equal(entry.Settings.Count, entry.Settings.Select(setting => setting.Name).Distinct().Count());
    }

    [Theory, MemberData(nameof(Entries))]
    public void An_entry_creates_its_component_from_the_defaults(string kind, string name)
    {
        (Kind found, Entry entry) = Find(kind, name);
        Component made = found.Create(name, []);
        Assert.Same(entry, made.About);
        Assert.Equal(name, made.Name);
        Assert.True(made.GetType().IsSubclassOf(found.Type));
        Assert.Equal(entry.Settings.Select(setting => (setting, setting.Default)), made.Settings);
    }

    [Theory, MemberData(nameof(Entries))]
    public void Settings_make_the_round_trip_as_values_and_as_text(string kind, string name)
    {
        Kind found = Find(kind, name).Kind;
        Component made = found.Create(name, []);
        (string Path, object Value)[] values = [.. ComponentPaths.Flatten(made).Select(entry => (entry.Path, entry.Value))];
        Component again = found.Create(name, values);
        Component fromText = found.Create(name, values.Select(pair => (pair.Path, (object)Setting.Show(pair.Value).Trim('"'))));
        Assert.Equal(made, again);
        Assert.Equal(made, fromText);
        Assert.Equal(made.Settings, again.Settings);
        Assert.Equal(made.Settings, fromText.Settings);
        Assert.Equal(made.ToString(), again.ToString());
    }

    [GeneratedRegex("^[a-z0-9]+(-[a-z0-9]+)*$")]
    private static partial Regex PlainName();

    [GeneratedRegex("^[a-z0-9]+(_[a-z0-9]+)*$")]
    private static partial Regex SettingName();
}
