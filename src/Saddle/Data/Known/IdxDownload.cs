namespace Saddle.Data.Known;

/// <summary>What the known sets in MNIST's four idx files share.</summary>
internal static class IdxDownload
{
    /// <summary>
    /// The four files, gzip; lengths and digests in the order training images, training labels, test images, test labels.
    /// </summary>
    internal static KnownFile[] Files(bool ofContent, params IReadOnlyList<(long Bytes, string Digest)> four)
        => [.. Names.Zip(four, (name, known) => new KnownFile(name + ".gz", known.Bytes, known.Digest, ofContent))];

    /// <summary>Reads a part of a set; downloaded if it is not there yet.</summary>
    internal static ImageSet Open(KnownSet set, DataWork work, DataSplit split, IReadOnlyList<string> classes)
    {
        int first = split == DataSplit.Test ? 2 : 0;
        return IdxSource.Load(set.Locate(Names[first] + ".gz", work), set.Locate(Names[first + 1] + ".gz", work), classes);
    }

    private static string[] Names
        => ["train-images-idx3-ubyte", "train-labels-idx1-ubyte", "t10k-images-idx3-ubyte", "t10k-labels-idx1-ubyte"];
}
