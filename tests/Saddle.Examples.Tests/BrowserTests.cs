using System.Globalization;
using System.Text.Json.Nodes;
using Saddle.Examples.Tests.Support;

namespace Saddle.Examples.Tests;

public sealed class BrowserTests(Browser browser) : IClassFixture<Browser>
{
    private const int Tab = 9, ArrowRight = 39;

    [Theory, InlineData("plain"), InlineData("bytes"), InlineData("labelled"), InlineData("coded"), InlineData("uniform")]
    public async Task The_page_draws_what_the_library_draws(string kind)
    {
        byte[] model = kind switch
        {
            "plain" => Models.Pictures(),
            "bytes" => Models.BytePictures(),
            "labelled" => Models.LabelledPictures(),
            "coded" => MoreModels.CodedPictures(),
            _ => MoreModels.UniformPictures(),
        };
        using var generator = ExportedGenerator.Open(model);
        await using Page page = await Page.Open(browser, model);
        await page.Shows("one", generator.Sample(seed: 1)[0]);
        await page.Shows("walk", generator.Interpolate(1, 2, steps: 3)[1]);
        await page.Shows("many", Picture.Grid(generator.Sample(count: 16, seed: 1)));
    }

    [Fact]
    public async Task What_is_chosen_is_drawn()
    {
        using var generator = ExportedGenerator.Open(Models.LabelledPictures());
        await using Page page = await Page.Open(browser, Models.LabelledPictures());
        await page.Set("seed", "-9223372036854775808");
        await page.Set("class", "2");
        await page.Set("number", "5");
        await page.Set("count", "36");
        var sixth = new SampleOptions { Seed = long.MinValue, FirstSample = 5, Labels = ["bag"] };
        await page.Shows("one", generator.Sample(sixth)[0]);
        await page.Shows("many", Picture.Grid(generator.Sample(count: 36, seed: long.MinValue, label: "bag")));
        await page.Set("to", "7");
        await page.Set("share", "25");
        var way = new SampleOptions { Labels = ["bag"] };
        await page.Shows("walk", generator.Interpolate(long.MinValue, 7, steps: 5, way)[1]);
    }

    [Fact]
    public async Task The_keyboard_alone_turns_a_latent()
    {
        using var generator = ExportedGenerator.Open(Models.Pictures());
        await using Page page = await Page.Open(browser, Models.Pictures());
        const string focused = "document.activeElement.parentElement.textContent.startsWith('Latent 1')";
        for (int presses = 0; await page.Browser.Evaluate(focused) != "True"; presses++)
        {
            Assert.True(presses < 20, "The first slider is not reached.");
            await page.Browser.Press("Tab", Tab);
        }
        for (int presses = 0; presses < 100; presses++)
        {
            await page.Browser.Press("ArrowRight", ArrowRight);
        }
        float[] latent = generator.Latents(seed: 1);
        latent[0] = float.Parse(await page.Browser.Evaluate("document.activeElement.value"), CultureInfo.InvariantCulture);
        Assert.Equal(1, latent[0] - generator.Latents(seed: 1)[0], 0.0101);
        await page.Shows("one", generator.Sample(new SampleOptions { Latents = latent })[0]);
    }

    [Fact]
    public async Task Codes_can_be_turned_and_put_back()
    {
        using var generator = ExportedGenerator.Open(MoreModels.CodedPictures());
        await using Page page = await Page.Open(browser, MoreModels.CodedPictures());
        const string turn = """
            (() => {
              const [second, code] = [...document.querySelectorAll("#knobs :is(input, select)")].slice(-2);
              for (const [knob, value] of [[second, "7"], [code, "-0.5"]]) {
                knob.value = value;
                knob.dispatchEvent(new Event("input"));
              }
            })()
            """;
        await page.Browser.Evaluate(turn);
        string drawn = await page.Browser.Evaluate("document.querySelector('#knobs select').value");
        int first = int.Parse(drawn, CultureInfo.InvariantCulture);
        await page.Shows("one", generator.Sample(new SampleOptions { Seed = 1, Categories = [first, 7], Codes = [-0.5f] })[0]);
        await page.Browser.Evaluate("document.getElementById('reset').click()");
        await page.Shows("one", generator.Sample(seed: 1)[0]);
    }

    [Theory, InlineData(400), InlineData(1600)]
    public async Task A_click_on_the_grid_makes_that_sample_the_one(int width)
    {
        using var generator = ExportedGenerator.Open(Models.LabelledPictures());
        await using Page page = await Page.Open(browser, Models.LabelledPictures());
        await page.Browser.Call("Emulation.setDeviceMetricsOverride", new JsonObject
        {
            // So low that the grid is narrower than its card.
            ["width"] = width, ["height"] = 300, ["deviceScaleFactor"] = 1, ["mobile"] = false,
        });
        await page.Shows("many", Picture.Grid(generator.Sample(count: 16, seed: 1)));
        // The middle of the seventh of 16 pictures of 5 x 4 pixels, two pixels apart: column 2, row 1.
        await page.Browser.Evaluate("""
            (() => {
              const grid = document.getElementById("many"), box = grid.getBoundingClientRect();
              const scale = Math.min(box.width / grid.width, box.height / grid.height);
              grid.dispatchEvent(new MouseEvent("click", {
                clientX: box.x + box.width / 2 + (2 * 7 + 2.5 - grid.width / 2) * scale,
                clientY: box.y + box.height / 2 + (1 * 6 + 2 - grid.height / 2) * scale,
              }));
            })()
            """);
        Assert.Equal("6", await page.Browser.Evaluate("document.getElementById('number').value"));
        await page.Shows("one", generator.Sample(new SampleOptions { Seed = 1, FirstSample = 6 })[0]);
    }

