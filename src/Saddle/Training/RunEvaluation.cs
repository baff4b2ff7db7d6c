using Saddle.Components;
using Saddle.Data;
using Saddle.Evaluation;
using Saddle.Evaluation.Features;
using Saddle.Graphics;
using Saddle.Learners;
using Saddle.Networks;
using Saddle.Reporting;
using Saddle.Torch;

namespace Saddle.Training;

/// <summary>
/// Measures a generator while it is being trained, beside the data that it learns from; nothing of the training is changed by it.
/// What is known of the data is worked out at the first evaluation and kept.
/// </summary>
internal sealed class RunEvaluation : IDisposable
{
    private readonly Recipe _recipe;
    private readonly DataSet _data;
    private readonly DataForm _form;
    private readonly ulong _seed;
    private FeatureNetwork? _network;
    private FeatureSet? _reference;
    private FeatureSet? _heldOut;
    private bool _warned;
    private bool _isFull;

    /// <summary>Plans the evaluations of a run.</summary>
    /// <param name="recipe">The recipe.</param>
    /// <param name="data">The data, in the form's shape; whoever evaluates does not free them.</param>
    /// <param name="form">What the data are.</param>
    internal RunEvaluation(Recipe recipe, DataSet data, DataForm form)
        => (_recipe, _data, _form, _seed) = (recipe, data, form, Seeds.Derive(unchecked((ulong)recipe.Seed), "evaluation"));

    /// <summary>
    /// Measures, where the generator lies. If the device's memory does not hold an evaluation beside the training, this one and
    /// those to come are the processor's.
    /// </summary>
    /// <param name="generator">What makes the samples.</param>
    /// <param name="work">Whom to tell how far it is, and what stops it.</param>
    /// <exception cref="InputException">A metric lacks what it needs.</exception>
    /// <exception cref="OperationCanceledException">The work was stopped.</exception>
    internal EvaluationReport Measure(Generator generator, DataWork work)
    {
        Device device = generator.Device;
        if (!_isFull)
        {
            try
            {
                return MeasureThere(generator, work with { Device = device });
            }
            catch (TorchException error) when (device.Type != DeviceType.Cpu && DeviceTrouble.IsFull(error))
            {
                _isFull = true;
                Forget();
                work.Warn?.Invoke($"evaluations do not fit into the memory of {device}: the processor measures");
            }
        }
        return MeasureThere(generator, work with { Device = Device.Cpu });
    }

    private EvaluationReport MeasureThere(Generator generator, DataWork work)
    {
        EvaluationPlan plan = _recipe.Evaluate;
        // A step and an evaluation take other buffers, so neither keeps its own for the other.
        torch.empty_cache();
        Prepare(work);
        DataSet? conditions = _recipe.Learner.IsConditional ? _data : null;
        using SampleSet samples = new GeneratedSamples(_recipe.Learner, _form, generator, conditions, _seed)
            .Take("the run's samples", plan.Count);
        using FeatureSet generated = _network!.Of(samples, work);
        var comparison = new Comparison(generated, _reference!)
        {
            HeldOut = _heldOut,
            Mixture = _network is PixelFeatures ? (_data as PointSet)?.Mixture : null,
            Seed = _seed,
        };
        EvaluationReport report = Evaluator.Measure(comparison, plan.Measured, work, skipsLacking: true);
        Warn(report, work);
        torch.empty_cache();
        return report;
    }

    /// <summary>
    /// Whether a report has a better score than every one before, by the metric that the recipe keeps the best checkpoint by.
    /// By the pixels of images none has.
    /// </summary>
    /// <param name="report">What was found now.</param>
    /// <param name="metricsFile">The run's metrics so far.</param>
    internal bool IsBest(EvaluationReport report, string metricsFile)
    {
        if (_network is PixelFeatures && _data.Shape.IsImage
            || _recipe.Evaluate.Criterion is not { } metric
            || report.Measured.FirstOrDefault(measured => measured.Metric == metric) is not { Scores: [var score, ..] })
        {
            return false;
        }
        string key = $"{Run.EvaluationKey}.{score.Key}";
        double[] before =
        [
            .. MetricsLog.Read(metricsFile).SelectMany(row => row.Numbers())
                .Where(number => number.Key == key && !double.IsNaN(number.Value))
                .Select(number => number.Value),
        ];
        return !double.IsNaN(score.Value) && before.All(value => metric.LessIsBetter ? score.Value < value : score.Value > value);
    }

