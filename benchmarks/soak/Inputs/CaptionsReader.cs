using System.Text;
using Saddle.Data;
using Saddle.Data.Pictures;

namespace Saddle.Soak;

/// <summary>A folder of pictures with captions: one captions.jsonl.</summary>
internal sealed class CaptionsReader : FileReader
{
    private const int CasesOfOneCache = 500;

    private readonly string _cache;
    private readonly byte[][] _seeds;
    private int _cases;

    internal CaptionsReader(string goldens, string folder) : base(System.IO.Path.Combine(folder, "captioned"), "captions.jsonl")
    {
        _cache = System.IO.Path.Combine(folder, "cache");
        for (int k = 0; k < 2; k++)
        {
            File.Copy(
                System.IO.Path.Combine(goldens, $"old-runs/pictures/film/{k}.png"),
                System.IO.Path.Combine(System.IO.Path.GetDirectoryName(Path)!, $"{k}.png"), overwrite: true);
        }
        _seeds = [
            Encoding.UTF8.GetBytes(
                "{\"file_name\": \"0.png\", \"text\": \"a red circle\"}\n"
                + "{\"file_name\": \"1.png\", \"text\": \"b\\u00e4r \\ud83d\\ude00\"}\n"),
            Encoding.UTF8.GetBytes("\n{\"text\": \"one 2 three\", \"file_name\": \"./1.png\", \"more\": [1, {\"a\": null}]}"),
        ];
    }

    // Messages of pictures that have no caption name the folder.
    internal override string FileName => System.IO.Path.GetDirectoryName(Path)!;

    internal override byte[] Make(Random random)
    {
        // Other captions are other data, which are kept each in a cache of their own.
        if (_cases++ % CasesOfOneCache == 0 && Directory.Exists(_cache))
        {
            Directory.Delete(_cache, recursive: true);
        }
        return Damage.Of(_seeds, random, isText: true);
    }

    private protected override void ReadFile()
    {
        using DataSet data = new CaptionsSource { Path = FileName }.Open();
    }
}
