using Saddle.Data.Pictures;

namespace Saddle.Data.Archives;

/// <summary>What the name of an archive's member says.</summary>
internal static class MemberName
{
    /// <summary>
    /// Whether a picture is meant: neither it nor a folder of its path is hidden, and its ending is a picture's.
    /// </summary>
    internal static bool IsPicture(string name) => !IsHidden(name) && FolderWalk.IsPicture(name);

    /// <summary>Whether the member or a folder of its path is hidden.</summary>
    internal static bool IsHidden(string name)
        => name.StartsWith('.') || name.Contains("/.", StringComparison.Ordinal);

    /// <summary>
    /// The name up to the first dot after its folders, which all members of a sample have in common, and the rest, in lower case.
    /// </summary>
    internal static (string Key, string Ending) Split(string name)
    {
        int dot = name.IndexOf('.', name.LastIndexOf('/') + 1);
        return dot < 0 ? (name, "") : (name[..dot], name[dot..].ToLowerInvariant());
    }
}
