using Saddle.Components;

namespace Saddle.Data.Known;

/// <summary>MNIST (LeCun et al. 1998): 60,000 grey 28x28 pictures of handwritten digits, downloaded once and checked.</summary>
[Component("mnist", "60,000 grey 28x28 pictures of handwritten digits", Source = "LeCun et al. 1998")]
public sealed partial record Mnist : KnownSource
{
    // The authors' own server no longer gives the files; this one has the same.
    internal static KnownSet Set => new(
        Entry.Name,
        "https://storage.googleapis.com/cvdf-datasets/mnist/",
        IdxDownload.Files(
            ofContent: false,
            (9_912_422, "440fcabf73cc546fa21475e81ea370265605f56be210a4024d2ca8f203523609"),
            (28_881, "3552534a0a558bbed6aed32b30c495cca23d567ec52cac8be1a0730e8010255c"),
            (1_648_877, "8d422c7b0a1c1c79245a5bcf07fe86e33eeafee792b84584aec276f5a2dbc4e6"),
            (4_542, "f7ae60f92e00ec6debd23a6088c31dbd2371eca3ffa0defaefb259924204aec6")));

    /// <inheritdoc/>
    protected override DataSet OpenCore(DataWork work)
        => IdxDownload.Open(Set, work, Split, ["0", "1", "2", "3", "4", "5", "6", "7", "8", "9"]);
}
