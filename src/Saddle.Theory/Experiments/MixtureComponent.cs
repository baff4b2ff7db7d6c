namespace Saddle.Theory.Experiments;

/// <summary>One Gaussian of a mixture.</summary>
internal readonly record struct MixtureComponent(double Weight, double Mean, double Deviation);
