using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using Saddle.Reporting;
using Saddle.Tests.Support;
using Xunit;

namespace Saddle.Tests.Reporting;

public partial class RunReportTests
{
    [Fact]
    public void An_empty_folder_gives_a_page_that_says_what_is_missing()
    {
        using var folder = new TemporaryFolder();
        string page = Write(folder);
        Assert.Contains("There are no samples yet.", page, StringComparison.Ordinal);
        Assert.Contains("Nothing has been logged yet.", page, StringComparison.Ordinal);
        Assert.Contains("holds no recipe.json", page, StringComparison.Ordinal);
        Assert.Equal(["report.html"], Directory.GetFiles(folder.Path).Select(Path.GetFileName));
    }

    [Fact]
    public void Text_of_the_run_is_escaped_wherever_it_stands()
    {
        using var folder = new TemporaryFolder();
        const string attack = "<script>alert(1)</script>";
        File.WriteAllText(
            folder.File("recipe.json"),
            $$"""{"name":"{{attack}}","{{attack}}":["{{attack}}"],"data":{"name":"{{attack}}" } }""");
        File.WriteAllText(folder.File("metrics.jsonl"), $$"""{"step":1,"{{attack}}":2}""" + "\n");
        Directory.CreateDirectory(folder.File("samples"));
        File.WriteAllText(folder.File("samples/<b>&\".svg"), "<svg/>");
        string page = Write(folder);
        Assert.DoesNotContain("<script>alert", page, StringComparison.Ordinal);
        Assert.DoesNotContain("<b>", page, StringComparison.Ordinal);
        Assert.Contains("<h1>&lt;script&gt;alert(1)&lt;/<wbr>script&gt;</h1>", page, StringComparison.Ordinal);
        Assert.Single(Script().Matches(page));
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(60, 60)]
    [InlineData(61, 60)]
    [InlineData(1234, 60)]
    public void A_long_film_has_sixty_frames_with_the_first_and_the_last(int samples, int frames)
    {
        using var folder = new TemporaryFolder();
        Directory.CreateDirectory(folder.File("samples"));
        for (int k = 1; k <= samples; k++)
        {
            File.WriteAllBytes(folder.File($"samples/{k * 500:000000}.png"), []);
        }
        string[] labels = [.. Image().Matches(Write(folder)).Select(match => match.Groups[1].Value)];
        Assert.Equal(frames, labels.Distinct().Count());
        Assert.Equal(frames, labels.Length);
        Assert.Equal("step 500", labels[0]);
        Assert.Equal($"step {samples * 500:#,0}", labels[^1]);
    }

    [Fact]
    public void Only_the_last_frame_shows_and_a_picture_wins_over_a_drawing_of_the_same_name()
    {
        using var folder = new TemporaryFolder();
        Directory.CreateDirectory(folder.File("samples"));
        // Numbers order the frames, not letters.
        File.WriteAllText(folder.File("samples/9.svg"), "nine");
        File.WriteAllText(folder.File("samples/10.svg"), "ten");
        File.WriteAllText(folder.File("samples/10.png"), "picture");
        string[] images = [.. Image().Matches(Write(folder)).Select(match => match.Value)];
        Assert.Equal(2, images.Length);
        Assert.Contains(" hidden", images[0], StringComparison.Ordinal);
        Assert.Contains("data:image/svg+xml;base64," + Convert.ToBase64String("nine"u8), images[0], StringComparison.Ordinal);
        Assert.DoesNotContain(" hidden", images[1], StringComparison.Ordinal);
        Assert.Contains("data:image/png;base64," + Convert.ToBase64String("picture"u8), images[1], StringComparison.Ordinal);
    }

