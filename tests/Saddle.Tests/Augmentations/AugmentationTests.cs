using Saddle.Augmentations;
using Saddle.Learners;
using Saddle.Tests.Support;

namespace Saddle.Tests.Augmentations;

public sealed class AugmentationTests
{
    [Fact]
    public void Augmentation_moves_cuts_and_recolours_and_lets_the_gradient_through()
    {
        using DisposeScope scope = torch.NewDisposeScope();
        torch.manual_seed(5);
        Tensor images = torch.ones([64, 3, 16, 16]).requires_grad_();
        float[] shares = new CutoutAugmentation().Apply(images).mean([1, 2, 3]).ToArray<float>();
        // A hole of 8x8 of 16x16, of which at least the quarter about its centre lies inside.
        Assert.All(shares, share => Assert.InRange(share, 0.75f - 1e-6f, 1 - 0.0625f + 1e-6f));
        Assert.True(shares.Distinct().Count() > 5);
        Tensor moved = new TranslationAugmentation().Apply(images);
        Assert.All(moved.mean([1, 2, 3]).ToArray<float>(), share => Assert.InRange(share, 0.875f * 0.875f - 1e-6f, 1 + 1e-6f));
        Assert.True(moved.mean([1, 2, 3]).ToArray<float>().Distinct().Count() > 3);
        Tensor recoloured = new ColourAugmentation().Apply(images);
        Close.Equal(0, recoloured.var([1, 2, 3]).max().item(), 0, 1e-10);
        Assert.InRange(recoloured.min().item(), 0.5, 1.0);
        Assert.Equal(
            ["colour", "translation", "cutout", "ada-geometry", "ada-colour"],
            Augmentation.All.Own().Select(entry => entry.Name));
        IReadOnlyList<Augmentation> all = new Adversarial { Augmentation = "cutout, colour,translation" }.Augmentations;
        Assert.Equal([new CutoutAugmentation(), new ColourAugmentation(), new TranslationAugmentation()], all);
        Tensor gradient = torch.grad(
            [all.Aggregate(images, (changed, augmentation) => augmentation.Apply(changed)).sum()], [images])[0]!;
        Assert.True(gradient.abs().sum().item() > 0);
    }

    [Fact]
    public void A_translation_is_a_shift_by_whole_pixels()
    {
        using DisposeScope scope = torch.NewDisposeScope();
        torch.manual_seed(6);
        Tensor image = torch.rand([1, 1, 16, 16]);
        float[] moved = new TranslationAugmentation().Apply(image).ToArray<float>(), original = image.ToArray<float>();
        IEnumerable<(int Down, int Right)> shifts = Enumerable.Range(-2, 5)
            .SelectMany(down => Enumerable.Range(-2, 5).Select(right => (down, right)));
        Assert.Single(shifts, shift => Enumerable.Range(0, 256).All(k =>
        {
            int row = k / 16 + shift.Down, column = k % 16 + shift.Right;
            return moved[k] == (row is >= 0 and < 16 && column is >= 0 and < 16 ? original[16 * row + column] : 0);
        }));
    }

    [Fact]
    public void A_change_with_a_probability_happens_to_so_many_images()
    {
        using DisposeScope scope = torch.NewDisposeScope();
        torch.manual_seed(8);
        Tensor images = torch.rand([4_000, 3, 2, 2]);
        float[] moved = (new ColourAugmentation().Apply(images, 0.3) - images).abs().flatten(1).sum([1]).ToArray<float>();
        // Four standard deviations of a share of 4,000.
        Assert.InRange(moved.Count(distance => distance > 0) / 4_000.0, 0.3 - 0.029, 0.3 + 0.029);
    }

    // A plane of the same slope everywhere is met exactly by what is linear between pixels.
    [Theory, InlineData(7, 5), InlineData(2, 9)]
    public void Other_places_are_read_bilinearly_and_reflected_beyond_the_edge(int height, int width)
    {
        using DisposeScope scope = torch.NewDisposeScope();
        torch.manual_seed(9);
        Tensor images = torch.rand([3, 2, height, width]);
        Tensor x = (torch.rand([3, 1, height, width]) - 0.5) * (5 * width), y = (torch.rand([3, 1, height, width]) - 0.5) * 4;
        float[] found = AdaGeometry.Sampled(images, x, y).ToArray<float>(), from = images.ToArray<float>();
        float[] columns = x.ToArray<float>(), rows = y.ToArray<float>();
        for (int k = 0; k < found.Length; k++)
        {
            int pixel = k % (height * width), plane = k / (height * width), image = plane / 2;
            double column = Reflected(columns[image * height * width + pixel] + (width - 1) / 2.0, width - 1);
            double row = Reflected(rows[image * height * width + pixel] + (height - 1) / 2.0, height - 1);
            double At(int r, int c) => from[(plane * height + Math.Min(r, height - 1)) * width + Math.Min(c, width - 1)];
            (int r, int c) = ((int)row, (int)column);
            double above = At(r, c) + (column - c) * (At(r, c + 1) - At(r, c));
            double below = At(r + 1, c) + (column - c) * (At(r + 1, c + 1) - At(r + 1, c));
            Close.Equal(above + (row - r) * (below - above), found[k], 0, 2e-5);
        }

        static double Reflected(double place, double last)
        {
            while (place < 0 || place > last)
            {
                place = place < 0 ? -place : 2 * last - place;
            }
            return place;
        }
    }

    [Fact]
    public void Turned_and_stretched_images_have_the_pixels_of_the_original_and_slopes_twice()
    {
        using DisposeScope scope = torch.NewDisposeScope();
        torch.manual_seed(10);
        Tensor images = torch.rand([32, 3, 12, 12]).requires_grad_();
        Tensor changed = new AdaGeometry().Apply(images, 0.8);
        Assert.InRange(changed.min().item(), images.min().item() - 1e-5, images.max().item());
        Assert.InRange(changed.max().item(), images.min().item(), images.max().item() + 1e-5);
        Close.Equal(0, (new AdaGeometry().Apply(torch.full([8, 1, 6, 6], 0.7)) - 0.7).abs().max().item(), 0, 1e-6);
        // As a slope penalty needs it.
        Tensor slope = torch.grad([changed.square().sum()], [images], create_graph: true)[0]!;
        Tensor second = torch.grad([slope.square().sum()], [images])[0]!;
        Assert.True(second.abs().sum().item() > 0);
    }

    [Fact]
    public void Hue_and_saturation_keep_the_luma_and_grey_images_have_none()
    {
        using DisposeScope scope = torch.NewDisposeScope();
        torch.manual_seed(11);
        // Of a colour without luma, brightness is what is seen of the mean, and contrast's factor cancels.
        Tensor colour = torch.tensor([0.5f, -0.2f, -0.3f], 1, 3, 1, 1).expand([2_000, 3, 1, 1]);
        Tensor changed = new AdaColour().Apply(colour);
        float[] means = changed.mean([1, 2, 3]).ToArray<float>();
        // Half of them are made brighter or darker.
        Assert.InRange(means.Count(mean => Math.Abs(mean) > 1e-5) / 2_000.0, 0.5 - 0.045, 0.5 + 0.045);
        Tensor chroma = changed - changed.mean([1], keepdim: true);
        float[] angles = chroma.narrow(1, 0, 1).flatten().ToArray<float>();
        Assert.Contains(angles, value => value < 0);
        Assert.Equal([5L, 1L, 3L, 3L], new AdaColour().Apply(torch.rand([5, 1, 3, 3])).shape.ToArray());
    }
}
