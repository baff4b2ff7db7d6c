using System.Globalization;
using System.IO.Pipes;
using System.Text;
using Microsoft.Win32.SafeHandles;
using Spectre.Console;

namespace Saddle.Cli;

/// <summary>
/// Standard output and standard error, which may be closed, full, or read by nobody any more. A command whose output cannot be
/// written fails with one sentence; one that nobody reads any more goes on in silence; and so does a training in either case,
/// for it is not there to be read. What standard error cannot say is lost.
/// </summary>
internal static class StandardStreams
{
    private const int Input = 0, Output = 1, Error = 2, OpenedHere = 0x80000;

    private const string Flags = "flags:";

    // Kept, so that no file of the program's own takes the place of a closed stream.
    private static readonly List<FileStream> s_fillers = [];

    private static GuardedWriter? s_plain, s_drawn, s_error;
    private static Action<string>? s_note;

    /// <summary>Takes the streams over, before anything is written.</summary>
    internal static void Guard()
    {
        bool hasOutput = IsOpen(Output), hasError = IsOpen(Error);
        FillGaps();
        TextWriter? output = hasOutput ? WriterOf(Output) : null;
        s_plain = new GuardedWriter(output, escapes: true, OutputFailed);
        // It is written by threads that nobody waits for; what is plain fails at its next line.
        s_drawn = new GuardedWriter(output, escapes: false, (reason, isUnread) => Tell(reason, isUnread));
        s_error = new GuardedWriter(hasError ? WriterOf(Error) : null, escapes: true, (_, _) => { });
        Console.SetOut(s_plain);
        Console.SetError(s_error);
        if (hasOutput && !Console.IsOutputRedirected)
        {
            AnsiConsole.Console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new Terminal(s_drawn) });
        }
    }

    /// <summary>From now on nothing that becomes of standard output ends the command.</summary>
    /// <param name="note">Told once why nobody can read it any more.</param>
    internal static void Tolerate(Action<string> note) => s_note = note;

    /// <summary>Writes nothing any more to either stream.</summary>
    internal static void Silence()
    {
        s_plain?.Silence();
        s_drawn?.Silence();
        s_error?.Silence();
    }

    private static void OutputFailed(string reason, bool isUnread)
    {
        if (!Tell(reason, isUnread) && !isUnread)
        {
            throw new OutputFailedException(reason);
        }
    }

    // Whether there is somebody to tell.
    private static bool Tell(string reason, bool isUnread)
    {
        s_drawn!.Silence();
        if (s_note is null)
        {
            return false;
        }
        s_plain!.Silence();
        s_note(isUnread
            ? "nobody reads standard output any more"
            : $"standard output cannot be written ({reason.TrimEnd('.')})");
        return true;
    }

    // .NET's own stream passes over it if nobody reads a pipe any more.
    private static StreamWriter WriterOf(int stream)
        => new(PipeOf(stream) ?? (stream == Output ? Console.OpenStandardOutput() : Console.OpenStandardError()),
            new UTF8Encoding(encoderShouldEmitUTF8Identifier: false)) { AutoFlush = true };

    private static AnonymousPipeClientStream? PipeOf(int stream)
    {
        if (OperatingSystem.IsWindows())
        {
            return null;
        }
        try
        {
            return new AnonymousPipeClientStream(PipeDirection.Out, new SafePipeHandle(stream, ownsHandle: false));
        }
        catch (Exception error) when (error is IOException or ArgumentException or NotSupportedException)
        {
            return null;
        }
    }

    // A stream that was closed may be another file by now, which the runtime has opened: with O_CLOEXEC, as no stream can have
    // been that came from another process. Only Linux tells.
    private static bool IsOpen(int stream)
    {
        if (!OperatingSystem.IsLinux())
        {
            return true;
        }
        try
        {
            string flags = File.ReadLines(InfoOf(stream))
                .First(line => line.StartsWith(Flags, StringComparison.Ordinal))[Flags.Length..];
            return (Convert.ToInt64(flags.Trim(), 8) & OpenedHere) == 0;
        }
        catch (Exception error) when (error is FileNotFoundException or DirectoryNotFoundException)
        {
            return false;
        }
        catch (Exception error)
            when (error is IOException or UnauthorizedAccessException or InvalidOperationException or FormatException)
        {
            return true;
        }
    }

    private static string InfoOf(int stream) => string.Create(CultureInfo.InvariantCulture, $"/proc/self/fdinfo/{stream}");

    private static void FillGaps()
    {
        if (OperatingSystem.IsLinux())
        {
            for (int stream = Input; stream <= Error; stream++)
            {
                if (!File.Exists(InfoOf(stream)))
                {
                    s_fillers.Add(new FileStream("/dev/null", FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite, 0));
                }
            }
        }
    }

    /// <summary>The terminal as Spectre.Console draws on it.</summary>
    private sealed class Terminal(TextWriter writer) : IAnsiConsoleOutput
    {
        private const int UsualWidth = 80, UsualHeight = 24;

        public TextWriter Writer => writer;

        public bool IsTerminal => true;

        public int Width => Size(() => Console.BufferWidth, UsualWidth);

        public int Height => Size(() => Console.WindowHeight, UsualHeight);

        public void SetEncoding(Encoding encoding) { }

        private static int Size(Func<int> ask, int otherwise)
        {
            try
            {
                return ask() is > 0 and var size ? size : otherwise;
            }
            catch (IOException)
            {
                return otherwise;
            }
        }
    }
}
