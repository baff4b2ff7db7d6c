namespace Saddle.Components;

/// <summary>A setting that is a component, with a section of its own.</summary>
internal interface ISection
{
    /// <summary>The catalogue's lines among which to choose; null where the component is always the same one.</summary>
    public ICatalogue? Catalogue { get; }
}

/// <summary>A component of one kind.</summary>
internal sealed record SectionSetting<T, TKind>(
    string Key, string Meaning, Func<T, TKind> Getter, Func<T, TKind, T> Putter, Func<Catalogue<TKind>>? Choosing)
    : Setting(Key, SettingKind.Section, Meaning), ISection
    where T : Component
    where TKind : Component
{
    public ICatalogue? Catalogue => Choosing?.Invoke();

    public override IReadOnlyList<string> Choices => Choosing?.Invoke().Names ?? [];

    internal override object Get(Component component) => Getter((T)component);

    internal override Component Put(Component component, object value) => Putter((T)component, (TKind)value);

    internal override IEnumerable<string> ProblemsOf(object value)
    {
        var inner = (Component)value;
        return inner.Problems().Select(problem => Choosing is null ? $"{Name}: {problem}" : $"{Name} {inner.Name}: {problem}");
    }
}
