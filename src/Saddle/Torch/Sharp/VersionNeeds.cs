using System.Buffers.Binary;
using System.Text;

namespace Saddle.Torch.Sharp;

/// <summary>
/// The versions of other libraries' symbols that an ELF library asks for. TorchSharp's asks for libstdc++'s of GCC 13
/// (<c>GLIBCXX_3.4.32</c>), which Debian 12 and Ubuntu 22.04 lack, by reason of one marker that nothing uses: where the need is
/// weak, the loader takes it as it is.
/// </summary>
internal static class VersionNeeds
{
    private const string Unused = "GLIBCXX_3.4.32";
    private const uint VersionNeedSection = 0x6ffffffe; // SHT_GNU_verneed
    private const ushort Weak = 2; // VER_FLG_WEAK

    /// <summary>Marks the need as weak.</summary>
    /// <param name="elf">A 64-bit little-endian ELF library, which is changed.</param>
    /// <returns>Whether it has the need.</returns>
    internal static bool Weaken(Span<byte> elf)
    {
        if (elf.Length < 64 || !elf.StartsWith("\u007fELF"u8) || elf[4] != 2 || elf[5] != 1)
        {
            return false;
        }
        try
        {
            return WeakenIn(elf);
        }
        catch (ArgumentOutOfRangeException)
        {
            return false; // its tables lead out of it
        }
    }

    private static bool WeakenIn(Span<byte> elf)
    {
        bool found = false;
        int sections = (int)Long(elf, 0x28), size = Short(elf, 0x3A), count = Short(elf, 0x3C);
        for (int k = 0; k < count; k++)
        {
            int section = sections + k * size;
            if (Int(elf, section + 4) == VersionNeedSection)
            {
                int names = sections + (int)Int(elf, section + 40) * size; // sh_link
                found |= WeakenList(elf, (int)Long(elf, section + 24), (int)Long(elf, names + 24));
            }
        }
        return found;
    }

    // A list of libraries, each with a list of the versions that are needed of it.
    private static bool WeakenList(Span<byte> elf, int library, int names)
    {
        bool found = false;
        while (true)
        {
            int need = library + (int)Int(elf, library + 8);
            for (int left = Short(elf, library + 2); left > 0; left--)
            {
                if (Text(elf, names + (int)Int(elf, need + 8)) == Unused)
                {
                    BinaryPrimitives.WriteUInt16LittleEndian(elf[(need + 4)..], (ushort)(Short(elf, need + 4) | Weak));
                    found = true;
                }
                need += (int)Int(elf, need + 12);
            }
            int next = (int)Int(elf, library + 12);
            if (next <= 0)
            {
                return found;
            }
            library += next;
        }
    }

    private static ushort Short(ReadOnlySpan<byte> elf, int at) => BinaryPrimitives.ReadUInt16LittleEndian(elf[at..]);
    private static uint Int(ReadOnlySpan<byte> elf, int at) => BinaryPrimitives.ReadUInt32LittleEndian(elf[at..]);
    private static ulong Long(ReadOnlySpan<byte> elf, int at) => BinaryPrimitives.ReadUInt64LittleEndian(elf[at..]);

    private static string Text(ReadOnlySpan<byte> elf, int at)
    {
        ReadOnlySpan<byte> rest = elf[at..];
        return Encoding.ASCII.GetString(rest[..rest.IndexOf((byte)0)]);
    }
}
