using System.Formats.Tar;
using Saddle.Data.Archives;
using Saddle.Tests.Support;
using Xunit;

namespace Saddle.Tests.Data.Archives;

public sealed class ArchiveFuzzTests
{
    // A round takes half a millisecond and more here; 100,000 of each were run once.
    private const int Rounds = 5_000;

    [Fact]
    public void Whatever_a_zips_directory_holds_it_is_read_or_refused()
    {
        (string, byte[])[] members = [("a/0.png", Shades.Png(1)), ("b/1.png", Shades.Png(2)), ("dataset.json", [1, 2, 3])];
        Fuzz.Run<InvalidDataException>(
            [ZipBuilder.Of(members), ZipBuilder.Of(members)[^300..]],
            bytes => Assert.All(
                ZipDirectory.Read(new MemoryStream(bytes)), entry => Assert.InRange(entry.Place, 0, bytes.Length)),
            Rounds);
    }

    [Fact]
    public void Whatever_dataset_json_holds_it_is_read_or_refused()
        => Fuzz.Run<InvalidDataException>(
            ["""{"labels": [["0.png", 1], ["1.png", -2], null, ["2.png", [1, 0.5]]], "a": {}}"""u8.ToArray()],
            bytes =>
            {
                using var findings = new ArchiveFindings();
                findings.Members.Add(new TarShard("a.tar", ""), "0.png"u8, new Member(0, 1));
                findings.Members.Add(new TarShard("a.tar", ""), "1.png"u8, new Member(1, 1));
                ZipLabels.Apply(bytes, findings);
                Assert.Equal(2, findings.Members.Count);
            },
            Rounds);

    [Fact]
    public void Whatever_a_tar_file_holds_its_members_lie_within_it_or_are_named()
    {
        byte[] tar = Tar();
        var shard = new TarShard("a.tar", "");
        Fuzz.Run<InvalidDataException>(
            [tar],
            bytes =>
            {
                using var findings = new ArchiveFindings();
                shard.Read(new MemoryStream(bytes), findings);
                Assert.All(
                    Enumerable.Range(0, findings.Members.Count).Select(findings.Members.MemberAt),
                    member => Assert.InRange(member.Place + member.Length, 0, bytes.Length));
                if (findings.Skipped.Count > 0)
                {
                    throw new InvalidDataException("Something was named.");
                }
            },
            Rounds);
    }

    private static byte[] Tar()
    {
        var memory = new MemoryStream();
        using (var writer = new TarWriter(memory, TarEntryFormat.Pax, leaveOpen: true))
        {
            (string, byte[])[] members = [("0.png", Shades.Png(1)), ("0.cls", "1"u8.ToArray()), ("0.txt", "a"u8.ToArray())];
            foreach ((string name, byte[] content) in members)
            {
                writer.WriteEntry(new PaxTarEntry(TarEntryType.RegularFile, name) { DataStream = new MemoryStream(content) });
            }
        }
        return memory.ToArray();
    }
}
