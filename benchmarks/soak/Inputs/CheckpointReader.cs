using Saddle.Torch;
using Saddle.Training;

namespace Saddle.Soak;

/// <summary>checkpoint.json, through the run that it belongs to.</summary>
internal sealed class CheckpointReader : FileReader
{
    private readonly string _run;
    private readonly byte[][] _seeds;

    internal CheckpointReader(string goldens, string folder) : base(folder, "unused")
    {
        string whole = System.IO.Path.Combine(goldens, "old-runs/adversarial/run");
        _run = System.IO.Path.Combine(folder, "run");
        foreach (string file in Directory.EnumerateFiles(whole, "*", SearchOption.AllDirectories))
        {
            string target = System.IO.Path.Combine(_run, System.IO.Path.GetRelativePath(whole, file));
            Directory.CreateDirectory(System.IO.Path.GetDirectoryName(target)!);
            File.Copy(file, target, overwrite: true);
        }
        Path = System.IO.Path.Combine(_run, "checkpoints/00000006/checkpoint.json");
        _seeds = [File.ReadAllBytes(System.IO.Path.Combine(whole, "checkpoints/00000006/checkpoint.json"))];
    }

    // Its folder is enough.
    internal override string FileName => _run;

    internal override byte[] Make(Random random) => Damage.Of(_seeds, random, isText: true);

    private protected override void ReadFile()
    {
        using DisposeScope scope = torch.NewDisposeScope();
        using Run run = Run.Open(_run);
        _ = run.Generator;
    }
}
