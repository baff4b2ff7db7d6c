using System.Text.Json;
using Saddle.Tests.Support;
using Saddle.Torch;
using Saddle.Training;
using Xunit;

namespace Saddle.Tests.Training;

/// <summary>
/// Runs that an older program wrote (tests/Goldens/old-runs) go on as they would have gone on with it. What <c>sample</c> draws
/// from them is in the tests of the command line.
/// </summary>
public sealed class OldRunTests : IDisposable
{
    // In shares of a tensor's largest element, four times what measure_old_runs.py found between the kernels of one processor (an
    // AMD EPYC 9004: OpenBLAS's for Prescott, Sandybridge, Haswell, Zen and SkylakeX, libtorch's default, AVX2 and AVX-512,
    // oneDNN's likewise) after the six steps: 4.9e-6 in pix2pix, at most 4.4e-6 in every other run.
    private const double Tolerance = 2e-5;

    // 3.7e-4 after two steps: channels of 2x2 pixels are divided by a deviation of little more than their rounding.
    private const double CycleTolerance = 1.5e-3;

    private static readonly string s_runs = Path.Combine(Repository.Root, "tests", "Goldens", "old-runs");

    // Its cache is the test's own, too.
    private readonly PictureFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    public static TheoryData<string> Names
        => [.. Directory.GetFiles(s_runs, "fixture.json", SearchOption.AllDirectories)
            .Select(file => Path.GetFileName(Path.GetDirectoryName(file)!)).Order(StringComparer.Ordinal)];

    [Theory, MemberData(nameof(Names))]
    public void A_run_of_the_older_program_goes_on_to_the_tensors_that_it_would_have_had(string name)
    {
        using JsonDocument fixture = JsonDocument.Parse(File.ReadAllText(Path.Combine(s_runs, name, "fixture.json")));
        JsonElement about = fixture.RootElement;
        long steps = about.GetProperty("steps").GetInt64(), images = about.GetProperty("images").GetInt64();
        string folder = Copy(name);
        string[] before = RunFolder.CheckpointNames(folder);
        using (Run run = Run.Open(folder))
        {
            Assert.Equal(long.Parse(before[^1]), run.Step);
        }
        var warnings = new List<string>();
        Tiny.Resume(folder, images, warn: warnings.Add).Dispose();
        // A checkout gives pictures another time, and another test may have loaded libtorch with another kernel than these runs
        // ask for, which the tolerance allows for.
        Assert.All(
            warnings, warning => Assert.Matches("the data have changed since the checkpoint|the run's bits differ", warning));
        Assert.Equal(Enumerable.Range(1, (int)steps).Select(step => (long)step), RunFolder.LoggedSteps(folder));
        Assert.Equal(steps.ToString("00000000"), RunFolder.CheckpointNames(folder)[^1]);
        AssertClose(
            Golden.Read(Path.Combine(s_runs, name, "resumed.safetensors")),
            Golden.Read(Path.Combine(folder, "checkpoints", steps.ToString("00000000"), "tensors.safetensors")),
            name == "cyclegan" ? CycleTolerance : Tolerance);
    }

    // Pictures are read where they are: recipe.json names them from the folder of all runs.
    private string Copy(string name)
    {
        string from = Path.Combine(s_runs, name, "run"), to = _folder.File("run");
        foreach (string file in Directory.GetFiles(from, "*", SearchOption.AllDirectories))
        {
            string target = Path.Combine(to, Path.GetRelativePath(from, file));
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Copy(file, target);
        }
        string recipe = Path.Combine(to, "recipe.json");
        string text = File.ReadAllText(recipe).Replace("\"pictures/", $"\"{s_runs}/pictures/", StringComparison.Ordinal);
        File.WriteAllText(recipe, text);
        return to;
    }

    // Whole numbers, the state of the random numbers among them, do not depend on kernels.
    private static void AssertClose(Golden expected, Golden actual, double tolerance)
    {
        foreach (string key in expected.Keys)
        {
            using DisposeScope scope = torch.NewDisposeScope();
            Assert.True(actual.Has(key), $"{key} is missing.");
            Tensor wanted = expected[key];
            double share = wanted.dtype is ScalarType.Float32 or ScalarType.Float64 ? tolerance : 0;
            double largest = wanted.numel() == 0 ? 0 : wanted.ToArray<double>().Max(Math.Abs);
            Close.Equal(wanted, actual[key], relative: 0, absolute: share * largest, key);
        }
    }
}
