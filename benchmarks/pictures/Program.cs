using System.Diagnostics;
using System.Globalization;
using Saddle.Data;
using Saddle.Data.Pictures;

// The cache of a folder of pictures against the codec in a bare loop, both on every core, in turns:
//   python3 benchmarks/pictures/make_pictures.py /tmp/jpegs 10000
//   dotnet run --project benchmarks/pictures --configuration Release /tmp/jpegs 64

const int Rounds = 3;

string folder = args[0];
int side = int.Parse(args[1], CultureInfo.InvariantCulture);
string cache = Directory.CreateTempSubdirectory("saddle-benchmark-").FullName;
Environment.SetEnvironmentVariable("SADDLE_CACHE", cache);
string[] files = Directory.GetFiles(folder, "*", SearchOption.AllDirectories);
Console.WriteLine($"{files.Length} pictures, {Environment.ProcessorCount} cores, to {side}x{side}");
try
{
    for (int round = 0; round < Rounds; round++)
    {
        (double Wall, double Processor) codec = Time(() => Decode(files)), build = Time(Open), again = Time(Open);
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"codec {codec.Wall:0.00} s ({codec.Processor:0.00} s of processor), "
            + $"first use {build.Wall:0.00} s ({build.Processor:0.00} s): {100 * codec.Wall / build.Wall:0} % of the codec's "
            + $"speed ({100 * codec.Processor / build.Processor:0} % by processor time); second use {again.Wall:0.000} s"));
        Array.ForEach(Directory.GetDirectories(cache), kept => Directory.Delete(kept, recursive: true));
    }
}
finally
{
    Directory.Delete(cache, recursive: true);
}

(double, double) Time(Action action)
{
    TimeSpan before = Environment.CpuUsage.TotalTime;
    long start = Stopwatch.GetTimestamp();
    action();
    return (Stopwatch.GetElapsedTime(start).TotalSeconds, (Environment.CpuUsage.TotalTime - before).TotalSeconds);
}

void Open()
{
    using DataSet data = new FolderSource { Path = folder }.Open();
    data.As(new SampleShape(data.Shape.Channels, side, side)).Dispose();
}

static void Decode(string[] files)
{
    int next = -1;
    Thread[] threads = [.. Enumerable.Range(0, Environment.ProcessorCount).Select(_ => new Thread(() =>
    {
        for (int k; (k = Interlocked.Increment(ref next)) < files.Length;)
        {
            PictureFile.Read(files[k], PictureBackground.White);
        }
    }))];
    Array.ForEach(threads, thread => thread.Start());
    Array.ForEach(threads, thread => thread.Join());
}
