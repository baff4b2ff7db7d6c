using Saddle.Data;
using Saddle.Data.Known;
using Saddle.Evaluation;
using Saddle.Evaluation.Features;
using Saddle.Tests.Support;
using Saddle.Torch;
using Xunit;

namespace Saddle.Tests.Evaluation.Features;

public sealed class TorchScriptFeaturesTests
{
    [Fact]
    public void A_module_of_another_program_makes_the_features()
    {
        using DisposeScope scope = torch.NewDisposeScope();
        using FeatureSet set = FeaturesOf("features", Colours());
        // Red is 0, 10, 20... in the planes of images 0, 1, 2...; green and blue are constant.
        Assert.Equal((3L, 6L), (set.Count, set.Dimensions));
        Assert.Equal([10, 5, 7, 10, 5, 7], set.Features.select(0, 1).ToArray<double>());
        Assert.Null(set.Logits);
        Assert.Equal("features.pt", set.Network.Name);
        Assert.Equal(64, set.Network.Hash.Length);
    }

    [Fact]
    public void Grey_images_get_three_equal_planes_and_are_rounded_to_bytes()
    {
        using DisposeScope scope = torch.NewDisposeScope();
        Tensor almost = torch.full([2, 1, 8, 8], -1 + (20.4 / 127.5), ScalarType.Float32);
        using FeatureSet set = FeaturesOf("features", Samples.Of(almost));
        Assert.Equal([20, 20, 20, 20, 20, 20], set.Features.select(0, 0).ToArray<double>());
    }

    [Fact]
    public void A_module_may_return_logits_as_well_or_has_to_be_asked_for_features()
    {
        using DisposeScope scope = torch.NewDisposeScope();
        using FeatureSet both = FeaturesOf("both", Colours()), asked = FeaturesOf("asked", Colours());
        Assert.Equal([10 / 255f, 5 / 255f], both.Logits!.select(0, 1).ToArray<float>());
        Assert.Equal([10, 5, 7], asked.Features.select(0, 1).ToArray<double>());
    }

    [Theory]
    [InlineData("state", "not a TorchScript module")]
    [InlineData("missing", "cannot be read")]
    public void A_file_that_is_no_module_is_refused(string name, string expected)
    {
        InputException error = Assert.Throws<InputException>(() => new TorchScriptFeatures(Script(name)));
        Assert.Contains(expected, error.Message, StringComparison.Ordinal);
        Assert.StartsWith(Script(name), error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', error.Message);
    }

    [Theory]
    [InlineData("scalar", "should return features [3, D]")]
    [InlineData("large", "its forward fails")]
    public void A_module_that_does_something_else_is_refused(string name, string expected)
    {
        using DisposeScope scope = torch.NewDisposeScope();
        InputException error = Assert.Throws<InputException>(() => FeaturesOf(name, Colours()));
        Assert.Contains(expected, error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', error.Message);
    }

    [Fact]
    public void Points_are_no_images()
    {
        using DisposeScope scope = torch.NewDisposeScope();
        InputException error = Assert.Throws<InputException>(() => FeaturesOf("features", Samples.Of(torch.zeros([3, 2]))));
        Assert.Contains("the features pixels", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_network_of_published_scores_can_be_downloaded_and_is_known_by_its_digest()
    {
        KnownFile file = Assert.Single(InceptionNetwork.Set.Files);
        Assert.Equal(("inception-2015-12-05.pt", InceptionNetwork.Digest), (file.Name, file.Digest));
        Assert.EndsWith(
            Path.Combine("inception", "inception-2015-12-05.pt"), InceptionNetwork.FilePath, StringComparison.Ordinal);
    }

    private static string Script(string name) => Path.Combine(AppContext.BaseDirectory, "Goldens", "scripts", name + ".pt");

    private static FeatureSet FeaturesOf(string script, SampleSet samples)
    {
        using var network = new TorchScriptFeatures(Script(script));
        return network.Of(samples);
    }

    private static SampleSet Colours()
    {
        Tensor bytes = torch.stack([.. Enumerable.Range(0, 3).Select(k => torch.stack(
            [
                torch.full([4, 4], 10 * k, ScalarType.Byte), torch.full([4, 4], 5, ScalarType.Byte),
                torch.full([4, 4], 7, ScalarType.Byte),
            ]))]);
        return Samples.Of(ImageSet.ToUnitRange(bytes));
    }
}
