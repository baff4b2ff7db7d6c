using Saddle.Evaluation;
using Saddle.Torch;

namespace Saddle.Soak;

/// <summary>NumPy's arrays.</summary>
internal sealed class NpyReader(string goldens, string folder) : FileReader(folder, "damaged.npy")
{
    private readonly byte[][] _seeds =
        [.. Directory.EnumerateFiles(System.IO.Path.Combine(goldens, "npy"), "*.npy").Order().Select(File.ReadAllBytes)];

    internal override byte[] Make(Random random) => Damage.Of(_seeds, random, isText: random.Next(2) == 0);

    private protected override void ReadFile()
    {
        using DisposeScope scope = torch.NewDisposeScope();
        NpyFile file = NpyFile.Read(Path);
        if (!file.ToTensor().shape.SequenceEqual(file.Shape))
        {
            throw new InvalidOperationException($"not of the shape [{string.Join(", ", file.Shape)}]");
        }
    }
}
