using Saddle.Reporting;
using Saddle.Training;

namespace Saddle.Assessment;

/// <summary>A run as a comparison sees it.</summary>
/// <param name="Folder">Its folder.</param>
/// <param name="Recipe">Its recipe.</param>
/// <param name="Step">The step of its newest evaluation.</param>
/// <param name="Seconds">The training time until then.</param>
/// <param name="Scores">What that evaluation found, by key.</param>
public sealed record ComparedRun(
    string Folder, Recipe Recipe, long Step, double Seconds, IReadOnlyDictionary<string, double> Scores)
{
    /// <summary>Reads a run.</summary>
    /// <exception cref="RecipeException">The folder holds no run, or its run was never evaluated.</exception>
    /// <exception cref="InputException">A line of its metrics says nothing; it is named.</exception>
    internal static ComparedRun Read(string folder)
    {
        using Run run = Run.Open(folder);
        IReadOnlyList<MetricsRow> rows = File.Exists(run.MetricsFile) ? MetricsLog.Read(run.MetricsFile) : [];
        MetricsRow? row = rows.LastOrDefault(r => r.Values.ContainsKey(Run.EvaluationKey));
        return row is null
            ? throw new RecipeException(
                $"{folder}: it was never evaluated while it learnt, so that there is nothing to compare; "
                + "train with evaluate.every_images set, or measure it by itself now.")
            {
                Remedies = [new(RemedyKind.Setting, "evaluate.every_images=50000"), new(RemedyKind.Evaluate, folder)],
            }
            : new ComparedRun(
                folder, run.Recipe, row.Step ?? 0, row.Numbers().FirstOrDefault(number => number.Key == "seconds").Value,
                row[Run.EvaluationKey].Nested!.Numbers().ToDictionary());
    }
}
