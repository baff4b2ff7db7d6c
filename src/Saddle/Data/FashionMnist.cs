using Saddle.Components;

namespace Saddle.Data;

/// <summary>
/// Fashion-MNIST (arXiv:1708.07747): 60,000 grey 28x28 pictures of ten kinds of garment. It is found where Debian's
/// dataset-fashion-mnist puts it, else downloaded once into the cache folder and checked.
/// </summary>
public sealed class FashionMnist : DataSource
{
    /// <summary>The catalogue's line.</summary>
    public static Entry<DataSource> Entry { get; } = new(
        "fashion-mnist", "60,000 grey 28x28 pictures of ten kinds of garment", "arXiv:1708.07747",
        [Setting.Text("split", "train", "which part", "train", "test")],
        s => new FashionMnist(s.Text("split")));

    private const string SystemFolder = "/usr/share/datasets/fashion-mnist";

    private static readonly Uri s_origin = new("http://fashion-mnist.s3-website.eu-central-1.amazonaws.com/");

    private static readonly string[] s_classes =
        ["T-shirt/top", "Trouser", "Pullover", "Dress", "Coat", "Sandal", "Shirt", "Sneaker", "Bag", "Ankle boot"];

    // SHA-256 of the files once decompressed: the same whoever compressed them.
    private static readonly Dictionary<string, string> s_digests = new()
    {
        ["train-images-idx3-ubyte"] = "c59f468a2f672dc815687fe0f83887768d799fd8a3f3276145d20f83aa44d888",
        ["train-labels-idx1-ubyte"] = "bad3541b69d912435c50bb6ba87bec294ff4f6a2e1246121d8633921760443d9",
        ["t10k-images-idx3-ubyte"] = "5b4141f0afbad91edebe8549f8fcffe087ea10ca49f1dbef5c9a5cd8815ce37b",
        ["t10k-labels-idx1-ubyte"] = "0402a96d92fd2663957122ceb108a494c5af83dab82d92729df917d7dec38c34",
    };

    private readonly string _split;

    /// <summary>Names a part.</summary>
    /// <param name="split"><c>train</c> (60,000) or <c>test</c> (10,000).</param>
    public FashionMnist(string split = "train") : base(Entry, ("split", split)) => _split = split;

    /// <inheritdoc/>
    protected override DataSet OpenCore(DataWork work)
    {
        string prefix = _split == "test" ? "t10k" : "train";
        return IdxSource.Load(Find($"{prefix}-images-idx3-ubyte"), Find($"{prefix}-labels-idx1-ubyte"), s_classes);
    }

    private static string Find(string name)
        => IdxSource.Locate(SystemFolder, name)
            ?? Download.ToCache(new Uri(s_origin, name + ".gz"), Path.Combine("fashion-mnist", name + ".gz"), s_digests[name]);
}
