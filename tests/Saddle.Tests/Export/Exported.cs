using Saddle.Data;
using Saddle.Export;
using Saddle.Graphs;
using Saddle.Layers;
using Saddle.Networks;
using Saddle.Tests.Support;
using Xunit;

namespace Saddle.Tests.Export;

/// <summary>Networks and their exported files, side by side.</summary>
internal static class Exported
{
    /// <summary>Parameters and statistics that nothing in training has made zero or one, so that each of them counts.</summary>
    internal static void Stir(Module network)
    {
        using DisposeScope scope = torch.NewDisposeScope();
        using GradMode mode = torch.no_grad();
        using var random = new RandomGenerator(3);
        foreach ((string path, Tensor value) in network.NamedTensors())
        {
            string name = path[(path.LastIndexOf('.') + 1)..];
            if (name is "running_var")
            {
                value.copy_(torch.rand(value.shape.ToArray(), random) + 0.5);
            }
            else if (name is "mask" or "left" or "right")
            {
                continue;
            }
            else if (name is "weight" && value.dim() > 1)
            {
                value.add_(torch.randn(value.shape.ToArray(), random) * 0.05);
            }
            else
            {
                value.add_(torch.randn(value.shape.ToArray(), random) * 0.2);
            }
        }
    }

    internal static ExportFacts Facts(DataForm form, Generator? generator, ExportOptions? options = null) => new()
    {
        Part = (options ?? new()).Part,
        Recipe = "test",
        Run = "none",
        Step = 7,
        Form = form,
        Shape = form.Shape,
        Options = options ?? new ExportOptions(),
        Generator = generator,
    };

    /// <summary>Asserts that a generator's file draws what the generator draws, in batches of 1 and 5.</summary>
    internal static void AssertSame(Generator generator, byte[] file, Func<int, Condition?> condition, double tolerance = 1e-4)
    {
        using var model = new OnnxModel(file);
        foreach (int count in new[] { 1, 5 })
        {
            using DisposeScope scope = torch.NewDisposeScope();
            Tensor latent = generator.Latents(count, 11);
            Condition? told = condition(count);
            AssertNear(generator.Sample(latent, told), model.Sample(latent, told), tolerance);
        }
    }

    /// <summary>Asserts that no element is further off than a share of the largest.</summary>
    internal static void AssertNear(Tensor expected, Tensor actual, double tolerance = 1e-4)
    {
        double largest = expected.ToArray<float>().Max(Math.Abs);
        Assert.True(double.IsFinite(largest) && largest > 1e-5, $"the samples are all near 0 or not finite: {largest}");
        Close.Equal(expected, actual, relative: 0, absolute: tolerance * largest, "the exported network");
    }
}
