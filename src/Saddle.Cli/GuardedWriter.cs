using System.Net.Sockets;
using System.Text;

namespace Saddle.Cli;

/// <summary>
/// Standard output or standard error. Where it cannot be written, that is told once, and nothing more is written: whoever is
/// told decides what becomes of the command.
/// </summary>
/// <param name="inner">What is written to; null where it is closed.</param>
/// <param name="escapes">Whether control characters are escaped; not for what draws on a terminal on purpose.</param>
/// <param name="failed">Told why it cannot be written, and whether only nobody reads it any more.</param>
internal sealed class GuardedWriter(TextWriter? inner, bool escapes, Action<string, bool> failed) : TextWriter
{
    // EPIPE, and Windows' broken and closing pipes.
    private static readonly int[] s_unread = [32, 109, 232];

    private bool _isSilent;

    /// <inheritdoc/>
    public override Encoding Encoding => inner?.Encoding ?? Encoding.UTF8;

    /// <summary>Writes nothing from now on.</summary>
    internal void Silence() => _isSilent = true;

    /// <inheritdoc/>
    public override void Write(char value) => Write(value.ToString());

    /// <inheritdoc/>
    public override void Write(char[] buffer, int index, int count) => Write(new string(buffer, index, count));

    /// <inheritdoc/>
    public override void Write(ReadOnlySpan<char> buffer) => Write(buffer.ToString());

    /// <inheritdoc/>
    public override void WriteLine() => Write(NewLine);

    /// <inheritdoc/>
    public override void WriteLine(string? value) => Write(value + NewLine);

    /// <inheritdoc/>
    public override void Write(string? value)
    {
        if (!string.IsNullOrEmpty(value) && !_isSilent)
        {
            Try(writer => writer.Write(escapes ? ControlCharacters.Escape(value) : value));
        }
    }

    /// <inheritdoc/>
    public override void Flush()
    {
        if (!_isSilent)
        {
            Try(writer => writer.Flush());
        }
    }

    private void Try(Action<TextWriter> write)
    {
        try
        {
            write(inner ?? throw new IOException("it is closed"));
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or ObjectDisposedException)
        {
            _isSilent = true;
            failed(error.Message, IsUnread(error));
        }
    }

    // A pipe has the system's number one exception further in.
    private static bool IsUnread(Exception error)
        => s_unread.Contains(error.HResult & 0xffff)
            || (error.InnerException is SocketException { NativeErrorCode: var code } && s_unread.Contains(code));
}
