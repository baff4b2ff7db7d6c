namespace Saddle.Sampling;

/// <summary>What an option of sampling is followed by.</summary>
public enum SampleOptionKind
{
    /// <summary>A text.</summary>
    Text,

    /// <summary>A text; the option may be given several times.</summary>
    Texts,

    /// <summary>A whole number.</summary>
    Whole,

    /// <summary>Nothing: it is given or not.</summary>
    Switch,

    /// <summary>A file or folder that is there.</summary>
    Path,
}
