using Saddle.Files;
using Saddle.Torch;

namespace Saddle.Soak;

/// <summary>Tensors on disk. The reader is given a stream, so its messages know no file's name.</summary>
internal sealed class SafeTensorsReader(string goldens) : Reader
{
    private readonly byte[][] _seeds = [
        File.ReadAllBytes(Path.Combine(goldens, "old-runs/adversarial/run/checkpoints/00000006/tensors.safetensors")), Own(),
    ];

    internal override string FileName => "damaged.safetensors";

    internal override byte[] Make(Random random)
    {
        byte[] file = Damage.Of(_seeds, random, isText: random.Next(2) == 0);
        // The header's length, which a change of its text makes wrong.
        if (random.Next(2) == 0 && file.Length > 8 && file.AsSpan(8).IndexOf("}}"u8) is >= 0 and var end)
        {
            BitConverter.TryWriteBytes(file, (long)end + 2);
        }
        return file;
    }

    internal override void Read(byte[] file)
    {
        using DisposeScope scope = torch.NewDisposeScope();
        foreach ((string name, Tensor value) in SafeTensors.Read(new MemoryStream(file), file.Length))
        {
            if (value.numel() > file.Length)
            {
                throw new InvalidOperationException($"{name}: {value.numel()} elements of {file.Length} bytes");
            }
        }
    }

    internal override bool Documents(Exception error) => base.Documents(error) || error is InvalidDataException;

    internal override bool TellsFile(Exception error) => error.Message.Length > 0;

    private static byte[] Own()
    {
        using DisposeScope scope = torch.NewDisposeScope();
        using var memory = new MemoryStream();
        SafeTensors.Write(
            memory,
            [("a", torch.ones([2, 3])), ("b", torch.zeros([4], ScalarType.Int64)), ("c", torch.full([], 1, ScalarType.Bool))]);
        return memory.ToArray();
    }
}
