using Saddle.Components;

namespace Saddle.Data;

/// <summary>
/// CIFAR-10 (Krizhevsky 2009): 50,000 colour 32x32 pictures of ten kinds of animal and vehicle. Its archive is downloaded once,
/// checked, and read as it is: nothing is unpacked.
/// </summary>
public sealed class Cifar10 : DataSource
{
    /// <summary>The catalogue's line.</summary>
    public static Entry<DataSource> Entry { get; } = new(
        "cifar-10", "50,000 colour 32x32 pictures of ten kinds of animal and vehicle", "Krizhevsky 2009",
        [IdxDownload.Split],
        s => new Cifar10(s.Text("split")));

    private const string Archive = "cifar-10-binary.tar.gz", Folder = "cifar-10-batches-bin/";
    private const int ImagesEach = 10_000;

    private static readonly string[] s_classes =
        ["airplane", "automobile", "bird", "cat", "deer", "dog", "frog", "horse", "ship", "truck"];

    private readonly string _split;

    /// <summary>Names a part.</summary>
    /// <param name="split"><c>train</c> (50,000) or <c>test</c> (10,000).</param>
    public Cifar10(string split = "train") : base(Entry, ("split", split)) => _split = split;

    internal static KnownSet Set { get; } = new(
        Entry.Name,
        "https://www.cs.toronto.edu/~kriz/",
        [new KnownFile(Archive, 170_052_171, "c4a38c50a1bc5f3a1c5537f2155ab9d68f9f25eb1ed8d9ddda3db29a59bca1dd")]);

    /// <inheritdoc/>
    protected override DataSet OpenCore(DataWork work)
    {
        string[] names = _split == "test"
            ? [Folder + "test_batch.bin"]
            : [.. Enumerable.Range(1, 5).Select(k => $"{Folder}data_batch_{k}.bin")];
        return CifarFile.Join(CifarArchive.Read(Set.Locate(Archive, work), names, ImagesEach), s_classes);
    }
}
