using System.Buffers.Binary;
using Saddle.Data.Pictures;
using Saddle.Files;
using Saddle.Torch;

namespace Saddle.Soak;

/// <summary>Pictures: JPEG, PNG and WebP, and what is called so.</summary>
internal sealed class PictureReader : Reader
{
    private static readonly uint[] s_table = [.. Enumerable.Range(0, 256).Select(k => Rest((uint)k))];
    private static readonly byte[] s_png = [0x89, (byte)'P', (byte)'N', (byte)'G'];

    private readonly byte[][] _seeds;

    internal PictureReader(string goldens)
    {
        using DisposeScope scope = torch.NewDisposeScope();
        _seeds = [
            .. SafeTensors.Read(System.IO.Path.Combine(goldens, "pictures.safetensors"))
                .Where(pair => pair.Key.EndsWith("/file", StringComparison.Ordinal))
                .OrderBy(pair => pair.Key, StringComparer.Ordinal)
                .Select(pair => pair.Value.ToArray<byte>()),
        ];
    }

    internal override string FileName => "damaged.jpg";

    internal override long MostBytes => (1L << 30) + (300L << 20);

    internal override byte[] Make(Random random)
    {
        byte[] file = Damage.Of(_seeds, random, isText: false);
        if (random.Next(4) != 0)
        {
            RepairPng(file);
        }
        return file;
    }

    internal override void Read(byte[] file)
    {
        Picture picture = PictureFile.Decode(file, FileName, PictureBackground.White);
        if ((long)picture.Width * picture.Height * picture.Channels != picture.Pixels.Length)
        {
            throw new InvalidOperationException($"{picture.Width}x{picture.Height} in {picture.Pixels.Length} bytes");
        }
    }

    // Else the checksums would keep most of the damage from the decoder.
    private static void RepairPng(byte[] file)
    {
        if (!file.AsSpan().StartsWith(s_png))
        {
            return;
        }
        for (long at = 8; at + 12 <= file.Length;)
        {
            uint length = BinaryPrimitives.ReadUInt32BigEndian(file.AsSpan((int)at));
            if (length > file.Length - at - 12)
            {
                return;
            }
            uint sum = 0xffffffff;
            foreach (byte value in file.AsSpan((int)at + 4, (int)length + 4))
            {
                sum = s_table[(byte)(sum ^ value)] ^ (sum >> 8);
            }
            BinaryPrimitives.WriteUInt32BigEndian(file.AsSpan((int)(at + 8 + length)), ~sum);
            at += 12 + length;
        }
    }

    private static uint Rest(uint value)
    {
        for (int k = 0; k < 8; k++)
        {
            value = (value & 1) != 0 ? 0xedb88320 ^ (value >> 1) : value >> 1;
        }
        return value;
    }
}
