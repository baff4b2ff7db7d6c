using Saddle.Data.Known;

namespace Saddle.Evaluation.Features;

/// <summary>
/// The Inception network of 2015-12-05, with which published scores are made, as TorchScript (a translation by NVIDIA, without
/// weights of its own). Torchvision's Inception is another network, and gives other scores.
/// </summary>
public static class InceptionNetwork
{
    /// <summary>What reports call it.</summary>
    public const string Name = "inception-2015-12-05";

    /// <summary>The file's SHA-256.</summary>
    internal const string Digest = "f58cb9b6ec323ed63459aa4fb441fe750cfe39fafad6da5cb504a16f19e958f4";

    /// <summary>How many classes it knows; the first is nobody's.</summary>
    internal const int Classes = 1008;

    /// <summary>The file, as it can be downloaded.</summary>
    public static KnownSet Set { get; } = new(
        "inception",
        "https://nvlabs-fi-cdn.nvidia.com/stylegan2-ada-pytorch/pretrained/metrics/",
        [new KnownFile("inception-2015-12-05.pt", 95_607_719, Digest)]);

    /// <summary>Where it lies, or would lie after a download.</summary>
    public static string FilePath => Path.Combine(Set.Folder, Set.Files[0].Name);
}
