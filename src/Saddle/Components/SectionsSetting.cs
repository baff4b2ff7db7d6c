namespace Saddle.Components;

/// <summary>A setting that is any number of components, with a section for each of the kind's catalogue.</summary>
internal interface ISections
{
    /// <summary>The catalogue's lines, each a section.</summary>
    public ICatalogue Catalogue { get; }

    /// <summary>That member of the list, or its default, which is off, where the list has none.</summary>
    public Component MemberOf(Component component, Entry entry);

    /// <summary>The component with a member in the place of the one of the same type, or behind the others.</summary>
    public Component WithMember(Component component, Component member);
}

/// <summary>Any number of components of one kind.</summary>
internal sealed record SectionsSetting<T, TKind>(
    string Key, string Meaning, Func<T, ComponentList<TKind>> Getter, Func<T, ComponentList<TKind>, T> Putter,
    Func<Catalogue<TKind>> Choosing)
    : Setting(Key, SettingKind.Sections, Meaning), ISections
    where T : Component
    where TKind : Component
{
    public ICatalogue Catalogue => Choosing();

    public override IReadOnlyList<string> Choices => Choosing().Names;

    public Component MemberOf(Component component, Entry entry)
        => Getter((T)component).FirstOrDefault(member => member.About == entry) ?? entry.Example;

    public Component WithMember(Component component, Component member)
    {
        IEnumerable<TKind> others = Getter((T)component).Where(other => other.About != member.About);
        // One with its defaults is off, as if it were not there.
        return Putter((T)component, [.. member.Equals(member.About.Example) ? others : others.Append((TKind)member)]);
    }

    internal override object Get(Component component) => Getter((T)component);

    internal override Component Put(Component component, object value) => Putter((T)component, (ComponentList<TKind>)value);

    internal override IEnumerable<string> ProblemsOf(object value)
        => ((IEnumerable<Component>)value).SelectMany(
            member => member.Problems().Select(problem => $"{ComponentPaths.SectionOf(member.Name)}: {problem}"));
}
