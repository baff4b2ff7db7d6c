namespace Saddle.Components;

/// <summary>
/// The names in a component's section of a recipe: its settings', and one for each component that a list of it may have. None may
/// be there twice, or recipe.json could not tell a penalty from a setting of the learner.
/// </summary>
internal static class SectionNames
{
    /// <summary>What all that recipes name hangs from. The recipe says so itself: this room looks into no other.</summary>
    internal static Func<Entry>? Root { get; set; }

    /// <summary>Refuses a line that would bring a name to some component for the second time.</summary>
    /// <param name="catalogue">The catalogue that the line is to join.</param>
    /// <param name="added">The line.</param>
    /// <exception cref="InputException">It would; the sentence names both.</exception>
    internal static void Check(ICatalogue catalogue, Entry added)
    {
        Entry[] owners = Root is null ? [] : [.. Within(Root(), [])];
        foreach (Entry owner in owners.Append(added))
        {
            if (Named(owner, catalogue, added).GroupBy(one => one.Name).FirstOrDefault(same => same.Count() > 1) is { } twice)
            {
                throw new InputException(
                    $"{catalogue.Kind} '{added.Name}' of {added.Origin} cannot be added: in recipes '{twice.Key}' would be both "
                    + $"{string.Join(" and ", twice.Take(2).Select(one => one.What))}; rename yours.");
            }
        }
    }

    // All names of one component's section, with what has them.
    private static IEnumerable<(string Name, string What)> Named(Entry owner, ICatalogue catalogue, Entry added)
    {
        IEnumerable<(string, string)> settings = owner.Settings.SelectMany(setting => setting is ISections sections
            ? (sections.Catalogue == catalogue ? sections.Catalogue.Lines.Append(added) : sections.Catalogue.Lines)
                .Select(line => (ComponentPaths.SectionOf(line.Name), $"the section of {sections.Catalogue.Kind} {line.Name}"))
            : [(setting.Name, $"the setting {setting.Name} of {owner.Name}")]);
        // What was chosen is written beside its sections.
        return owner.Settings.Any(setting => setting is ISections)
            ? settings.Prepend((ComponentPaths.NameKey, $"the name of {owner.Name}"))
            : settings;
    }

    // A line, and those of everything that its settings may be.
    private static IEnumerable<Entry> Within(Entry entry, HashSet<Entry> seen)
        => !seen.Add(entry) ? [] : entry.Settings.SelectMany(setting => setting switch
        {
            ISections sections => sections.Catalogue.Lines,
            ISection { Catalogue: { } choices } => choices.Lines,
            ISection => [((Component)setting.Default).About],
            _ => [],
        }).SelectMany(inner => Within(inner, seen)).Prepend(entry);
}
