namespace Saddle.Components;

/// <summary>What kind of value a setting takes.</summary>
public enum SettingKind
{
    /// <summary>Any finite number.</summary>
    Number,

    /// <summary>A whole number.</summary>
    Whole,

    /// <summary>true or false.</summary>
    Flag,

    /// <summary>A text.</summary>
    Text,

    /// <summary>One of some names.</summary>
    Choice,

    /// <summary>A component: a section of its own, with settings of its own.</summary>
    Section,

    /// <summary>Any number of components of one kind: a section for each of the kind's catalogue.</summary>
    Sections,
}
