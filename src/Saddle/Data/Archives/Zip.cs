using Saddle.Data.Pictures;

namespace Saddle.Data.Archives;

/// <summary>A zip as an archive of pictures.</summary>
internal sealed class Zip(string path) : Archive(path, "")
{
    internal override PictureBytes BytesOf(Member member) => new ZipBytes(FilePath, member.Place, member.Length, member.Checksum);
}
