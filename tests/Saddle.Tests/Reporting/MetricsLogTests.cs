using Saddle.Reporting;
using Saddle.Tests.Support;
using Xunit;

namespace Saddle.Tests.Reporting;

public class MetricsLogTests
{
    [Fact]
    public void A_row_is_one_line_in_the_order_given()
    {
        using var folder = new TemporaryFolder();
        string path = folder.File("run/metrics.jsonl");
        using (var log = new MetricsLog(path))
        {
            var evaluation = new MetricsRow { ["fid"] = 2.5 };
            log.Append(new MetricsRow { ["step"] = 9_007_199_254_740_993, ["loss"] = 0.1, ["evaluation"] = evaluation });
            log.Append(new MetricsRow { ["step"] = 2, ["a \"b\""] = double.NaN, ["c"] = double.NegativeInfinity });
        }
        Assert.Equal(
            """
            {"step":9007199254740993,"loss":0.1,"evaluation":{"fid":2.5}}
            {"step":2,"a \u0022b\u0022":null,"c":null}

            """,
            File.ReadAllText(path));
    }

    [Fact]
    public void Every_line_can_be_read_as_soon_as_it_is_logged()
    {
        using var folder = new TemporaryFolder();
        using var log = new MetricsLog(folder.File("metrics.jsonl"));
        log.Append(new MetricsRow { ["step"] = 3, ["loss"] = 1.0 / 3, ["evaluation"] = new MetricsRow { ["fid"] = double.NaN } });
        MetricsRow row = Assert.Single(MetricsLog.Read(folder.File("metrics.jsonl")));
        Assert.Equal(3, row.Step);
        Assert.Equal([new("step", 3), new("loss", 1.0 / 3), new("evaluation.fid", double.NaN)], row.Numbers());
    }

    [Theory]
    [InlineData("{\"step\":3,\"lo")]
    [InlineData("{")]
    [InlineData("\0\0\0\0")]
    public void A_line_that_a_crash_cut_short_is_ignored_and_then_removed(string torn)
    {
        using var folder = new TemporaryFolder();
        string path = folder.File("metrics.jsonl");
        File.WriteAllText(path, "{\"step\":1}\n{\"step\":2}\n" + torn);
        Assert.Equal([1, 2], MetricsLog.Read(path).Select(row => row.Step));
        using (var log = new MetricsLog(path))
        {
            log.Append(new MetricsRow { ["step"] = 3 });
        }
        Assert.Equal("{\"step\":1}\n{\"step\":2}\n{\"step\":3}\n", File.ReadAllText(path));
    }

    [Fact]
    public void A_wrong_line_in_the_middle_is_an_error_that_names_it()
    {
        using var folder = new TemporaryFolder();
        string path = folder.File("metrics.jsonl");
        File.WriteAllText(path, "{\"step\":1}\nstep 2\n{\"step\":3}\n");
        InputException error = Assert.Throws<InputException>(() => MetricsLog.Read(path));
        Assert.Contains("line 2", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_name_that_is_no_UTF_8_makes_a_wrong_line()
    {
        using var folder = new TemporaryFolder();
        string path = folder.File("metrics.jsonl");
        File.WriteAllBytes(path, [.. "{\"st"u8, 0xff, .. "ep\":1}\n"u8]);
        InputException error = Assert.Throws<InputException>(() => MetricsLog.Read(path));
        Assert.StartsWith($"{path}, line 1: expected a JSON object", error.Message);
    }

    [Fact]
    public void Truncating_removes_later_steps_and_keeps_the_other_bytes()
    {
        using var folder = new TemporaryFolder();
        string path = folder.File("metrics.jsonl");
        const string kept = "{\"note\":\"kept\"}\n{ \"step\" : 10 }\n{\"step\":20,\"loss\":1e-7}\n";
        File.WriteAllText(path, kept + "{\"step\":30}\n{\"step\":4");
        Assert.Equal(1, MetricsLog.TruncateAfter(path, 20));
        Assert.Equal(kept, File.ReadAllText(path));
        Assert.Equal([path], Directory.GetFileSystemEntries(folder.Path));
    }

    [Fact]
    public void A_resumed_log_has_each_step_once()
    {
        using var folder = new TemporaryFolder();
        string path = folder.File("metrics.jsonl");
        Log(1, 7);
        MetricsLog.TruncateAfter(path, 4);
        Log(5, 9);
        Assert.Equal(Enumerable.Range(1, 9).Select(step => (long?)step), MetricsLog.Read(path).Select(row => row.Step));

        void Log(int first, int last)
        {
            using var log = new MetricsLog(path);
            for (int step = first; step <= last; step++)
            {
                log.Append(new MetricsRow { ["step"] = step });
            }
        }
    }

    [Fact]
    public void Truncating_moves_lines_that_say_nothing_beside_the_file()
    {
        using var folder = new TemporaryFolder();
        string path = folder.File("metrics.jsonl");
        var told = new List<(int, string)>();
        foreach (string garbage in new[] { "[1]", "step 9" })
        {
            File.WriteAllText(path, $"{{\"step\":1}}\n{garbage}\n{{\"step\":2}}\n{{\"step\":3}}\n");
            Assert.Equal(1, MetricsLog.TruncateAfter(path, 2, (lines, file) => told.Add((lines, file))));
            Assert.Equal("{\"step\":1}\n{\"step\":2}\n", File.ReadAllText(path));
        }
        Assert.Equal("[1]\nstep 9\n", File.ReadAllText(path + ".damaged"));
        Assert.Equal([(1, path + ".damaged"), (1, path + ".damaged")], told);
    }

    [Fact]
    public void Truncating_a_missing_log_leaves_it_missing()
    {
        using var folder = new TemporaryFolder();
        Assert.Equal(0, MetricsLog.TruncateAfter(folder.File("metrics.jsonl"), 5));
        Assert.Empty(Directory.GetFileSystemEntries(folder.Path));
    }
}
