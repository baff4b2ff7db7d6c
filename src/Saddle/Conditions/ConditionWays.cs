using Saddle.Data;

namespace Saddle.Conditions;

/// <summary>Rows along which only the condition changes, while the latent stays.</summary>
/// <param name="Condition">The conditions, row after row.</param>
/// <param name="Steps">How many samples a row has.</param>
public sealed record ConditionWays(Condition Condition, int Steps);
