namespace Saddle.Runtime;

/// <summary>The codes of an InfoGAN (arXiv:1606.03657).</summary>
/// <param name="Categorical">K, how many categorical codes there are; 0 for none.</param>
/// <param name="Values">How many values each of those has, 0 to <paramref name="Values"/> - 1.</param>
/// <param name="Continuous">M, how many codes in [-1, 1] there are; 0 for none.</param>
public sealed record CodeDescription(int Categorical, int Values, int Continuous);
