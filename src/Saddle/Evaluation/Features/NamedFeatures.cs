using Saddle.Components;
using Saddle.Data;

namespace Saddle.Evaluation.Features;

/// <summary>A feature network that users choose by name (<c>--features</c>, <c>evaluate.features</c>).</summary>
/// <param name="Name">What users type: lower case with hyphens.</param>
/// <param name="Create">Makes the network for a reference, all of it: a classifier is trained on its labels.</param>
public sealed record NamedFeatures(string Name, Func<SampleSet, DataWork, FeatureNetwork> Create)
{
    // What leaves the choice to Saddle.
    private const string Auto = "auto";

    private static readonly Registry<NamedFeatures> s_all = new("feature network", features => features.Name,
    [
        new("classifier", (reference, work) => ClassifierFeatures.For(reference, work)),
        new(
            "inception",
            (_, work) => new TorchScriptFeatures(
                InceptionNetwork.Set.Locate(InceptionNetwork.Set.Files[0].Name, work), work.Device)),
        new(ResNet18File.Set.Name, (_, work) => new ResNet18Features(work)),
        new("pixels", (_, work) => new PixelFeatures(work.Device)),
    ]);

    /// <summary>Every named network, in the order in which they are listed.</summary>
    public static IReadOnlyList<NamedFeatures> All => s_all.All;

    /// <summary>Adds a network at the end; the same object again is nothing.</summary>
    /// <exception cref="InputException">Another has the name, or it is <c>auto</c>, which is none's.</exception>
    public static void Add(NamedFeatures features)
    {
        ArgumentNullException.ThrowIfNull(features);
        if (features.Name == Auto)
        {
            throw new InputException(
                $"feature network '{Auto}' cannot be: the name leaves the choice to Saddle; give yours another name.");
        }
        s_all.Add(features);
    }

    /// <summary>The network of that name, or null.</summary>
    internal static NamedFeatures? Find(string name) => s_all.Find(name);

    /// <summary>The sentence for a name that is none, and no file.</summary>
    internal static string Unknown(string name)
        => Names.Unknown("feature network", name, [.. All.Select(known => known.Name)]) + " Nor is there a file of that name.";
}