    [Fact]
    public void Metrics_are_grouped_into_charts_and_their_last_values_are_tiles()
    {
        using var folder = new TemporaryFolder();
        using (var log = new MetricsLog(folder.File("metrics.jsonl")))
        {
            for (int step = 1; step <= 3; step++)
            {
                log.Append(new MetricsRow
                {
                    ["step"] = step, ["images"] = 64L * step, ["seconds"] = 3661.0, ["discriminator_loss"] = 1.0 / step,
                    ["generator_loss"] = 2.0, ["real_logits"] = 1.0, ["fake_logits"] = -1.0,
                    ["discriminator_gradient_norm"] = 10.0,
                    ["evaluation"] = new MetricsRow { ["fid"] = 12345.678 },
                });
            }
        }
        string page = Write(folder);
        Assert.Contains("step 3 · 192 images · 1 h 01 min", page, StringComparison.Ordinal);
        Assert.Equal(
            ["Losses", "Mean logits", "Gradient norms: discriminator", "Evaluation: fid"],
            ChartTitle().Matches(page).Select(match => match.Groups[1].Value));
        Assert.Contains("<dt>Evaluation: fid</dt><dd>12,346</dd>", page, StringComparison.Ordinal);
        Assert.Contains("<dt>Discriminator loss</dt><dd>0.3333</dd>", page, StringComparison.Ordinal);
    }

    [Fact]
    public void Waiting_is_one_curve_that_begins_at_zero_and_goes_on_where_a_session_counts_anew()
    {
        using var folder = new TemporaryFolder();
        using (var log = new MetricsLog(folder.File("metrics.jsonl")))
        {
            // Enough rows that other metrics are smoothed; the second session begins in the middle.
            for (int step = 1; step <= 100; step++)
            {
                log.Append(new MetricsRow { ["step"] = step, ["data_wait_seconds"] = 0.1 * (step <= 50 ? step : step - 50) });
            }
        }
        string page = Write(folder);
        Assert.Equal(["Waiting for data"], ChartTitle().Matches(page).Select(match => match.Groups[1].Value));
        // One line, of 101 points, that climbs by as much at every step; nothing faint behind an average.
        string path = Assert.Single(Line().Matches(page)).Groups[1].Value;
        double[] places = [.. path.Split(['M', 'L']).Skip(1).Select(point => double.Parse(point.Split(' ')[1]))];
        Assert.Equal(101, places.Length);
        Assert.All(
            places.Zip(places.Skip(1)), pair => Assert.Equal((places[0] - places[^1]) / 100, pair.First - pair.Second, 0.11));
        Assert.DoesNotContain("class=\"line raw", page, StringComparison.Ordinal);
        Assert.Contains("<dd>10</dd>", page, StringComparison.Ordinal);
        Assert.Contains(">0</text>", page, StringComparison.Ordinal);
    }

