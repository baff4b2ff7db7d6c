using Saddle.Augmentations;
using Saddle.Components;
using Saddle.Torch;

namespace Garden;

/// <summary>Images become brighter or darker as a whole.</summary>
[Component("grain", "images become brighter or darker as a whole")]
public sealed partial record Grain : Augmentation
{
    protected override Tensor ApplyCore(Tensor images) => images + (Uniform(images) - 0.5) * 0.2;
}
