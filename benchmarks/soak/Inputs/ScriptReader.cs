using Saddle.Data;
using Saddle.Evaluation;
using Saddle.Evaluation.Features;
using Saddle.Torch;

namespace Saddle.Soak;

/// <summary>TorchScript modules, loaded and used.</summary>
internal sealed class ScriptReader : FileReader
{
    private static readonly string[] s_names = ["features", "both", "asked"];

    private readonly byte[][] _seeds;
    private readonly Tensor _images = torch.zeros([2, 3, 8, 8]);

    internal ScriptReader(string goldens, string folder) : base(folder, "damaged.pt")
        => _seeds = [
            .. s_names.Select(name => File.ReadAllBytes(System.IO.Path.Combine(goldens, "scripts", name + ".pt"))),
        ];

    internal override byte[] Make(Random random) => random.Next(2) == 0
        ? Damage.InZip(_seeds[random.Next(_seeds.Length)], random)
        : Damage.Of(_seeds, random, isText: false);

    private protected override void ReadFile()
    {
        using DisposeScope scope = torch.NewDisposeScope();
        using var network = new TorchScriptFeatures(Path);
        using var samples = new SampleSet("zeros", new SampleShape(3, 8, 8), 2, (_, _) => new Batch(_images.clone(), null));
        using FeatureSet features = network.Of(samples);
    }

    public override void Dispose()
    {
        _images.Dispose();
        base.Dispose();
    }
}
