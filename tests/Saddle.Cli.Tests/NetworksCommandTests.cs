using System.Text.Json;
using Xunit;

namespace Saddle.Cli.Tests;

public sealed class NetworksCommandTests : IDisposable
{
    private readonly Workplace _place = new();

    public void Dispose() => _place.Dispose();

    [Theory]
    [InlineData("networks", "dcgan")]
    [InlineData("conditionings", "projection")]
    [InlineData("learners", "adversarial")]
    public void The_list_and_its_json_name_the_same(string command, string one)
    {
        string[] lines = _place.Saddle(command).Succeeded().Lines;
        string?[] names =
            [.. _place.Saddle(command, "--json").Json().EnumerateArray().Select(entry => entry.GetProperty("name").GetString())];
        Assert.Equal(lines.Skip(1).Select(line => line.Split(' ')[0]), names);
        Assert.Contains(one, names);
        Assert.StartsWith($"{one}: ", _place.Saddle(command, one).Succeeded().Output, StringComparison.Ordinal);
    }

    [Fact]
    public void One_network_is_shown_with_settings_defaults_and_ranges()
    {
        Assert.Matches(@"(?m)^size +32 +a whole number from 16 to 256 +", _place.Saddle("networks", "dcgan").Succeeded().Output);
        JsonElement told = _place.Saddle("networks", "dcgan", "--json").Json();
        JsonElement size = told.GetProperty("settings").EnumerateArray()
            .Single(setting => setting.GetProperty("name").GetString() == "size");
        Assert.Equal(
            (32, "a whole number from 16 to 256"),
            (size.GetProperty("default").GetInt32(), size.GetProperty("range").GetString()));
    }

    [Fact]
    public void A_conditioning_and_a_learner_list_what_samples_may_be_asked_for()
    {
        Assert.Matches("(?m)^cgan .* --label$", _place.Saddle("conditionings").Succeeded().Output);
        Assert.Matches(
            @"(?m)^--code +a whole number from 0 to 1000 +The latent code",
            _place.Saddle("conditionings", "infogan").Succeeded().Output);
        JsonElement told = _place.Saddle("learners", "cyclegan", "--json").Json().GetProperty("sample_options");
        Assert.Equal(
            [("--input", "path", "a file or folder", true), ("--reverse", "switch", "true or false", false)],
            told.EnumerateArray().Select(option => (
                option.GetProperty("name").GetString()!, option.GetProperty("kind").GetString()!,
                option.GetProperty("range").GetString()!, option.GetProperty("required").GetBoolean())));
    }

    [Theory]
    [InlineData("lsgan-vgg", 14, @"(?m)^ConvTranspose2d 16 to 8, 3x3, stride 2, padding 1 +8x14x14 +1,152$")]
    [InlineData("lucic", 16, @"(?m)^ConvTranspose2d 16 to 8, 4x4, stride 2, padding 1 +8x8x8 +2,048$")]
    [InlineData("resnet", 32, @"(?m)^UpsampleConv2d 8 to 8, 2x, 3x3 +8x32x32 +584$")]
    public void A_dry_run_lays_a_network_out(string name, int size, string line)
    {
        Finished finished = _place.Saddle(
            "train", "dcgan", "--data", Idx.WriteFolder(_place), "--dry-run", "--set", $"network.name={name}", "--set",
            $"network.size={size}",
            "--set", "network.generator_width=8", "--set", "network.discriminator_width=8").Succeeded();
        Assert.Matches(line, finished.Output);
        Assert.Contains($"brought to {size}x{size} grey images", finished.Output);
    }

    [Fact]
    public void An_unknown_network_is_refused_with_the_nearest()
        => _place.Saddle("networks", "mpl").Refused("unknown network 'mpl': did you mean mlp?");
}
