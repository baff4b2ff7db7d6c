using Saddle.Data;
using Saddle.Evaluation;
using Saddle.Torch;

namespace Saddle.Tests.Evaluation;

/// <summary>Sets of samples for tests.</summary>
internal static class Samples
{
    /// <summary>Tensors as samples; the caller's scope owns them.</summary>
    internal static SampleSet Of(Tensor real, Tensor? labels = null, int classes = 0, int planeClasses = 0)
        => new("the samples", new SampleShape([.. real.shape[1..]]), real.size(0),
            (start, length) => new Batch(real.narrow(0, start, length).clone(), labels?.narrow(0, start, length).clone()))
        {
            Classes = [.. Enumerable.Range(0, classes).Select(k => $"class {k}")],
            PlaneClasses = [.. Enumerable.Range(0, planeClasses).Select(k => $"digit {k}")],
        };

    /// <summary>Noisy images of two classes: a bright left or right half. <c>[count, 1, 8, 8]</c>.</summary>
    internal static (Tensor Real, Tensor Labels) Halves(int count, ulong seed)
    {
        using var random = new RandomGenerator(seed);
        Tensor labels = torch.randint(0, 2, [count], random);
        Tensor right = labels.to(ScalarType.Float32).view(count, 1, 1, 1);
        Tensor side = torch.cat([torch.zeros([1, 1, 8, 4]), torch.ones([1, 1, 8, 4])], 3);
        Tensor bright = side * right + (1 - side) * (1 - right);
        return ((bright - 0.5 + (torch.randn([count, 1, 8, 8], random) * 0.3)).clamp(-1, 1), labels);
    }
}
