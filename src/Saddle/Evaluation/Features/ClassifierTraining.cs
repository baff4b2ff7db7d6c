using System.Security.Cryptography;
using System.Text;
using Saddle.Components;
using Saddle.Conditions;
using Saddle.Data;
using Saddle.Optimizers;
using Saddle.Torch;

namespace Saddle.Evaluation.Features;

/// <summary>
/// Trains the classifier whose features metrics look at, always in the same way: Adam at 0.002 falling linearly to 0, batches of
/// 128, six times through the samples but at least 60,000 and at most 360,000 of them, one seed.
/// </summary>
internal sealed class ClassifierTraining : IDisposable
{
    internal const long MostSamples = 60_000;

    private const string Version = "classifier 1";
    private const int Batch = 128, Epochs = 6;
    private const long LeastImages = 60_000, MostImages = 360_000, DigestedAtOnce = 1_000;
    private const double LearningRate = 2e-3;

    private readonly Tensor _images;
    private readonly Tensor _labels;
    private readonly SampleShape _shape;
    private readonly int _classes;

    /// <summary>Reads what there is to learn from: at most 60,000 samples.</summary>
    /// <param name="samples">Images with labels.</param>
    /// <param name="work">Whom to tell, and what stops it.</param>
    internal ClassifierTraining(SampleSet samples, DataWork work)
    {
        using DisposeScope scope = torch.NewDisposeScope();
        using GradMode mode = torch.no_grad();
        Tensor all = torch.empty([Math.Min(samples.Count, MostSamples), .. samples.Shape.Sizes], ScalarType.Byte);
        List<Tensor> labels = [];
        long parts = Math.Min(samples.Parts, MostSamples / SampleSet.PartLength);
        for (long part = 0; part < parts; part++)
        {
            work.Cancellation.ThrowIfCancellationRequested();
            // Of a part only the bytes stay: as numbers it takes five times as much, and so does each step to them.
            using DisposeScope reading = torch.NewDisposeScope();
            Batch batch = samples.Read(part);
            all.narrow(0, part * SampleSet.PartLength, batch.Real.size(0)).copy_(ImageSet.ToBytes(batch.Real));
            labels.Add(reading.MoveToOuter(batch.Labels!));
        }
        Tensor answers = torch.cat([.. labels]);
        (_shape, _classes) = (samples.Shape, samples.Classes.Count);
        if (samples.PlaneClasses.Count > 0)
        {
            (_shape, _classes) = (new SampleShape(1, _shape.Height, _shape.Width), samples.PlaneClasses.Count);
            all = all.flatten(0, 1).unsqueeze(1);
            answers = OfPlanes(answers, _classes, samples.Shape.Channels);
        }
        (_images, _labels) = (all.DetachFromScope(), answers.DetachFromScope());
        Fingerprint = Digest(samples.Classes);
    }

    /// <summary>A digest of all that the classifier depends on.</summary>
    internal string Fingerprint { get; }

    /// <summary>The network before training.</summary>
    internal Classifier Create()
    {
        using var fork = new RandomFork();
        torch.manual_seed(Seeds.Derive(0, Version));
        return new Classifier(_shape, _classes);
    }

    /// <summary>Trains a network that <see cref="Create"/> made; it is in evaluation mode then.</summary>
    /// <exception cref="OperationCanceledException">The work was stopped.</exception>
    internal void Train(Classifier classifier, DataWork work)
    {
        using DisposeScope there = torch.NewDisposeScope();
        classifier.To(work.Device);
        Tensor images = _images.to(work.Device), labels = _labels.to(work.Device);
        long count = _images.size(0), steps = Math.Clamp(Epochs * count, LeastImages, MostImages) / Batch;
        using var parameters = new ParameterVector(classifier);
        using var optimizer = new Adam(parameters, LearningRate);
        using var random = new RandomGenerator(Seeds.Derive(0, Version, 1));
        using GradMode mode = torch.enable_grad();
        classifier.Train();
        for (long step = 0; step < steps; step++)
        {
            work.Cancellation.ThrowIfCancellationRequested();
            using DisposeScope scope = torch.NewDisposeScope();
            Tensor rows = torch.randint(0, count, [Batch], random).to(work.Device);
            (_, Tensor logits) = classifier.Forward(ImageSet.ToUnitRange(images.index_select(0, rows)));
            parameters.ZeroGradients();
            Likelihood.CrossEntropy(logits, labels.index_select(0, rows)).backward();
            optimizer.LearningRate = LearningRate * (1 - (step / (double)steps));
            optimizer.Step();
            work.Progress?.Invoke(new DataProgress("training the classifier (once for these data)", step + 1, steps));
        }
        classifier.Train(false);
    }

    public void Dispose()
    {
        _images.Dispose();
        _labels.Dispose();
    }

    // The label of stacked planes counts them as the digits of one number.
    private static Tensor OfPlanes(Tensor labels, long classes, long planes)
    {
        long[] digits = [.. labels.ToArray<long>().SelectMany(label => Enumerable.Range(0, (int)planes)
            .Select(plane => label / (long)Math.Pow(classes, planes - 1 - plane) % classes))];
        return torch.tensor(digits);
    }

    private string Digest(IReadOnlyList<string> classes)
    {
        using var digest = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        digest.AppendData(Encoding.UTF8.GetBytes($"{Version}|{_shape}|{string.Join('|', classes)}|"));
        for (long start = 0; start < _images.size(0); start += DigestedAtOnce)
        {
            using Tensor part = _images.narrow(0, start, Math.Min(DigestedAtOnce, _images.size(0) - start));
            digest.AppendData(part.ToArray<byte>());
        }
        foreach (long label in _labels.ToArray<long>())
        {
            digest.AppendData(BitConverter.GetBytes(label));
        }
        return Convert.ToHexStringLower(digest.GetHashAndReset());
    }
}
