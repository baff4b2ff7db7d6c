using System.Text.Json;
using Xunit;

namespace Saddle.Cli.Tests;

public sealed class BenchCommandTests : IDisposable
{
    private readonly Workplace _place = new();

    public void Dispose() => _place.Dispose();

    [Fact]
    public void The_json_tells_what_was_measured_where()
    {
        JsonElement json = _place.Saddle("bench", "points", "--steps", "3", "--threads", "1", "--json").Json();
        Assert.Equal(("cpu", 1), (json.GetProperty("device").GetString(), json.GetProperty("threads").GetInt32()));
        Assert.True(json.GetProperty("peak_flops_per_second").GetDouble() > 1e8);
        Assert.NotEqual("", json.GetProperty("kernel").GetString());
        Assert.Equal(OperatingSystem.IsLinux(), json.GetProperty("memory_pool").GetBoolean());
        // A rate is a benchmark's business: that the kernel in use is among the timed ones is a test's.
        if (json.TryGetProperty("kernel_flops_per_second", out JsonElement rates))
        {
            Assert.True(rates.GetProperty(json.GetProperty("kernel").GetString()!).GetDouble() > 1e8);
            Assert.InRange(json.GetProperty("kernel_share_of_best").GetDouble(), 0.01, 1);
        }
        JsonElement points = Assert.Single(json.GetProperty("cases").EnumerateArray());
        Assert.Equal(("points", 3), (points.GetProperty("name").GetString(), points.GetProperty("steps").GetInt32()));
        foreach (string key
            in new[]
            {
                "seconds_per_step", "samples_per_second", "flops_per_step", "flops_per_second", "share_of_peak",
                "peak_memory_bytes", "managed_bytes_per_step",
            })
        {
            Assert.True(points.GetProperty(key).GetDouble() > 0, key);
        }
    }

    [Fact]
    public void The_table_has_a_line_for_each_case()
    {
        string[] lines = _place.Saddle("bench", "points", "--steps", "3", "--threads", "1").Succeeded().Lines;
        Assert.Matches(@"^cpu, 1 thread; matrix products at [\d.]+ GFLOP/s; medians$", lines[0]);
        Assert.Matches("^kernel [A-Za-z0-9]+( at [0-9]+ % of the best|;)", lines[1]);
        Assert.Matches("^points +[0-9.]+ +[0-9.]+ +0.[0-9]+ +", lines[^1]);
    }

    [Fact]
    public void An_unknown_case_is_refused_with_the_nearest()
        => _place.Saddle("bench", "dcgan-46").Refused("unknown benchmark case 'dcgan-46': did you mean dcgan-64?");

    [Fact]
    public void A_device_that_is_not_there_is_refused()
        => _place.Saddle("bench", "points", "--device", "gpu")
            .Refused("'gpu' is not a device: expected auto, cpu, cuda or cuda:N.");
}
