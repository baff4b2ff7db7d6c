using Saddle.Components;
using Saddle.Data;

namespace Saddle.Evaluation.Features;

/// <summary>A feature network that users choose by name (<c>--features</c>, <c>evaluate.features</c>).</summary>
/// <param name="Name">What users type: lower case with hyphens.</param>
/// <param name="Create">Makes the network for a reference, all of it: a classifier is trained on its labels.</param>
public sealed record NamedFeatures(string Name, Func<SampleSet, DataWork, FeatureNetwork> Create)
{
    private static readonly Lock s_adding = new();

    private static volatile NamedFeatures[] s_all =
    [
        new("classifier", (reference, work) => ClassifierFeatures.For(reference, work)),
        new("inception", (_, work) => new TorchScriptFeatures(InceptionNetwork.Set.Locate(InceptionNetwork.Set.Files[0].Name, work))),
        new("pixels", (_, _) => new PixelFeatures()),
    ];

    /// <summary>Every named network, in the order in which they are listed.</summary>
    public static IReadOnlyList<NamedFeatures> All => s_all;

    /// <summary>Adds a network at the end.</summary>
    /// <exception cref="InputException">Another has the name.</exception>
    public static void Add(NamedFeatures features)
    {
        ArgumentNullException.ThrowIfNull(features);
        lock (s_adding)
        {
            NamedFeatures? taken = Array.Find(s_all, known => known.Name == features.Name);
            if (taken is not null && taken.Create.Method != features.Create.Method)
            {
                throw new InputException($"feature network '{features.Name}' is there already; give yours another name.");
            }
            s_all = taken is null ? [.. s_all, features] : s_all;
        }
    }

    /// <summary>The network of that name, or null.</summary>
    internal static NamedFeatures? Find(string name) => Array.Find(s_all, known => known.Name == name);

    /// <summary>The sentence for a name that is none, and no file.</summary>
    internal static string Unknown(string name)
        => Names.Unknown("feature network", name, [.. s_all.Select(known => known.Name)]) + " Nor is there a file of that name.";
}
