using System.Security.Cryptography;
using Saddle.Data;
using Saddle.Files;
using Saddle.Torch;

namespace Saddle.Evaluation.Features;

/// <summary>
/// The features of a classifier that is trained on labelled images, once: it is kept in the cache folder under a digest of the
/// images and labels. Stacked planes are classified one by one; their features stand side by side, and their classes are all
/// combinations.
/// </summary>
public sealed class ClassifierFeatures : FeatureNetwork
{
    private readonly Classifier _classifier;
    private readonly long _planes;

    private ClassifierFeatures(Classifier classifier, long planes, Device device)
    {
        (_classifier, _planes, Device) = (classifier, planes, device);
        Origin = new FeatureOrigin("classifier", Convert.ToHexStringLower(SHA256.HashData(Bytes(classifier))));
    }

    /// <inheritdoc/>
    public override FeatureOrigin Origin { get; }

    /// <inheritdoc/>
    public override Device Device { get; }

    /// <summary>
    /// The classifier of some images: from the cache if it is there, else trained, which takes minutes, and put there.
    /// </summary>
    /// <param name="samples">Images with labels.</param>
    /// <param name="work">Whom to tell how far the training is, what stops it, and where it is computed.</param>
    /// <exception cref="InputException">They are no images, or have no labels.</exception>
    /// <exception cref="OperationCanceledException">The work was stopped; nothing is kept.</exception>
    public static ClassifierFeatures For(SampleSet samples, DataWork? work = null) => For(samples, work, CacheFolder.Path);

    /// <summary>The same with another cache folder.</summary>
    internal static ClassifierFeatures For(SampleSet samples, DataWork? work, string cacheFolder)
    {
        ArgumentNullException.ThrowIfNull(samples);
        work ??= DataWork.Quiet;
        if (!samples.Shape.IsImage || samples.Classes.Count < 2)
        {
            throw new InputException(
                $"features classifier: {samples.Name} should be images with labels of at least two classes, "
                + $"but is {samples.Shape} with "
                + $"{samples.Classes.Count} classes; use the features pixels, or a TorchScript file.");
        }
        // The same classifier whichever samples are compared, and in whatever order.
        using var training = new ClassifierTraining(samples.InFixedOrder ?? samples, work);
        Classifier classifier = training.Create();
        try
        {
            string file = Path.Combine(cacheFolder, "classifiers", training.Fingerprint + ".safetensors");
            if (!Load(classifier, file, work))
            {
                training.Train(classifier, work);
                Keep(classifier, file, work);
            }
            classifier.Train(false);
            classifier.To(work.Device);
            return new ClassifierFeatures(classifier, samples.PlaneClasses.Count > 0 ? samples.Shape.Channels : 1, work.Device);
        }
        catch
        {
            classifier.Dispose();
            throw;
        }
    }

    /// <inheritdoc/>
    public override void Dispose()
    {
        _classifier.Dispose();
        base.Dispose();
    }

    /// <inheritdoc/>
    protected override (Tensor Features, Tensor? Logits) Compute(Tensor samples)
    {
        ArgumentNullException.ThrowIfNull(samples);
        Tensor images = ImageSet.ToUnitRange(samples);
        if (_planes == 1)
        {
            return _classifier.Forward(images);
        }
        (Tensor features, Tensor logits) = _classifier.Forward(images.flatten(0, 1).unsqueeze(1));
        Tensor likely = logits.log_softmax(1).view(samples.size(0), _planes, logits.size(1));
        Tensor combined = likely.select(1, 0);
        for (long plane = 1; plane < _planes; plane++)
        {
            combined = (combined.unsqueeze(2) + likely.select(1, plane).unsqueeze(1)).flatten(1);
        }
        return (features.view(samples.size(0), _planes * features.size(1)), combined);
    }

    // Whether a usable file was there.
    private static bool Load(Classifier classifier, string file, DataWork work)
    {
        if (!File.Exists(file))
        {
            return false;
        }
        using DisposeScope scope = torch.NewDisposeScope();
        try
        {
            using FileStream stream = File.OpenRead(file);
            classifier.Load(SafeTensors.Read(stream, stream.Length));
            return true;
        }
        catch (Exception error)
            when (error is InvalidDataException or InputException or IOException or UnauthorizedAccessException)
        {
            work.Warn?.Invoke($"{file}: the kept classifier cannot be used ({error.Message.TrimEnd('.')}); it is trained anew");
            return false;
        }
    }

    private static void Keep(Classifier classifier, string file, DataWork work)
    {
        try
        {
            AtomicFile.WriteBytes(file, Bytes(classifier));
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            work.Warn?.Invoke(
                $"{file}: the classifier cannot be kept ({error.Message.TrimEnd('.')}); it will have to be trained again");
        }
    }

    private static byte[] Bytes(Classifier classifier)
    {
        using var memory = new MemoryStream();
        SafeTensors.Write(memory, [.. classifier.NamedTensors().Select(tensor => (tensor.Path, tensor.Value))]);
        return memory.ToArray();
    }
}