    [Fact]
    public async Task The_way_is_played_and_paused()
    {
        await using Page page = await Page.Open(browser, Models.Pictures());
        await page.Browser.Evaluate("document.getElementById('play').click()");
        await page.Browser.Until("document.getElementById('share').value !== '50'");
        await page.Browser.Until("!document.getElementById('walk').ariaLabel.startsWith('50%')");
        await page.Browser.Evaluate("document.getElementById('play').click()");
        string paused = await page.Browser.Evaluate("document.getElementById('share').value");
        await page.Browser.Evaluate("new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))");
        Assert.Equal(paused, await page.Browser.Evaluate("document.getElementById('share').value"));
        Assert.Equal("Play", await page.Browser.Evaluate("document.getElementById('play').textContent"));
    }

    [Theory, InlineData(390), InlineData(1280), InlineData(1920)]
    public async Task Nothing_is_cut_off(int width)
    {
        await using Page page = await Page.Open(browser, MoreModels.CodedPictures());
        await page.Browser.Call("Emulation.setDeviceMetricsOverride", new JsonObject
        {
            ["width"] = width, ["height"] = 800, ["deviceScaleFactor"] = 1, ["mobile"] = false,
        });
        await page.Browser.Until($"innerWidth === {width}");
        Assert.Equal("True", await page.Browser.Evaluate("document.documentElement.scrollWidth <= innerWidth"));
    }

    [Fact]
    public async Task A_seed_that_is_none_is_told_and_the_last_one_stays()
    {
        using var generator = ExportedGenerator.Open(Models.Pictures());
        await using Page page = await Page.Open(browser, Models.Pictures());
        await page.Set("seed", "9223372036854775808");
        Assert.Equal(
            "A seed is a whole number of 64 bits.",
            await page.Browser.Evaluate("document.getElementById('seed-problem').textContent"));
        await page.Set("number", "3");
        await page.Shows("one", generator.Sample(new SampleOptions { Seed = 1, FirstSample = 3 })[0]);
    }

    [Fact]
    public async Task A_page_without_a_generator_says_so_and_asks_for_one()
    {
        await using Page page = await Page.Open(browser, model: null);
        Assert.Equal(
            "There is no generator.onnx beside this page. Choose a file that saddle-cli export wrote.", await page.Says());
        Assert.Equal("True", await page.Browser.Evaluate("document.getElementById('file').checkVisibility()"));
        Assert.Equal("False", await page.Browser.Evaluate("document.getElementById('one').checkVisibility()"));
        await Choose(page, Models.Pictures());
        using var generator = ExportedGenerator.Open(Models.Pictures());
        await page.Shows("one", generator.Sample(seed: 1)[0]);
        Assert.StartsWith("chosen.onnx: recipe test, 1,000 steps", await page.Says(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("text", "It is not ONNX, or is damaged.")]
    [InlineData("cut", "It is not ONNX, or is damaged.")]
    [InlineData("foreign", "It was not exported by Saddle: it has no metadata named saddle.")]
    [InlineData("newer", "It was exported by a newer Saddle, in format 2, and this page knows 1.")]
    [InlineData("points", "It draws points, and this page shows pictures.")]
    [InlineData("translation", "It needs a picture to begin with, and this page gives it none.")]
    public async Task What_cannot_be_shown_is_refused_in_a_sentence(string kind, string sentence)
    {
        byte[] model = kind switch
        {
            "text" => [.. "no model at all"u8],
            "cut" => Models.Pictures()[..1000],
            "foreign" => new OnnxModel().Input<float>("latent", 2).Node("Identity", ["latent"], "samples").ToBytes(),
            "newer" => new OnnxModel().Metadata(Models.Document("[3, 4, 5]", format: 2)).ToBytes(),
            "points" => Models.LatentEcho(),
            _ => Models.Negatives(),
        };
        await using Page page = await Page.Open(browser, model);
        Assert.Equal($"generator.onnx cannot be shown. {sentence}", await page.Says());
    }

    private static Task<string> Choose(Page page, byte[] model) => page.Browser.Evaluate($$"""
        (() => {
          const bytes = Uint8Array.from(atob("{{Convert.ToBase64String(model)}}"), (letter) => letter.charCodeAt(0));
          const files = new DataTransfer();
          files.items.add(new File([bytes], "chosen.onnx"));
          const field = document.getElementById("file");
          field.files = files.files;
          field.dispatchEvent(new Event("change"));
        })()
        """);
}
