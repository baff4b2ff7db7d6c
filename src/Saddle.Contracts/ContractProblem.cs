namespace Saddle.Contracts;

/// <summary>A rule that a component does not keep.</summary>
/// <param name="Component">The component, with the settings that are not its defaults.</param>
/// <param name="Rule">The rule, a sentence.</param>
/// <param name="Problem">What was found instead.</param>
public sealed record ContractProblem(string Component, string Rule, string Problem)
{
    /// <inheritdoc/>
    public override string ToString() => $"{Component}: {Rule} - {Problem}";
}
