using Saddle.Augmentations;
using Saddle.Components;
using Saddle.Conditions;
using Saddle.Data;
using Saddle.Evaluation;
using Saddle.Learners;
using Saddle.Networks;
using Saddle.Objectives;
using Saddle.Optimizers;
using Saddle.Penalties;
using Saddle.Theory.Experiments;
using Saddle.Torch;

namespace Saddle.Contracts;

/// <summary>
/// What every component of a kind keeps, whoever wrote it. It needs no test framework: problems come back as a list, so that a
/// test of any framework says that there are none.
/// </summary>
public static class Contract
{
    /// <summary>Every kind of component, in the order in which they are listed.</summary>
    public static IReadOnlyList<ContractKind> Kinds { get; } =
    [
        ContractKind.Of("objective", Objective.All, ObjectiveRules.Of),
        ContractKind.Of("penalty", Penalty.All, PenaltyRules.Of),
        ContractKind.Of("constraint", Constraint.All, ConstraintRules.Of),
        ContractKind.Of("network", Network.All, NetworkRules.Of),
        ContractKind.Of("conditioning", Conditioning.All, ConditioningRules.Of),
        ContractKind.Of("data", DataSource.All, DataSourceRules.Of),
        ContractKind.Of("metric", Metric.All, MetricRules.Of),
        ContractKind.Of("optimizer", OptimizerChoice.All, OptimizerRules.Of),
        ContractKind.Of("learner", LearnerChoice.All, LearnerRules.Of),
        ContractKind.Of("schedule", LearningRateSchedule.All, ScheduleRules.Of),
        ContractKind.Of("augmentation", Augmentation.All, AugmentationRules.Of),
        ContractKind.Of("experiment", Experiment.All, ExperimentRules.Of),
    ];

    /// <summary>The rules that a component is checked by, a sentence each.</summary>
    public static IReadOnlyList<string> RulesOf(Component component) => [.. Rules(component).Select(rule => rule.Name)];

    /// <summary>Checks a component with the settings that it has; seconds at most, on the processor.</summary>
    /// <param name="component">The component.</param>
    /// <param name="cancellation">Ends the check early.</param>
    /// <returns>Every rule that it does not keep; empty if it keeps all.</returns>
    public static IReadOnlyList<ContractProblem> Check(Component component, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(component);
        var problems = new List<ContractProblem>();
        foreach (Rule rule in Rules(component))
        {
            cancellation.ThrowIfCancellationRequested();
            if (ProblemOf(rule) is { } problem)
            {
                problems.Add(new ContractProblem(component.ToString(), rule.Name, problem));
            }
        }
        return problems;
    }

    private static IEnumerable<Rule> Rules(Component component)
    {
        ArgumentNullException.ThrowIfNull(component);
        return ComponentRules.Of(component).Concat(Kinds.SelectMany(kind => kind.Rules(component)));
    }

    // What a rule draws at random is the same every time, and the host's random numbers stay what they were.
    private static string? ProblemOf(Rule rule)
    {
        using var fork = new RandomFork();
        using DisposeScope scope = torch.NewDisposeScope();
        torch.manual_seed(1);
        try
        {
            return rule.Check();
        }
#pragma warning disable CA1031 // Whatever it throws is what is wrong with it.
        catch (Exception error) when (error is not OperationCanceledException)
        {
            return $"it threw {error.GetType().Name}: {error.Message}";
        }
#pragma warning restore CA1031
    }
}
