namespace Saddle.Data;

/// <summary>A file that cannot be used.</summary>
/// <param name="File">Its path within the data's folder.</param>
/// <param name="Reason">Why, without a full stop.</param>
public sealed record SkippedFile(string File, string Reason)
{
    /// <inheritdoc/>
    public override string ToString() => $"{File} ({Reason})";
}
