using System.Buffers.Binary;
using System.Text.Json;
using Xunit;

namespace Saddle.Cli.Tests;

/// <summary>Learners other than the adversarial one, as a user runs them.</summary>
public sealed class OtherLearnerTests(TrainedRuns runs) : IDisposable
{
    private readonly Workplace _place = new();

    public void Dispose() => _place.Dispose();

    [Fact]
    public void A_variational_autoencoder_draws_and_reconstructs_pictures_at_its_own_size()
    {
        Idx.WriteFolder(_place);
        string output = _place.Saddle(
            ["train", "vae", "--data", _place.PathOf("pictures"), "--steps", "3", "--out", "run", .. Workplace.TinyImages])
            .Succeeded().Output;
        Assert.Contains("vae on idx: dcgan, vae", output, StringComparison.Ordinal);
        _place.Saddle("sample", "run", "--out", "grid.png", "--count", "4").Succeeded();
        Pictures.Write(_place, "mine/wide.png", 40, 24);
        Pictures.Write(_place, "mine/small.png", 8, 8);
        _place.Saddle("sample", "run", "--input", "mine", "--out", "made").Succeeded();
        Assert.Equal(["small.png", "wide.png"], _place.Files("made"));
        Assert.Equal((Idx.Side, Idx.Side), Size("made/wide.png"));
        // A reconstruction draws nothing at random.
        _place.Saddle("sample", "run", "--input", "mine/wide.png", "--out", "again.png", "--seed", "9").Succeeded();
        Assert.Equal(RunFiles.Digest(_place.PathOf("made/wide.png")), RunFiles.Digest(_place.PathOf("again.png")));
    }

    [Fact]
    public void A_run_that_reconstructs_nothing_says_so()
    {
        Pictures.Write(_place, "mine.png");
        _place.Saddle("sample", runs.Images, "--input", "mine.png", "--out", "made.png")
            .Refused($"{runs.Images} does not translate pictures");
    }

    [Theory]
    [InlineData("flow", "generator")]
    [InlineData("mixture", "generator")]
    [InlineData("vae", "decoder")]
    [InlineData("began", "discriminator")]
    public void A_dry_run_lists_the_networks_and_leaves_out_what_is_not_looked_at(string recipe, string network)
    {
        string[] data = recipe is "vae" or "began" ? ["--data", Idx.WriteFolder(_place)] : [];
        JsonElement plan = _place.Saddle(["train", recipe, "--dry-run", "--json", .. data]).Json();
        Assert.True(plan.GetProperty(network).GetProperty("parameters").GetInt64() > 0);
        JsonElement written = plan.GetProperty("recipe");
        Assert.False(written.TryGetProperty("objective", out _));
        Assert.False(written.GetProperty("learner").TryGetProperty("objective", out _));
        Assert.Equal(recipe, written.GetProperty("learner").GetProperty("name").GetString());
    }

    [Fact]
    public void A_key_that_the_learner_does_not_look_at_is_wrong_usage()
        => _place.Saddle("train", "flow", "--dry-run", "--set", "objective.name=hinge")
            .Refused("objective.name: learner flow does not look at it.");

    private (int Width, int Height) Size(string name)
    {
        byte[] bytes = File.ReadAllBytes(_place.PathOf(name));
        return (BinaryPrimitives.ReadInt32BigEndian(bytes.AsSpan(16)), BinaryPrimitives.ReadInt32BigEndian(bytes.AsSpan(20)));
    }
}
