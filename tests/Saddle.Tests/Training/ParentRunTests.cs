using Saddle.Learners;
using Saddle.Networks;
using Saddle.Tests.Support;
using Saddle.Torch;
using Saddle.Training;
using Xunit;

namespace Saddle.Tests.Training;

/// <summary>Runs that begin with another's networks (<c>train --from</c>).</summary>
public sealed class ParentRunTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public ParentRunTests() => Tiny.Train(Start with { Seed = 5 }, Parent).Dispose();

    public void Dispose() => _folder.Dispose();

    private string Parent => _folder.File("parent");

    private string Child => _folder.File("child");

    private Recipe Start => Tiny.Images(4, _folder.Path) with { CheckpointEveryImages = 2 * Tiny.Batch };

    [Theory, InlineData(""), InlineData("@4"), InlineData("@2")]
    public void The_networks_are_the_parents_and_the_optimisers_new(string which)
    {
        using DisposeScope scope = torch.NewDisposeScope();
        using TrainingSession session = TrainingSession.Start(Start with { From = Parent + which }, Child);
        long step = which == "@2" ? 2 : 4;
        Dictionary<string, Tensor> own = Tensors(Child, 0), given = Tensors(Parent, step);
        Assert.All(own, tensor =>
        {
            if (tensor.Key.Contains("_optimizer.", StringComparison.Ordinal))
            {
                Assert.Equal(0, tensor.Value.abs().max().item());
            }
            else if (!tensor.Key.StartsWith("random", StringComparison.Ordinal))
            {
                Close.Same(given[tensor.Key], tensor.Value);
            }
        });
        Assert.Matches($"^begun with (\\d+) of \\1 layers of {Path.GetFullPath(Parent)}@{step}$", session.Inheritance);
        Assert.Contains(session.Inheritance!, File.ReadAllText(session.Run.LogFile), StringComparison.Ordinal);
        Recipe kept = RecipeJson.Load(session.Run.RecipeFile);
        Assert.Equal($"{Path.GetFullPath(Parent)}@{step}", kept.From);
        Assert.Equal(64, kept.FromDigest.Length);
    }

    [Fact]
    public void A_child_that_is_interrupted_goes_on_bit_for_bit_without_its_parent()
    {
        Recipe recipe = Start with { From = Parent };
        Tiny.Train(recipe, _folder.File("straight")).Dispose();
        Tiny.Train(recipe with { Images = 2 * Tiny.Batch }, Child).Dispose();
        Directory.Delete(Parent, recursive: true);
        torch.manual_seed(1);
        Tiny.Resume(Child, images: 4 * Tiny.Batch).Dispose();
        RunFolder.AssertSame(_folder.File("straight"), Child);
    }

    [Fact]
    public void A_child_that_was_killed_before_its_first_checkpoint_begins_again_with_its_parent()
    {
        Recipe recipe = Start with { From = Parent };
        Tiny.Train(recipe, _folder.File("straight")).Dispose();
        Tiny.Train(recipe with { Images = 2 * Tiny.Batch }, Child).Dispose();
        Directory.Delete(Path.Combine(Child, "checkpoints"), recursive: true);
        File.Delete(Path.Combine(Child, "metrics.jsonl"));
        Tiny.Resume(Child, images: 4 * Tiny.Batch).Dispose();
        RunFolder.AssertSame(_folder.File("straight"), Child);
    }

    [Fact]
    public void Layers_that_do_not_fit_start_anew_and_are_named()
    {
        Recipe other = Start.WithLearner<Adversarial>(game => game with
        {
            Network = (Dcgan)game.Network with { Latent = 9 },
        }) with { From = Parent };
        using TrainingSession session = TrainingSession.Start(other, Child);
        Assert.EndsWith(
            "@4; others do not fit and start anew: generator.main.1, average.main.1", session.Inheritance,
            StringComparison.Ordinal);
    }

    [Fact]
    public void Frozen_layers_keep_their_weights_and_the_others_learn()
    {
        using DisposeScope scope = torch.NewDisposeScope();
        Recipe recipe = Start.WithLearner<Adversarial>(game => game with { FrozenLayers = 2 }) with { From = Parent };
        Tiny.Train(recipe, Child).Dispose();
        Dictionary<string, Tensor> before = Tensors(Parent, 4), after = Tensors(Child, 4);
        string[] weights =
        [
            .. after.Keys.Where(name => name.StartsWith("discriminator.", StringComparison.Ordinal) && after[name].dim() > 1),
        ];
        bool[] same = [.. weights.Select(name => (after[name] - before[name]).abs().max().item() == 0)];
        Assert.Equal([.. Enumerable.Range(0, weights.Length).Select(k => k < 2)], same);
    }

    [Theory]
    [InlineData("@3", "from {0}@3: it has no checkpoint of that step; there are 4, 2, and best where one was kept.")]
    [InlineData("/none", "{0}/none: there is no such folder; a run's folder is expected, such as runs/dcgan-001.")]
    public void What_is_not_there_is_told_and_nothing_is_written(string which, string message)
    {
        RecipeException error = Assert.Throws<RecipeException>(
            () => TrainingSession.Start(Start with { From = Parent + which }, Child));
        Assert.Equal(string.Format(System.Globalization.CultureInfo.InvariantCulture, message, Parent), error.Message);
        Assert.False(Directory.Exists(Child));
    }

    [Fact]
    public void Other_weights_than_those_of_the_recipe_are_refused_and_so_are_those_of_other_networks()
    {
        RecipeException changed = Assert.Throws<RecipeException>(
            () => TrainingSession.Start(Start with { From = Parent, FromDigest = new string('0', 64) }, Child));
        Assert.Contains("are not those of the recipe, whose digest begins with 000000000000", changed.Message);
        RecipeException strange = Assert.Throws<RecipeException>(
            () => TrainingSession.Start(Tiny.Points(2) with { From = Parent }, Child));
        Assert.Contains("none of its layers fits", strange.Message);
        InputException frozen = Assert.Throws<InputException>(() => TrainingSession.Start(
            Start.WithLearner<Adversarial>(game => game with { FrozenLayers = 3 }), Child));
        Assert.StartsWith("frozen_layers is 3, but the discriminator has 3 layers", frozen.Message, StringComparison.Ordinal);
        Assert.False(Directory.Exists(Child));
    }

    private static Dictionary<string, Tensor> Tensors(string run, long step)
        => Checkpoint.Open(Path.Combine(run, "checkpoints", $"{step:00000000}")).ReadTensors();
}
