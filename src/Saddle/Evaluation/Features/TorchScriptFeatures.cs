using System.Security.Cryptography;
using Saddle.Torch;

namespace Saddle.Evaluation.Features;

/// <summary>
/// A TorchScript module from images uint8 <c>[N, 3, H, W]</c> to features <c>[N, D]</c>, or to features and logits <c>[N, K]</c>.
/// Grey images get three equal planes. The Inception of 2015-12-05 that published scores are made with is known by its digest;
/// its logits are taken without bias, as the inception score has them.
/// </summary>
public sealed class TorchScriptFeatures : FeatureNetwork
{
    // NVIDIA's translation has one forward for both uses, and this argument asks it for features.
    private const string FeatureFlag = "return_features";

    private readonly string _path;
    private readonly TorchScript _script;

    /// <summary>Loads a module.</summary>
    /// <param name="path">A file written by <c>torch.jit.save</c>.</param>
    /// <param name="device">Where it is run; null for the processor.</param>
    /// <exception cref="InputException">It is missing or no such file.</exception>
    public TorchScriptFeatures(string path, Device? device = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        _path = path;
        try
        {
            using FileStream file = File.OpenRead(path);
            string digest = Convert.ToHexStringLower(SHA256.HashData(file));
            Origin = new FeatureOrigin(
                digest == InceptionNetwork.Digest ? InceptionNetwork.Name : Path.GetFileName(path), digest);
            _script = TorchScript.Load(path, device);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new InputException($"{path}: the feature network cannot be read ({error.Message.TrimEnd('.')}).", error);
        }
        catch (TorchException error)
        {
            throw new InputException(
                $"{path}: not a TorchScript module ({FirstLine(error)}); one is written by torch.jit.save, not by torch.save.",
                error);
        }
    }

    /// <inheritdoc/>
    public override FeatureOrigin Origin { get; }

    /// <inheritdoc/>
    public override Device Device => _script.Device;

    /// <inheritdoc/>
    public override void Dispose()
    {
        _script.Dispose();
        base.Dispose();
    }

    /// <inheritdoc/>
    protected override void Check(SampleSet samples)
    {
        ArgumentNullException.ThrowIfNull(samples);
        if (!samples.Shape.IsImage)
        {
            throw new InputException(
                $"{_path} makes features of images, but {samples.Name} has {samples.Shape}; use the features pixels.");
        }
    }

    /// <inheritdoc/>
    protected override (Tensor Features, Tensor? Logits) Compute(Tensor samples)
    {
        ArgumentNullException.ThrowIfNull(samples);
        Tensor[] made;
        try
        {
            made = _script.Forward(samples.size(1) == 1 ? samples.expand(-1, 3, -1, -1).contiguous() : samples, FeatureFlag);
        }
        catch (TorchException error)
        {
            throw new InputException($"{_path}: its forward fails on images {samples} ({FirstLine(error)}).", error);
        }
        if (made.Length > 2 || Array.Exists(made, tensor => tensor.dim() != 2 || tensor.size(0) != samples.size(0)))
        {
            throw new InputException(
                $"{_path}: for images {Tensor.ShapeText(samples.shape)} it should return features [{samples.size(0)}, D], "
                + "or features and logits, but returns "
                + string.Join(" and ", made.Select(tensor => Tensor.ShapeText(tensor.shape))) + ".");
        }
        Tensor features = made[0].to(ScalarType.Float32);
        return (features, made.Length == 2 ? made[1].to(ScalarType.Float32) : InceptionLogits(features));
    }

    private Tensor? InceptionLogits(Tensor features)
        => Origin.Name == InceptionNetwork.Name && _script.Parameter(InceptionNetwork.Classes, features.size(1)) is { } weights
            ? features.matmul(weights.to(ScalarType.Float32).t())
            : null;

    private static string FirstLine(TorchException error) => error.Message.Split('\n')[0].TrimEnd('.', ' ');
}