    [Fact]
    public void Long_keys_break_at_their_separators_wherever_they_stand()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(
            folder.File("recipe.json"),
            """{"name":"a_long-name","discriminator_learning_rate":0.001,"data":{"name":"a","path":"/my_data/of_pairs"}}""");
        File.WriteAllText(folder.File("metrics.jsonl"), "{\"step\":1,\"evaluation\":{\"inception-score\":2}}\n");
        string page = Write(folder);
        Assert.Contains("<h1>a_<wbr>long-<wbr>name</h1>", page, StringComparison.Ordinal);
        Assert.Contains(
            "<th scope=\"row\">discriminator_<wbr>learning_<wbr>rate</th><td>0.001</td>", page, StringComparison.Ordinal);
        Assert.Contains("/<wbr>my_<wbr>data/<wbr>of_<wbr>pairs</td>", page, StringComparison.Ordinal);
        Assert.Contains("<dt>Evaluation: inception-<wbr>score</dt>", page, StringComparison.Ordinal);
        // A narrow column must not shrink until its words break.
        Assert.DoesNotContain("anywhere", page, StringComparison.Ordinal);
        Assert.Contains("<tr class=\"part\"><th scope=\"row\">data</th><td><table>", page, StringComparison.Ordinal);
    }

    [Fact]
    public void A_sample_ends_in_a_grey_line_whatever_the_paper()
    {
        using var folder = new TemporaryFolder();
        Assert.Matches(@"\.film img \{[^}]*border: 1px solid #808080;", Write(folder));
    }

    [Fact]
    public void The_page_needs_nothing_but_itself()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder.File("recipe.json"), """{"name":"n","source":"https://example.org/paper"}""");
        File.WriteAllText(folder.File("metrics.jsonl"), "{\"step\":1,\"generator_loss\":1}\n");
        string page = Write(folder);
        Assert.DoesNotMatch("""(src|href|srcset|action|poster)\s*=\s*["']?(?!data:)""", page);
        Assert.DoesNotMatch("""@import|url\(|fetch\(|XMLHttpRequest""", page);
        Assert.Contains("default-src 'none'", page, StringComparison.Ordinal);
        Assert.Contains(
            "https://example.org/paper</td>", page.Replace("<wbr>", "", StringComparison.Ordinal), StringComparison.Ordinal);
    }

    [Fact]
    public void Only_the_script_of_the_page_may_run()
    {
        using var folder = new TemporaryFolder();
        string page = Write(folder);
        int start = page.IndexOf("<script>", StringComparison.Ordinal) + "<script>".Length;
        byte[] script = Encoding.UTF8.GetBytes(page[start..page.IndexOf("</script>", StringComparison.Ordinal)]);
        string allowed = $"script-src 'sha256-{Convert.ToBase64String(SHA256.HashData(script))}'\"";
        Assert.Contains(allowed, page, StringComparison.Ordinal);
    }

    [Fact]
    public void A_recipe_that_is_not_json_is_reported_on_the_page()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder.File("recipe.json"), "{\"name\": ");
        Assert.Contains("recipe.json could not be read", Write(folder), StringComparison.Ordinal);
    }

    [Fact]
    public void A_nested_recipe_becomes_nested_tables_with_its_parts_up_front()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(
            folder.File("recipe.json"),
            """{"name":"tiny","objective":"hinge","generator":{"name":"dcgan","width":64},"betas":[0.5,0.999],"penalties":[]}""");
        string page = Write(folder);
        Assert.Contains("<title>tiny</title>", page, StringComparison.Ordinal);
        Assert.Contains(
            "<li><span>objective</span> hinge</li>\n<li><span>generator</span> dcgan</li>", page, StringComparison.Ordinal);
        Assert.Contains("<th scope=\"row\">generator</th><td><table>", page, StringComparison.Ordinal);
        Assert.Contains("<th scope=\"row\">betas</th><td>0.5, 0.999</td>", page, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("adversarial", "none", "")]
    [InlineData("vae", "none", "<li><span>learner</span> vae</li>\n")]
    [InlineData("adversarial", "infogan", "<li><span>conditioning</span> infogan</li>\n")]
    public void Learner_and_conditioning_are_up_front_where_they_are_not_the_usual_ones(
        string learner, string conditioning, string expected)
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(
            folder.File("recipe.json"),
            $$"""{"learner":{"name":"{{learner}}"},"conditioning":{"name":"{{conditioning}}"},"data":"ring"}""");
        Assert.Contains(
            $"<ul class=\"facts\">\n{expected}<li><span>data</span> ring</li>\n</ul>", Write(folder), StringComparison.Ordinal);
    }

    [Fact]
    public void A_missing_folder_is_an_error()
    {
        using var folder = new TemporaryFolder();
        Assert.Throws<DirectoryNotFoundException>(() => RunReport.Write(folder.File("missing")));
        Assert.Empty(Directory.GetFileSystemEntries(folder.Path));
    }

    private static string Write(TemporaryFolder folder)
    {
        string path = RunReport.Write(folder.Path);
        Assert.Equal(folder.File("report.html"), path);
        return File.ReadAllText(path);
    }

    [GeneratedRegex("<img alt=\"([^\"]*)\"[^>]*>")]
    private static partial Regex Image();

    [GeneratedRegex("<svg[^>]*>\\s*<title>([^<]*)</title>")]
    private static partial Regex ChartTitle();

    [GeneratedRegex("<path class=\"line[^\"]*\" d=\"([^\"]*)\"")]
    private static partial Regex Line();

    [GeneratedRegex("<script", RegexOptions.IgnoreCase)]
    private static partial Regex Script();
}
