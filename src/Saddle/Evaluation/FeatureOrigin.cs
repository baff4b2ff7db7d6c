namespace Saddle.Evaluation;

/// <summary>What made features, as reports name it: scores compare only where it is the same.</summary>
/// <param name="Name">The feature network's name.</param>
/// <param name="Hash">A digest of its weights, hexadecimal; empty where there are none.</param>
public sealed record FeatureOrigin(string Name, string Hash = "")
{
    /// <inheritdoc/>
    public override string ToString() => Hash.Length == 0 ? Name : $"{Name} {Hash[..Math.Min(12, Hash.Length)]}";
}
