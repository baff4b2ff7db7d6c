namespace Saddle.Components;

/// <summary>A number, flag or text.</summary>
internal sealed record SimpleSetting<T, TValue>(
    string Key, SettingKind Of, string Meaning, Func<T, TValue> Getter, Func<T, TValue, T> Putter)
    : Setting(Key, Of, Meaning)
    where T : Component
    where TValue : notnull
{
    internal override object Get(Component component) => Getter((T)component);

    internal override Component Put(Component component, object value) => Putter((T)component, (TValue)value);
}
