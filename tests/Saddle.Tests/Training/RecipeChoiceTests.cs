using Saddle.Augmentations;
using Saddle.Data.Known;
using Saddle.Data.Pictures;
using Saddle.Data.Synthetic;
using Saddle.Networks;
using Saddle.Tests.Support;
using Saddle.Training;
using Xunit;

namespace Saddle.Tests.Training;

public sealed class RecipeChoiceTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(8, 16)]
    [InlineData(22, 16)]
    [InlineData(23, 32)]
    [InlineData(28, 32)]
    [InlineData(46, 64)]
    [InlineData(200, 64)]
    public void The_size_nearest_to_the_pictures_is_chosen(int side, long size)
    {
        RecipeChoice choice = RecipeChoice.For(Images(20, side));
        Assert.Equal("photos", choice.Recipe.Name);
        Assert.IsType<Dcgan>(choice.Recipe.Network());
        Assert.Equal(size, choice.Recipe.Network()["size"]);
        Assert.Contains($"{side}x{side} grey images are nearest to {size}x{size}", choice.Why, StringComparison.Ordinal);
    }

    [Fact]
    public void Few_pictures_are_varied_and_many_are_not()
    {
        Assert.Contains("translation", RecipeChoice.For(Images(20, 8)).Recipe.Game().Augmentation, StringComparison.Ordinal);
        Assert.Empty(RecipeChoice.For(Images(1_000, 8)).Recipe.Game().Augmentation);
    }

    [Fact]
    public void Data_with_a_recipe_of_its_own_brings_it_along()
    {
        RecipeChoice choice = RecipeChoice.For(new Moons());
        Assert.Equal("moons", choice.Recipe.Name);
        Assert.Contains("of its own", choice.Why, StringComparison.Ordinal);
    }

    [Theory, InlineData(16), InlineData(32), InlineData(64)]
    public void Films_bring_the_recipe_that_continues_them(int size)
    {
        RecipeChoice choice = RecipeChoice.For(new Fork { Size = size, Count = 10 });
        Assert.Equal(("next-frame", (long)size), (choice.Recipe.Name, choice.Recipe.Network()["size"]));
        Assert.Equal($"10 films of {size}x{size} grey images, trained at {size}x{size}", choice.Why);
    }

    [Fact]
    public void Pairs_bring_a_recipe_that_translates_them_and_unpaired_sets_one_that_needs_no_pairs()
    {
        using var pictures = new PictureFolder();
        for (int k = 0; k < 3; k++)
        {
            pictures.Add($"A/{k}.png", 30, 30, (byte)k);
            pictures.Add($"B/{k}.png", 30, 30, (byte)k);
        }
        RecipeChoice paired = RecipeChoice.For(new PairsSource { Path = pictures.Path });
        RecipeChoice unpaired = RecipeChoice.For(new UnpairedSource { Path = pictures.Path });
        Assert.Equal(("pix2pix-small", 32L), (paired.Recipe.Name, paired.Recipe.Network()["size"]));
        Assert.Equal("3 pairs of 30x30 grey images, trained at 32x32", paired.Why);
        Assert.Equal(("cyclegan-small", 32L), (unpaired.Recipe.Name, unpaired.Recipe.Network()["size"]));
        Assert.Equal("3 samples of two sets that are not paired of 30x30 grey images, trained at 32x32", unpaired.Why);
    }

    private IdxSource Images(int count, int side)
    {
        string path = _folder.File($"images-{count}-{side}");
        File.WriteAllBytes(path, IdxBytes.Images(count, side));
        return new IdxSource { Path = path };
    }
}
