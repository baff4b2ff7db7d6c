using Saddle.Components;

namespace Saddle.Data.Known;

/// <summary>
/// CIFAR-10 (Krizhevsky 2009): 50,000 colour 32x32 pictures of ten kinds of animal and vehicle. Its archive is downloaded once,
/// checked, and read as it is: nothing is unpacked.
/// </summary>
[Component("cifar-10", "50,000 colour 32x32 pictures of ten kinds of animal and vehicle", Source = "Krizhevsky 2009")]
public sealed partial record Cifar10 : KnownSource
{
    private const string Archive = "cifar-10-binary.tar.gz", Folder = "cifar-10-batches-bin/";
    private const int ImagesEach = 10_000;

    private static readonly string[] s_classes =
        ["airplane", "automobile", "bird", "cat", "deer", "dog", "frog", "horse", "ship", "truck"];

    internal static KnownSet Set => new(
        Entry.Name,
        "https://www.cs.toronto.edu/~kriz/",
        [new KnownFile(Archive, 170_052_171, "c4a38c50a1bc5f3a1c5537f2155ab9d68f9f25eb1ed8d9ddda3db29a59bca1dd")]);

    /// <inheritdoc/>
    protected override DataSet OpenCore(DataWork work)
    {
        string[] names = Split == DataSplit.Test
            ? [Folder + "test_batch.bin"]
            : [.. Enumerable.Range(1, 5).Select(k => $"{Folder}data_batch_{k}.bin")];
        return CifarFile.Join(CifarArchive.Read(Set.Locate(Archive, work), names, ImagesEach), s_classes);
    }
}