    /// <summary>A new run's recipe, in which features that follow from the data have their name.</summary>
    internal static Recipe Resolved(Recipe recipe, DataSet data) => IsUnlabelled(recipe.Evaluate, data)
        ? recipe with
        {
            Evaluate = recipe.Evaluate with { Features = ResNet18Features.Suits(data.Shape) ? ResNet18File.Set.Name : "pixels" },
        }
        : recipe;

    /// <summary>Makes sure that the features of a recipe can be had, before anything is trained.</summary>
    /// <exception cref="RecipeException">They cannot; the message says what would do.</exception>
    internal static void Check(Recipe recipe, DataSet data)
    {
        string features = recipe.Evaluate.Features;
        string? problem = (recipe.Evaluate.EveryImages, features) switch
        {
            (0, _) or (_, "auto" or "pixels") => null,
            (_, "classifier") => data.Shape.IsImage && data.Classes.Count >= 2
                ? null
                : "a classifier needs images with labels of at least two classes, "
                    + $"but the data are {data.Shape} with {data.Classes.Count}",
            (_, "resnet18") => ResNet18Features.Suits(data.Shape)
                ? null
                : $"ResNet-18 looks at grey or colour images, but the data are {data.Shape}",
            (_, "inception") =>
                File.Exists(InceptionNetwork.FilePath) ? null : "the network is not there: download the set inception",
            _ when NamedFeatures.Find(features) is not null || File.Exists(features) => null,
            _ =>
                $"it should be auto, {string.Join(", ", NamedFeatures.All.Select(known => known.Name))} or a TorchScript file, "
                + $"but there is no file '{features}'",
        };
        if (problem is not null)
        {
            throw new RecipeException($"evaluate.features: {problem}.")
            {
                Remedies = features == InceptionNetwork.Set.Name ? [new(RemedyKind.Download, features)] : [],
            };
        }
    }

    /// <summary>About how many bytes an evaluation takes at once beside what is there, the first one the most.</summary>
    internal static long Bytes(Recipe recipe, DataSet data, DataForm form)
    {
        long elements = form.Shape.Elements, count = recipe.Evaluate.Count;
        bool isClassified = form.Shape.IsImage && data.Classes.Count >= 2 && recipe.Evaluate.Features is "auto" or "classifier";
        long images = isClassified ? Math.Min(data.Count ?? 0, ClassifierTraining.MostSamples) * elements : 0;
        bool isResNet = recipe.Evaluate.Features == ResNet18File.Set.Name;
        long features = isResNet ? ResNet18.FeatureCount : isClassified ? Classifier.FeatureCount : elements;
        // Generated, reference and held out, and a copy of each for a while; and what a part's first layer makes, thrice.
        return images + 6 * count * features * sizeof(double)
            + (isResNet ? ResNet18Features.Bytes
                : isClassified ? 3L * SampleSet.PartLength * Classifier.FirstWidth * elements * sizeof(float)
                : 0);
    }

    public void Dispose() => Forget();

    private void Forget()
    {
        _network?.Dispose();
        _reference?.Dispose();
        _heldOut?.Dispose();
        (_network, _reference, _heldOut) = (null, null, null);
    }

    // A metric that does not suit the data is no reason to end a training; once is enough to say so.
    private void Warn(EvaluationReport report, DataWork work)
    {
        foreach ((Metric metric, string lack) in _warned ? [] : report.Lacking)
        {
            work.Warn?.Invoke($"evaluate.metrics: {metric.Name} is not measured: {lack}");
        }
        _warned = true;
    }

    private void Prepare(DataWork work)
    {
        if (_reference is not null)
        {
            return;
        }
        EvaluationPlan plan = _recipe.Evaluate;
        using SampleSet all = SetOf(_data, _data.Count ?? plan.Count);
        _network ??= Evaluator.Features(FeaturesOf(plan), all, work);
        if (plan.Measured.Any(metric => metric.LooksForCopies) && _recipe.Data.TestHalf is { } half)
        {
            using DataSet fitting = half.Open(work, _ => _form.Shape);
            using SampleSet heldOut = SetOf(fitting, plan.Count);
            _heldOut = _network.Of(heldOut, work);
        }
        _reference = _network.Of(all.First(plan.Count), work);
    }

    // A run from before ResNet-18 says auto, and goes on with what its scores are of.
    private string FeaturesOf(EvaluationPlan plan)
        => !IsUnlabelled(plan, _data) ? plan.Features : File.Exists(InceptionNetwork.FilePath) ? "inception" : "pixels";

    private static bool IsUnlabelled(EvaluationPlan plan, DataSet data)
        => plan.Features == "auto" && data is { Shape.IsImage: true, Classes.Count: < 2 };

    private SampleSet SetOf(DataSet data, long count) => SampleSet.Of(data, _recipe.Data.ToString(), count, _seed, null);
}
