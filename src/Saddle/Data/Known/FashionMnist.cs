using Saddle.Components;

namespace Saddle.Data.Known;

/// <summary>
/// Fashion-MNIST (arXiv:1708.07747): 60,000 grey 28x28 pictures of ten kinds of garment. It is found where Debian's
/// dataset-fashion-mnist puts it, else downloaded once into the cache folder and checked.
/// </summary>
[Component("fashion-mnist", "60,000 grey 28x28 pictures of ten kinds of garment", Source = "arXiv:1708.07747")]
public sealed partial record FashionMnist : KnownSource
{
    private static readonly string[] s_classes =
        ["T-shirt/top", "Trouser", "Pullover", "Dress", "Coat", "Sandal", "Shirt", "Sneaker", "Bag", "Ankle boot"];

    /// <summary>Its files, and how they are had.</summary>
    // Debian has compressed the files anew, so the digests are those of their content.
    public static KnownSet Set => new(
        Entry.Name,
        "http://fashion-mnist.s3-website.eu-central-1.amazonaws.com/",
        IdxDownload.Files(
            ofContent: true,
            (26_421_880, "c59f468a2f672dc815687fe0f83887768d799fd8a3f3276145d20f83aa44d888"),
            (29_515, "bad3541b69d912435c50bb6ba87bec294ff4f6a2e1246121d8633921760443d9"),
            (4_422_102, "5b4141f0afbad91edebe8549f8fcffe087ea10ca49f1dbef5c9a5cd8815ce37b"),
            (5_148, "0402a96d92fd2663957122ceb108a494c5af83dab82d92729df917d7dec38c34")),
        "/usr/share/datasets/fashion-mnist",
        "dataset-fashion-mnist");

    /// <inheritdoc/>
    protected override DataSet OpenCore(DataWork work) => IdxDownload.Open(Set, work, Split, s_classes);
}
