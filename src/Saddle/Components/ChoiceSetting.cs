namespace Saddle.Components;

/// <summary>One of some names, an enum in code.</summary>
internal sealed record ChoiceSetting<T, TChoice>(
    string Key, string Meaning, Func<T, TChoice> Getter, Func<T, TChoice, T> Putter,
    IReadOnlyList<(TChoice Value, string Name)> Members)
    : Setting(Key, SettingKind.Choice, Meaning)
    where T : Component
    where TChoice : struct, Enum
{
    public override IReadOnlyList<string> Choices { get; } = [.. Members.Select(member => member.Name)];

    // A number that no member has is shown as it is, and refused by the check of the range.
    internal override object Get(Component component)
    {
        TChoice value = Getter((T)component);
        return Members.FirstOrDefault(member => member.Value.Equals(value)).Name ?? value.ToString();
    }

    internal override Component Put(Component component, object value)
        => Putter((T)component, Members.First(member => member.Name == (string)value).Value);
}
