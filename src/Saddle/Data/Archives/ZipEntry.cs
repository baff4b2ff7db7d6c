namespace Saddle.Data.Archives;

/// <summary>A line of a zip's directory.</summary>
/// <param name="Name">The member's name, as UTF-8.</param>
/// <param name="Place">Where the member's own header begins in the file.</param>
/// <param name="Length">Its bytes, unpacked.</param>
/// <param name="Checksum">Their CRC-32.</param>
/// <param name="IsEncrypted">Whether a password is needed.</param>
internal sealed record ZipEntry(byte[] Name, long Place, long Length, uint Checksum, bool IsEncrypted);
