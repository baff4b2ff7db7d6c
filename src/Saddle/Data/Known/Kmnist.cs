using Saddle.Components;

namespace Saddle.Data.Known;

/// <summary>
/// Kuzushiji-MNIST (arXiv:1812.01718): 60,000 grey 28x28 pictures of ten cursive Japanese characters, downloaded once and
/// checked.
/// </summary>
[Component("kmnist", "60,000 grey 28x28 pictures of ten cursive Japanese characters", Source = "arXiv:1812.01718")]
public sealed partial record Kmnist : KnownSource
{
    internal static KnownSet Set => new(
        Entry.Name,
        "http://codh.rois.ac.jp/kmnist/dataset/kmnist/",
        IdxDownload.Files(
            ofContent: false,
            (18_165_135, "51467d22d8cc72929e2a028a0428f2086b092bb31cfb79c69cc0a90ce135fde4"),
            (29_497, "e38f9ebcd0f3ebcdec7fc8eabdcdaef93bb0df8ea12bee65224341c8183d8e17"),
            (3_041_136, "edd7a857845ad6bb1d0ba43fe7e794d164fe2dce499a1694695a792adfac43c5"),
            (5_120, "20bb9a0ef54c7db3efc55a92eef5582c109615df22683c380526788f98e42a1c")));

    /// <inheritdoc/>
    protected override DataSet OpenCore(DataWork work)
        => IdxDownload.Open(Set, work, Split, ["o", "ki", "su", "tsu", "na", "ha", "ma", "ya", "re", "wo"]);
}
