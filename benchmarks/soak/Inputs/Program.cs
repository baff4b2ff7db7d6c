using System.Globalization;
using Saddle.Soak;
using Saddle.Torch;

// Reads damaged files for a while, in order from a case on. soak.py starts this, and again after a case that ended it:
//   Inputs READER SEED FROM SECONDS GOLDENS FOLDER        reads; a line of JSON for each finding, and one at the end
//   Inputs READER SEED CASE repeat GOLDENS FOLDER         reads this one case again and tells what comes of it
//   Inputs readers                                        lists the readers

if (args is ["readers"])
{
    Array.ForEach([.. Reader.Names], Console.WriteLine);
    return 0;
}
if (args is not [string name, string seed, string from, string seconds, string goldens, string folder])
{
    Console.Error.WriteLine("Inputs READER SEED FROM SECONDS GOLDENS FOLDER");
    return 2;
}
Environment.SetEnvironmentVariable("SADDLE_CACHE", Path.Combine(folder, "cache"));
torch.set_num_threads(1);
using var reader = Reader.Find(name, goldens, folder);
var cases = new Cases(reader, long.Parse(seed, CultureInfo.InvariantCulture), folder);
long first = long.Parse(from, CultureInfo.InvariantCulture);
if (seconds == "repeat")
{
    Console.WriteLine(cases.Repeat(first));
    return 0;
}
cases.Run(first, TimeSpan.FromSeconds(double.Parse(seconds, CultureInfo.InvariantCulture)));
return 0;
