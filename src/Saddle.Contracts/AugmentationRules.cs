using Saddle.Augmentations;
using Saddle.Torch;

namespace Saddle.Contracts;

/// <summary>What every augmentation keeps, on small images of one and of three channels.</summary>
internal static class AugmentationRules
{
    internal static IEnumerable<Rule> Of(Augmentation augmentation) =>
    [
        new("images stay of their shape and finite", () => Stay(augmentation)),
        new("the gradient flows through it to the images", () => Flows(augmentation)),
        new("at probability 0 images stay what they are", () => Never(augmentation)),
        new("the same random numbers change images the same way", () => Again(augmentation)),
        new(DeviceRule.Name, () => Watched(augmentation)),
    ];

    private static string? Never(Augmentation augmentation)
    {
        Tensor images = torch.rand([4, 3, 16, 16]) * 2 - 1, kept = augmentation.Apply(images, 0);
        return kept.ToArray<float>().AsSpan().SequenceEqual(images.ToArray<float>()) ? null : "some are changed";
    }

    private static string? Stay(Augmentation augmentation)
    {
        foreach (long channels in new long[] { 1, 3 })
        {
            Tensor images = torch.rand([4, channels, 16, 16]) * 2 - 1, changed = augmentation.Apply(images);
            if (!changed.shape.SequenceEqual(images.shape) || changed.isfinite().to(ScalarType.Float32).min().item() < 1)
            {
                return $"{images} became {changed}";
            }
        }
        return null;
    }

    private static string? Flows(Augmentation augmentation)
    {
        Tensor images = (torch.rand([8, 3, 16, 16]) * 2 - 1).requires_grad_();
        Tensor slope = torch.grad([augmentation.Apply(images).sum()], [images])[0]!;
        return slope.abs().max().item() > 0 && slope.isfinite().to(ScalarType.Float32).min().item() == 1 ? null : "it does not";
    }

    private static string? Watched(Augmentation augmentation)
    {
        Tensor images = (torch.rand([4, 3, 16, 16]) * 2 - 1).requires_grad_();
        return DeviceRule.Check(() => augmentation.Apply(images).sum().backward());
    }

    private static string? Again(Augmentation augmentation)
    {
        Tensor images = torch.rand([4, 3, 16, 16]) * 2 - 1;
        torch.manual_seed(5);
        float[] first = augmentation.Apply(images).ToArray<float>();
        torch.manual_seed(5);
        return first.AsSpan().SequenceEqual(augmentation.Apply(images).ToArray<float>()) ? null : "the second time otherwise";
    }
}
