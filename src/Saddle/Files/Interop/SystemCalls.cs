using System.Runtime.InteropServices;

namespace Saddle.Files.Interop;

/// <summary>
/// What .NET does not offer: a folder itself written to the disk. Only on Linux and macOS is there a need for it.
/// </summary>
internal static partial class SystemCalls
{
    // EINTR; EIO and ENOSPC.
    private const int Interrupted = 4, Broken = 5, Full = 28;

    // O_RDONLY | O_CLOEXEC: no process that is started meanwhile keeps the folder.
    private static readonly int s_read = OperatingSystem.IsLinux() ? 0x80000 : 0x1000000;

    /// <summary>
    /// Writes a folder's entries to the disk. What cannot be opened, or lies on a file system that knows no such thing, is
    /// passed over.
    /// </summary>
    /// <exception cref="IOException">The disk is full or broken.</exception>
    internal static void FlushFolder(string path)
    {
        if (!OperatingSystem.IsLinux() && !OperatingSystem.IsMacOS())
        {
            return;
        }
        int folder = open(path, s_read);
        if (folder < 0)
        {
            return;
        }
        try
        {
            while (fsync(folder) != 0)
            {
                int error = Marshal.GetLastPInvokeError();
                if (error is Broken or Full)
                {
                    throw new IOException($"{Marshal.GetPInvokeErrorMessage(error)} : '{path}'", error);
                }
                if (error != Interrupted)
                {
                    return;
                }
            }
        }
        finally
        {
            _ = close(folder);
        }
    }

    [LibraryImport("libc", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int open(string path, int flags);

    [LibraryImport("libc", SetLastError = true)]
    private static partial int fsync(int file);

    [LibraryImport("libc")]
    private static partial int close(int file);
}
