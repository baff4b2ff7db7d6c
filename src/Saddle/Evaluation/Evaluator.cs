using Saddle.Data;
using Saddle.Data.Known;
using Saddle.Evaluation.Features;
using Saddle.Torch;

namespace Saddle.Evaluation;

/// <summary>Measures a comparison with several metrics.</summary>
public static class Evaluator
{
    /// <summary>Measures.</summary>
    /// <param name="comparison">What is compared.</param>
    /// <param name="metrics">The metrics that are wanted; null for every one that can be measured.</param>
    /// <param name="work">Whom to tell how far it is, and what stops it.</param>
    /// <param name="skipsLacking">Whether a metric of the list that cannot be measured is left out and told of, too.</param>
    /// <exception cref="InputException">A metric that was asked for cannot be measured; the message says what it
    /// lacks.</exception>
    /// <exception cref="ArgumentException">Not all sets lie on one device.</exception>
    /// <exception cref="OperationCanceledException">The work was stopped.</exception>
    public static EvaluationReport Measure(
        Comparison comparison, IReadOnlyList<Metric>? metrics = null, DataWork? work = null, bool skipsLacking = false)
    {
        ArgumentNullException.ThrowIfNull(comparison);
        comparison.ThrowUnlessTogether();
        IReadOnlyList<Metric> wanted = metrics ?? [.. Metric.All.Entries.Select(entry => entry.Example)];
        var measured = new List<MeasuredMetric>();
        var lacking = new List<(Metric, string)>();
        foreach (Metric metric in wanted)
        {
            work?.Cancellation.ThrowIfCancellationRequested();
            work?.Progress?.Invoke(new DataProgress($"measuring {metric.Name}", measured.Count + lacking.Count, wanted.Count));
            if ((skipsLacking || metrics is null) && metric.Lacks(comparison) is { } lack)
            {
                lacking.Add((metric, lack));
                continue;
            }
            measured.Add(new MeasuredMetric(metric, metric.Measure(comparison)));
        }
        return new EvaluationReport(
            comparison.Generated.Network, comparison.Generated.Count, comparison.Reference.Count, measured, lacking);
    }

    /// <summary>The metrics of a list of names, settings after them: <c>fid,kid:subsets=3:subset_size=100</c>.</summary>
    /// <param name="names">Names with commas between; a setting after a colon, any number of them.</param>
    /// <exception cref="InputException">A name or setting is unknown, or a value is wrong; every such thing is told, with what is
    /// known. Or one metric is there with several settings: their numbers would have one name.</exception>
    public static IReadOnlyList<Metric> Parse(string names)
    {
        ArgumentNullException.ThrowIfNull(names);
        var problems = new List<string>();
        var metrics = new List<Metric>();
        foreach (string text in names.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            try
            {
                metrics.Add(ParseOne(text));
            }
            catch (InputException error)
            {
                problems.AddRange(error.Problems);
            }
        }
        Metric[] different = [.. metrics.Distinct()];
        problems.AddRange(different.GroupBy(metric => metric.Name).Where(group => group.Count() > 1).Select(
            group => $"metric {group.Key} is there with several settings, but is measured once: {string.Join(" and ", group)}."));
        return problems.Count == 0 ? different : throw new InputException(problems);
    }

    private static Metric ParseOne(string text)
    {
        string[] parts = text.Split(':', StringSplitOptions.TrimEntries);
        return Metric.All.Create(parts[0], parts[1..].Select(
            part => part.Split('=', 2, StringSplitOptions.TrimEntries) is [var key, var value]
                ? (key, (object)value)
                : throw new InputException(
                    $"metric {parts[0]}: settings are KEY=VALUE after a colon, as in kid:subsets=3:subset_size=100, "
                    + $"but this is '{part}'.")));
    }

    /// <summary>
    /// The features that are looked at if nobody says: a classifier's where the reference has labels, ResNet-18's of other
    /// images, which is downloaded once; the coordinates of points. Pixels only where ResNet-18 cannot be had.
    /// </summary>
    /// <param name="reference">All of the reference.</param>
    /// <param name="work">Whom to tell of long work, what stops it, and where features are computed.</param>
    public static FeatureNetwork DefaultFeatures(SampleSet reference, DataWork? work = null)
    {
        ArgumentNullException.ThrowIfNull(reference);
        if (reference.Shape.IsImage && reference.Classes.Count >= 2)
        {
            return ClassifierFeatures.For(reference, work);
        }
        if (!ResNet18Features.Suits(reference.Shape))
        {
            return new PixelFeatures(work?.Device);
        }
        try
        {
            return new ResNet18Features(work);
        }
        catch (DownloadException error)
        {
            work?.Warn?.Invoke(
                $"{reference.Name} has no labels to train a classifier on, and ResNet-18 cannot be had "
                + $"({error.Message.TrimEnd('.')}), so pixels are compared: they know little of what pictures show");
            return new PixelFeatures(work?.Device);
        }
    }

    /// <summary>The features of a name: auto, classifier, resnet18, inception, pixels, or a TorchScript file's path.</summary>
    /// <param name="name">The name.</param>
    /// <param name="reference">All of the reference, which a classifier is trained on.</param>
    /// <param name="work">Whom to tell of long work, what stops it, and where features are computed.</param>
    /// <exception cref="InputException">It is no name and no file.</exception>
    public static FeatureNetwork Features(string name, SampleSet reference, DataWork? work = null)
    {
        if (name == "auto")
        {
            return DefaultFeatures(reference, work);
        }
        return NamedFeatures.Find(name) is { } known ? known.Create(reference, work ?? DataWork.Quiet)
            : File.Exists(name) ? new TorchScriptFeatures(name, work?.Device)
            : throw new InputException(NamedFeatures.Unknown(name));
    }
}
