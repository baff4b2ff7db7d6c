using System.Buffers.Binary;
using System.Diagnostics;
using System.Text.Json;

namespace Saddle.Soak;

/// <summary>
/// Cases one after the other, each written down before it begins: whoever finds the process dead knows which it was.
/// </summary>
internal sealed class Cases(Reader reader, long seed, string folder)
{
    private const int MostSeconds = 10;

    private readonly Process _process = Process.GetCurrentProcess();
    private long _begun;
    private long _case;
    private long _bytesBefore;

    internal void Run(long first, TimeSpan time)
    {
        using var journal = File.OpenHandle(
            Path.Combine(folder, "journal"), FileMode.Create, FileAccess.Write, FileShare.ReadWrite);
        new Thread(Watch) { IsBackground = true }.Start();
        long start = Stopwatch.GetTimestamp(), read = 0, refused = 0, k = first;
        Span<byte> number = stackalloc byte[8];
        for (; Stopwatch.GetElapsedTime(start) < time; k++)
        {
            BinaryPrimitives.WriteInt64LittleEndian(number, k);
            RandomAccess.Write(journal, number, 0);
            byte[] file = reader.Make(RandomOf(k));
            // The memory of the case before is not this one's.
            Volatile.Write(ref _bytesBefore, Resident());
            Volatile.Write(ref _case, k);
            Volatile.Write(ref _begun, Stopwatch.GetTimestamp());
            string? problem = Try(file, out bool wasRefused);
            Volatile.Write(ref _begun, 0);
            if (problem is not null)
            {
                Tell(k, problem);
            }
            _ = wasRefused ? refused++ : read++;
        }
        double seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
        Console.WriteLine(FormattableString.Invariant(
            $"{{\"next\": {k}, \"read\": {read}, \"refused\": {refused}, \"seconds\": {seconds:0.###}}}"));
    }

    /// <summary>Reads one case; the file stays.</summary>
    internal string Repeat(long k)
    {
        byte[] file = reader.Make(RandomOf(k));
        File.WriteAllBytes(Path.Combine(folder, "input"), file);
        try
        {
            reader.Read(file);
            return "it was read";
        }
        catch (Exception error)
        {
            return error.ToString();
        }
    }

    // The constructor of Random takes 32 bits; neighbours in case and seed must not be alike.
    private Random RandomOf(long k) => new(unchecked((int)((ulong)((seed * 1_000_003) + k) * 0x9E3779B97F4A7C15 >> 32)));

    private string? Try(byte[] file, out bool refused)
    {
        refused = false;
        long before = GC.GetAllocatedBytesForCurrentThread();
        string? problem = null;
        try
        {
            reader.Read(file);
        }
        catch (Exception error) when (reader.Documents(error))
        {
            refused = true;
            problem = reader.TellsFile(error) ? null : $"message: it names no file: {error.Message}";
        }
        catch (Exception error)
        {
            refused = true;
            problem = $"crash: {error}";
        }
        long taken = GC.GetAllocatedBytesForCurrentThread() - before;
        return taken <= reader.MostBytes ? problem : $"hang: {taken} bytes were allocated for {file.Length} of file; {problem}";
    }

    private static void Tell(long k, string problem)
    {
        string text = JsonSerializer.Serialize(problem, Texts.Default.String);
        Console.WriteLine(FormattableString.Invariant($"{{\"case\": {k}, \"problem\": {text}}}"));
    }

    // What hangs, or takes all memory, is ended from outside of it.
    private void Watch()
    {
        while (true)
        {
            Thread.Sleep(20);
            long begun = Volatile.Read(ref _begun), k = Volatile.Read(ref _case);
            if (begun == 0)
            {
                continue;
            }
            long more = Resident() - Volatile.Read(ref _bytesBefore);
            if (Stopwatch.GetElapsedTime(begun).TotalSeconds > MostSeconds && Volatile.Read(ref _begun) == begun)
            {
                End(k, $"hang: more than {MostSeconds} s");
            }
            else if (more > reader.MostBytes && Volatile.Read(ref _begun) == begun)
            {
                End(k, $"hang: {more} bytes of memory");
            }
        }
    }

    private void End(long k, string problem)
    {
        Tell(k, problem);
        Console.Out.Flush();
        _process.Kill();
    }

    private static long Resident()
    {
        string[] pages = File.ReadAllText("/proc/self/statm").Split(' ');
        return long.Parse(pages[1], System.Globalization.CultureInfo.InvariantCulture) * Environment.SystemPageSize;
    }
}
